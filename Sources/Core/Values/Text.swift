/// A text from the database, compared, ordered and grouped by its exact bytes.
///
/// Swift's `String` treats two encodings of one character as equal. PostgreSQL does not, and figures must agree with
/// PostgreSQL. The order of UTF-8 bytes is the order of Unicode code points.
package struct Text: Hashable, Comparable, Sendable {
  package let string: String

  package init(_ string: String) { self.string = string }

  /// Returns nil for a text in which nothing can be seen, because such a text counts as not recorded.
  package init?(recorded string: String) {
    guard Self.isRecorded(string) else { return nil }
    self.string = string
  }

  /// Returns whether the text has a character that can be seen. Most texts begin with an ASCII letter or digit,
  /// which needs no Unicode lookup.
  private static func isRecorded(_ string: String) -> Bool {
    if let first = string.utf8.first, (0x21...0x7E).contains(first) { return true }
    return Folding.isVisible(string)
  }

  package static func == (left: Self, right: Self) -> Bool {
    let (one, other) = (left.string.utf8Span.span, right.string.utf8Span.span)
    guard one.count == other.count else { return false }
    for index in one.indices where one[index] != other[index] { return false }
    return true
  }

  package static func < (left: Self, right: Self) -> Bool {
    let (one, other) = (left.string.utf8Span.span, right.string.utf8Span.span)
    for index in 0..<min(one.count, other.count) where one[index] != other[index] { return one[index] < other[index] }
    return one.count < other.count
  }

  /// Hashes eight bytes at a time.
  package func hash(into hasher: inout Hasher) {
    let bytes = string.utf8Span.span
    var word: UInt64 = 0
    for index in bytes.indices {
      word = word << 8 | UInt64(bytes[index])
      if index & 7 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(bytes.count)
  }
}

extension Text: CustomStringConvertible, ExpressibleByStringLiteral {
  package var description: String { string }
  package init(stringLiteral value: String) { self.init(value) }
}

// The closed vocabularies of the data contract. A raw value is the exact recorded text.

/// The origin of a commission.
package enum Arrangement: String, CaseIterable, Hashable, Sendable {
  case host, commissioned, urgent, board

  /// Whether the job's free days are for such work.
  package var hasFreeDays: Bool { self == .commissioned || self == .urgent }
}

/// The progress of an outcome.
package enum Stage: String, CaseIterable, Hashable, Sendable {
  case expected, enabling, achieved
  case notAchieved = "not achieved"
}

/// Who confirmed that an outcome was achieved.
package enum ConfirmedBy: String, CaseIterable, Hashable, Sendable { case adviser, client, audit, inspection, data }

/// The client's rating of the work.
package enum Rating: String, CaseIterable, Hashable, Sendable {
  case veryUseful = "very useful"
  case useful
  case partlyUseful = "partly useful"
  case notUseful = "not useful"
}

/// A recorded word of a closed vocabulary. The word is printed unchanged and counted only when the vocabulary has it.
package struct Term<Value: RawRepresentable & Hashable & Sendable>: Hashable, Sendable where Value.RawValue == String {
  package let text: Text

  package init(_ text: Text) { self.text = text }

  /// The value; nil when the vocabulary lacks the word, which then counts as not recorded.
  package var value: Value? { Value(rawValue: text.string) }
}

/// Words that people and programs write where nothing is recorded. A free text of one of them alone counts as not recorded,
/// however it is bracketed or dotted: `N/A`, `(null)`, `[TBC]`, `n.a.`. So does a text of dashes, dots and the like alone: `-`, `...`,
/// `??`, and the whole text `0`, `false` or `true`.
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
  /// Values that a formula or a program leaves in a text. In a column of another type they may be recorded.
  private static let values = ["0", "false", "true"]
  private static let longest = 40

  /// Returns whether a free text says nothing.
  package static func isOne(_ text: String) -> Bool {
    isWord(text) || text.utf8.count <= longest && values.contains(Folding.trimmed(text.lowercased()))
  }

  /// Returns whether a text, or a cell of any other column, says that nothing is recorded.
  package static func isWord(_ text: String) -> Bool {
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
    let whole = ([#"\\n"#] + values).joined(separator: "|")
    let isWhole = "\(text) ~* '^[\(unseen)]*(\(whole))[\(unseen)]*$'"
    return "(octet_length(\(text)) <= \(longest) and (\(bare) in (\(list)) or \(isFilled) or \(isWhole)))"
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
