/// Words that people and programs write where nothing is recorded. A free text of one of them alone counts as not recorded.
package enum Placeholder {
  /// In small letters, with single spaces.
  package static let words = [
    "null", "(null)", "\\n", "none", "nil", "nan", "na", "n/a", "n.a.", "n.a", "#n/a", "tbc", "tba", "tbd", "undefined",
    "(blank)", "blank", "not available", "not applicable", "-", "--", "---", "–", "—", ".", "..", "...", "…", "?", "??",
    "/",
    "*",
  ]

  package static func isOne(_ text: String) -> Bool {
    guard text.utf8.count <= 40 else { return false }
    return words.contains(Folding.key(text)) || words.contains(text.lowercased())
  }

  /// Returns an SQL expression that is true where a text of SQL is one of the words. A statement holds ASCII only, because a
  /// server of another encoding may not know the rest: dashes and the ellipsis are written as a pattern, and count as `-`.
  package static func sqlTest(_ text: String) -> String {
    let list = words.filter { $0.utf8.allSatisfy { $0 < 0x80 } }.map { "'\($0)'" }.joined(separator: ", ")
    return #"regexp_replace(lower(btrim(left(\#(text), 40))), '[\u2013\u2014\u2026]', '-', 'g') in (\#(list))"#
  }
}

extension Folding {
  /// The characters in which nothing can be seen, as a class of PostgreSQL's regular expressions without its brackets. A
  /// locale's own white space leaves some out.
  package static let invisibleInSQL =
    #"\s\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u115F\u1160\u1680\u17B4\u17B5"#
    + #"\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB"#
    + #"\U000110BD\U000110CD\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF"#
}
