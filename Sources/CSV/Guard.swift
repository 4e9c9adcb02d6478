/// The formula guard: one apostrophe before a text that a spreadsheet could take for a formula, and back again.
///
/// It looks at Unicode scalars, never at Swift's Characters: `=` with a combining mark is one Character that is not `=`,
/// and a spreadsheet executes it all the same. An apostrophe is itself guarded, so removing one leading apostrophe
/// restores every value.
package enum Guard {
  /// Whether the first scalar, or the first that is not white space, could open a formula (or is an apostrophe).
  package static func isNeeded(for text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if first > 0x20, first < 0x7F { return opensFormula(Unicode.Scalar(first)) }
    let scalars = text.unicodeScalars
    guard let start = scalars.first else { return false }
    if opensFormula(start) { return true }
    guard start.properties.isWhitespace else { return false }
    return scalars.first { !$0.properties.isWhitespace }.map(opensFormula) ?? false
  }

  package static func apply(_ text: String) -> String { isNeeded(for: text) ? "'" + text : text }

  /// The text without one leading apostrophe: what `apply` was given.
  package static func remove(_ text: String) -> String {
    guard text.utf8.first == apostrophe else { return text }
    return String(text.unicodeScalars.dropFirst())
  }

  static let apostrophe = UInt8(ascii: "'")

  private static func opensFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠": true
    default: false
    }
  }
}
