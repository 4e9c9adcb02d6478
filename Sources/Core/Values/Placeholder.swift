/// Words that people and programs write where nothing is recorded. A free text of one of them alone counts as not recorded,
/// however it is bracketed or dotted: `N/A`, `(null)`, `[TBC]`, `n.a.`. So does a text of dashes, dots and the like alone: `-`, `...`,
/// `??`.
package enum Placeholder {
  /// In small letters, without marks and spaces.
  package static let words = [
    "null", "none", "nil", "nan", "na", "tbc", "tba", "tbd", "undefined", "blank", "empty", "unknown", "notavailable",
    "notapplicable", "notknown", "notyetknown", "notrecorded", "notyetrecorded", "tobeconfirmed", "tobeadvised",
    "tobedecided", "tobedetermined", "tobeannounced", "nilreturn", "xxx", "chooseanitem", "clickheretoentertext",
    "clickortapheretoentertext",
  ]
  /// What PostgreSQL's COPY writes for null. Its letter alone may be an answer.
  private static let copied = "\\n"
  private static let longest = 40

  package static func isOne(_ text: String) -> Bool {
    guard text.utf8.count <= longest else { return false }
    let small = text.lowercased()
    let seen = small.unicodeScalars.filter { Folding.isVisible($0) }
    let bare = String(String.UnicodeScalarView(seen.filter { !isMark($0) }))
    if bare.isEmpty { return !seen.isEmpty && seen.allSatisfy(isFiller) }
    return words.contains(bare) || Folding.trimmed(small) == copied
  }

  /// Returns an SQL expression that is true where `isOne` is.
  package static func sqlTest(_ text: String) -> String {
    let list = words.map { "'\($0)'" }.joined(separator: ", ")
    let unseen = Folding.invisibleInSQL
    let bare = "regexp_replace(lower(\(text)), '[\(marks)\(unseen)]', '', 'g')"
    let isFilled = "\(text) ~ '^[\(fillers)\(unseen)]*$' and \(text) ~ '[\(fillers)]'"
    let isCopied = #"\#(text) ~ '^[\#(unseen)]*\\[Nn][\#(unseen)]*$'"#
    return "(octet_length(\(text)) <= \(longest) and (\(bare) in (\(list)) or \(isFilled) or \(isCopied)))"
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0xA1, 0xB4, 0xB7, 0xBF, 0x2010...0x205E, 0x2212, 0x2215:
      true
    default: false
    }
  }

  /// Returns whether a text of such marks alone says nothing.
  private static func isFiller(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x22, 0x27, 0x2A, 0x2C...0x2F, 0x3F, 0x5F, 0x7E, 0xB7, 0x2010...0x2027, 0x2212: true
    default: false
    }
  }

  /// The marks as a class of PostgreSQL's regular expressions without its brackets. A statement holds ASCII only, because a
  /// server of another encoding may not know the rest.
  private static let marks =
    #"\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u007E\u00A1\u00B4\u00B7\u00BF\u2010-\u205E\u2212\u2215"#
  private static let fillers = #"\u0022\u0027\u002A\u002C-\u002F\u003F\u005F\u007E\u00B7\u2010-\u2027\u2212"#
}

extension Folding {
  /// The characters in which nothing can be seen, as a class of PostgreSQL's regular expressions without its brackets. A
  /// locale's own white space leaves some out.
  package static let invisibleInSQL =
    #"\s\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u115F\u1160\u1680\u17B4\u17B5"#
    + #"\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB"#
    + #"\U000110BD\U000110CD\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF"#
}
