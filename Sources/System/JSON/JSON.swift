/// A JSON value whose objects keep the order of their members: the same value always makes the same bytes.
package indirect enum JSON: Hashable, Sendable {
  case string(String)
  case integer(Int)
  /// A number as it is printed: `-?\d+(\.\d+)?`. Reading gives strings and integers only.
  case decimal(String)
  case boolean(Bool)
  case array([JSON])
  case object([NamedValue])

  package struct NamedValue: Hashable, Sendable {
    package let name: String
    package let value: JSON

    package init(name: String, value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an object without the members that are nil.
  package static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { name, value in value.map { NamedValue(name: name, value: $0) } })
  }

  package static func strings(_ strings: [String]) -> JSON { .array(strings.map(JSON.string)) }

  /// A whole file in UTF-8: two spaces an indent, one line end at the end.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: "\n")
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// The value on one line, for a log. Every line end in `bytes` belongs to the layout, because a string's line end is
  /// escaped.
  package var line: String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  private func write(to bytes: inout [UInt8], indent: String) {
    switch self {
    case .string(let string): Self.write(string, to: &bytes)
    case .integer(let integer): bytes += String(integer).utf8
    case .decimal(let number): bytes += number.utf8
    case .boolean(let boolean): bytes += (boolean ? "true" : "false").utf8
    case .array(let values):
      Self.write(values, "[", "]", to: &bytes, indent) { value, bytes, indent in value.write(to: &bytes, indent: indent)
      }
    case .object(let members):
      Self.write(members, "{", "}", to: &bytes, indent) { member, bytes, indent in
        Self.write(member.name, to: &bytes)
        bytes += ": ".utf8
        member.value.write(to: &bytes, indent: indent)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to bytes: inout [UInt8], _ indent: String,
    _ write: (Element, inout [UInt8], String) -> Void
  ) {
    bytes += open.utf8
    let deeper = indent + "  "
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += deeper.utf8
      write(element, &bytes, deeper)
    }
    if !elements.isEmpty { bytes += indent.utf8 }
    bytes += close.utf8
  }

  /// Writes a string. Escapes as `\u` also what a terminal or a line reader could misread.
  private static func write(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy(isPlain) { bytes += string.utf8 } else { escape(string, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Returns whether the byte needs no escape. Most strings hold only such bytes.
  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x5C }

  private static func escape(_ string: String, to bytes: inout [UInt8]) {
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: bytes += "\\\"".utf8
      case 0x5C: bytes += "\\\\".utf8
      case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        let digits = String(scalar.value, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
      case ..<0x80: bytes.append(UInt8(scalar.value))
      default: bytes += String(scalar).utf8
      }
    }
  }
}

extension JSON {
  /// Parses a file that this program wrote. Returns nil for invalid JSON, for null and for numbers that are not whole,
  /// which the program never writes.
  package init?(parsing bytes: [UInt8]) {
    var reader = JSONReader(bytes)
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }

  /// The member of this name; nil when this value is no object or has no such member.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var string: String? { if case .string(let string) = self { string } else { nil } }
  package var integer: Int? { if case .integer(let integer) = self { integer } else { nil } }
  package var array: [JSON]? { if case .array(let values) = self { values } else { nil } }
  package var members: [NamedValue]? { if case .object(let members) = self { members } else { nil } }

  /// Returns the object with a member replaced, or added as the last. Returns a value that is no object unchanged.
  package func setting(_ name: String, to value: JSON) -> JSON {
    guard case .object(var members) = self else { return self }
    let member = NamedValue(name: name, value: value)
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index] = member
    } else {
      members.append(member)
    }
    return .object(members)
  }
}

private struct JSONReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return rest.isEmpty
    }
  }

  mutating func value(depth: Int) -> JSON? {
    skipSpace()
    guard depth < 64, let first = rest.first else { return nil }
    switch first {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string().map(JSON.string)
    case UInt8(ascii: "t"): return word("true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return word("false") ? .boolean(false) : nil
    default: return integer()
    }
  }

  private mutating func object(_ depth: Int) -> JSON? {
    var members: [JSON.NamedValue] = []
    let isWhole = list(UInt8(ascii: "}")) { reader in
      reader.skipSpace()
      guard reader.rest.first == UInt8(ascii: "\""), let name = reader.string(), reader.take(":"),
        let value = reader.value(depth: depth + 1)
      else { return false }
      members.append(JSON.NamedValue(name: name, value: value))
      return true
    }
    return isWhole ? .object(members) : nil
  }

  private mutating func array(_ depth: Int) -> JSON? {
    var values: [JSON] = []
    let isWhole = list(UInt8(ascii: "]")) { reader in
      guard let value = reader.value(depth: depth + 1) else { return false }
      values.append(value)
      return true
    }
    return isWhole ? .array(values) : nil
  }

  /// Reads an opening bracket and elements between commas up to `end`.
  private mutating func list(_ end: UInt8, _ element: (inout JSONReader) -> Bool) -> Bool {
    rest = rest.dropFirst()
    skipSpace()
    if rest.first == end {
      rest = rest.dropFirst()
      return true
    }
    repeat { guard element(&self) else { return false } } while take(",")
    guard rest.first == end else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func string() -> String? {
    rest = rest.dropFirst()
    var units: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escaped() else { return nil }
        units += Array(String(scalar).utf8)
      case 0..<0x20: return nil
      default: units.append(byte)
      }
    }
    return nil
  }

  /// Reads an escape after its backslash. The program never writes pairs of surrogates.
  private mutating func escaped() -> Unicode.Scalar? {
    guard let byte = rest.popFirst() else { return nil }
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      let digits = rest.prefix(4)
      guard digits.count == 4, digits.allSatisfy(isHexadecimal), let text = String(validating: digits, as: UTF8.self),
        let value = UInt32(text, radix: 16)
      else { return nil }
      rest = rest.dropFirst(4)
      return Unicode.Scalar(value)
    default: return nil
    }
  }

  /// Reads `-?(0|[1-9]\d*)`.
  private mutating func integer() -> JSON? {
    let sign = rest.prefix { $0 == UInt8(ascii: "-") }
    let digits = rest.dropFirst(sign.count).prefix { (0x30...0x39).contains($0) }
    guard sign.count < 2, digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
    rest = rest.dropFirst(sign.count + digits.count)
    return String(validating: sign + digits, as: UTF8.self).flatMap { Int($0) }.map { .integer($0) }
  }

  private mutating func word(_ word: String) -> Bool {
    guard rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count)
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard let byte = rest.first, UInt32(byte) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func skipSpace() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
}
