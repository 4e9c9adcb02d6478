/// JSON whose keys keep the order they are given in: the same value makes the same bytes.
package indirect enum JSON: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([JSON])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let name: String
    package let value: JSON

    package init(name: String, value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object without the members that are nil.
  package static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  package static func strings(_ strings: [String]) -> JSON { .array(strings.map(JSON.string)) }

  /// A whole file, in UTF-8: two spaces an indent, one line end last.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: "\n")
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// On one line, for a log. No string holds a line end as it stands, so every one here is of the layout.
  package var line: String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  private func write(to bytes: inout [UInt8], indent: String) {
    switch self {
    case .string(let string): Self.write(string, to: &bytes)
    case .integer(let integer): bytes += String(integer).utf8
    case .boolean(let boolean): bytes += (boolean ? "true" : "false").utf8
    case .array(let values):
      Self.write(values, "[", "]", to: &bytes, indent) { value, bytes, indent in
        value.write(to: &bytes, indent: indent)
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
    _ elements: [Element], _ open: String, _ close: String, to bytes: inout [UInt8],
    _ indent: String, _ write: (Element, inout [UInt8], String) -> Void
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

  /// Escaped scalar by scalar; what a terminal or a reader of lines could take amiss stands as `\u` too.
  private static func write(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy(isPlain) { bytes += string.utf8 } else { escape(string, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Most strings are of nothing else.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x5C
  }

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
