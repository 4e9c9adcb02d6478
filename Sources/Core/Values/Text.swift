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

  package init(_ value: Value) { text = Text(value.rawValue) }

  /// The value; nil when the vocabulary lacks the word, which then counts as not recorded.
  package var value: Value? { Value(rawValue: text.string) }
}
