/// Text from the database, compared, ordered and grouped by its exact bytes.
///
/// Swift's own `String` calls two spellings of one character equal; PostgreSQL does not, and neither may a figure.
/// The order of UTF-8 bytes is the order of Unicode code points.
package struct Text: Hashable, Comparable, Sendable {
  package let string: String

  package init(_ string: String) { self.string = string }

  /// nil when there is nothing but white space: such a text is not recorded.
  package init?(recorded string: String) {
    guard !string.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return nil }
    self.string = string
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.string.utf8.elementsEqual(right.string.utf8)
  }
  package static func < (left: Self, right: Self) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }
  package func hash(into hasher: inout Hasher) {
    for byte in string.utf8 { hasher.combine(byte) }
    hasher.combine(UInt8(0xFF))
  }
}

extension Text: CustomStringConvertible, ExpressibleByStringLiteral {
  package var description: String { string }
  package init(stringLiteral value: String) { self.init(value) }
}
