import Writing

/// Text as a cell holds it: as recorded, but for what XML or a sheet has no room for.
///
/// Line ends of every kind are line feeds. Control and direction characters are left out, as on paper. What is longer than a
/// cell may be is cut. `_x0041_`, which spreadsheets read as a character's code, is kept from being read so.
enum CellText {
  /// In UTF-16 units, as Excel counts.
  static let longest = 32_767
  static let ending = "… (see CSV)"

  static func shown(_ text: String) -> String {
    if text.utf8.count <= longest, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x5F }) {
      return text
    }
    let visible = Array(PaperText.visible(withLineFeeds(text)).unicodeScalars)
    let whole = pieces(visible, room: longest)
    if whole.isComplete { return whole.text }
    return pieces(visible, room: longest - ending.utf16.count).text + ending
  }

  /// As much of a text as there is room for, its escapes whole.
  private static func pieces(
    _ scalars: [Unicode.Scalar], room: Int
  ) -> (text: String, isComplete: Bool) {
    var text = String.UnicodeScalarView()
    var left = room
    for (index, scalar) in scalars.enumerated() {
      let opensCode = scalar == "_" && isCode(scalars[index...].prefix(7))
      left -= opensCode ? underscore.count : scalar.value > 0xFFFF ? 2 : 1
      if left < 0 { return (String(text), false) }
      if opensCode { text.append(contentsOf: underscore) } else { text.append(scalar) }
    }
    return (String(text), true)
  }

  /// The underscore's own code: `_x0041_` becomes `_x005F_x0041_`.
  private static let underscore = Array("_x005F_".unicodeScalars)

  private static func isCode(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard scalars.count == 7, scalars.last == "_", scalars[scalars.startIndex + 1] == "x" else {
      return false
    }
    return scalars.dropFirst(2).dropLast().allSatisfy(\.properties.isASCIIHexDigit)
  }

  private static func withLineFeeds(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": if last != "\r" { shown.append(scalar) }
      case "\r", "\u{0B}", "\u{0C}": shown.append("\n")
      case "\u{FFFE}", "\u{FFFF}": shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
      last = scalar
    }
    return String(shown)
  }
}
