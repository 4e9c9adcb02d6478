/// Text from the database, compared, ordered and grouped by its exact bytes.
///
/// Swift's own `String` calls two spellings of one character equal; PostgreSQL does not, and neither may a figure.
/// The order of UTF-8 bytes is the order of Unicode code points.
package struct Text: Hashable, Comparable, Sendable {
  package let string: String

  package init(_ string: String) { self.string = string }

  /// nil when there is nothing but white space: such a text is not recorded.
  package init?(recorded string: String) {
    guard Self.isRecorded(string) else { return nil }
    self.string = string
  }

  /// Most texts begin with a letter or a digit: what properties Unicode gives the rest is then no question.
  private static func isRecorded(_ string: String) -> Bool {
    if let first = string.utf8.first, (0x21...0x7E).contains(first) { return true }
    return !string.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  package static func == (left: Self, right: Self) -> Bool {
    let (one, other) = (left.string.utf8Span.span, right.string.utf8Span.span)
    guard one.count == other.count else { return false }
    for index in one.indices where one[index] != other[index] { return false }
    return true
  }

  package static func < (left: Self, right: Self) -> Bool {
    let (one, other) = (left.string.utf8Span.span, right.string.utf8Span.span)
    for index in 0..<min(one.count, other.count) where one[index] != other[index] {
      return one[index] < other[index]
    }
    return one.count < other.count
  }

  /// Eight bytes at a time.
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
