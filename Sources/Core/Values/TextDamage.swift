/// Damage that another program did to a text before it was recorded.
package enum TextDamage: Hashable, Sendable {
  /// A letter became U+FFFD, the replacement character.
  case replaced
  /// UTF-8 was read in an encoding of single bytes: `é` became `Ã©`, `√©` or `├®`.
  case decodedTwice
  /// Letters or marks are written in the code of a web page: `&` became `&amp;`.
  case escaped
  /// Line breaks or letters are written in the code of a file: `_x000D_`, `<br>`, or a backslash and an n.
  case coded
  /// The text is a formula and not the formula's value.
  case formula

  /// Returns nil for a text without damage.
  package init?(in text: String) {
    var isASCII = true
    var isPlain = true
    for byte in text.utf8 where Self.isSuspect(byte) {
      isPlain = false
      if byte >= 0x80 { isASCII = false }
    }
    if isPlain { return nil }
    if !isASCII {
      let scalars = text.unicodeScalars
      if scalars.contains("\u{FFFD}") {
        self = .replaced
        return
      }
      let misread: [(Unicode.Scalar) -> UInt8?] = [
        Self.windows1252, CodePage.macRoman.byte(of:), CodePage.codePage850.byte(of:),
      ]
      if misread.contains(where: { Self.isDecodedTwice(scalars, $0) }) {
        self = .decodedTwice
        return
      }
    }
    if Self.isFormula(text) {
      self = .formula
    } else if Self.isEscaped(text) {
      self = .escaped
    } else if Self.isCoded(text) {
      self = .coded
    } else {
      return nil
    }
  }

  /// Returns whether a damaged text may hold the byte. A text without such a byte is not damaged.
  @inlinable package static func isSuspect(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x80..., UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "<"), UInt8(ascii: "\\"): true
    default: false
    }
  }

  /// Returns whether the characters are bytes of UTF-8 as an encoding of single bytes shows them.
  private static func isDecodedTwice(_ scalars: String.UnicodeScalarView, _ byte: (Unicode.Scalar) -> UInt8?) -> Bool {
    var continuations = 0
    for scalar in scalars {
      let byte = byte(scalar)
      if continuations > 0, let byte, (0x80...0xBF).contains(byte) {
        continuations -= 1
        if continuations == 0 { return true }
        continue
      }
      // The first byte of a character of two or three bytes, of which the accented Latin letters and the quotes are.
      continuations =
        switch byte {
        case 0xC2, 0xC3, 0xC4, 0xC5: 1
        case 0xE2: 2
        default: 0
        }
    }
    return false
  }

  /// Returns whether the text begins as `=SUM(A1:A3)` does.
  private static func isFormula(_ text: String) -> Bool {
    guard text.utf8.first == UInt8(ascii: "=") else { return false }
    let name = text.utf8.dropFirst().prefix { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) || byte == UInt8(ascii: ".")
    }
    return !name.isEmpty && name.endIndex < text.utf8.endIndex && text.utf8[name.endIndex] == UInt8(ascii: "(")
  }

  /// Returns whether the text holds `&amp;`, `&eacute;`, `&#233;` or `&#xE9;`.
  private static func isEscaped(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "&")).contains { part in
      guard part.startIndex > text.startIndex, let end = part.prefix(10).firstIndex(of: UInt8(ascii: ";")) else {
        return false
      }
      let name = part[..<end]
      let digits = name.first == UInt8(ascii: "#") ? name.dropFirst() : nil
      let hexadecimal =
        digits.flatMap { $0.first.map { $0 | 0x20 == UInt8(ascii: "x") } } ?? false ? digits?.dropFirst() : nil
      if let hexadecimal { return !hexadecimal.isEmpty && UInt32(String(Substring(hexadecimal)), radix: 16) != nil }
      if let digits { return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) } }
      return name.count > 1 && name.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xDF) }
    }
  }

  /// Returns whether the text holds `_x000D_`, `<br>`, `</p>`, or a backslash and an n for a line break.
  private static func isCoded(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var breaks = 0
    var isPath = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "_"): if isCharacterCode(bytes[index...].prefix(7)) { return true }
      case UInt8(ascii: "<"): if isLineTag(bytes[(index + 1)...]) { return true }
      case UInt8(ascii: "\\"):
        let next = bytes[(index + 1)...].first
        if next == UInt8(ascii: "n"), index > 0 { breaks += 1 }
        // A path of Windows has a drive's letter before a backslash, or another name after one.
        let isDrive = index > 1 && bytes[index - 1] == UInt8(ascii: ":") && (index == 2 || bytes[index - 3] == 0x20)
        if isDrive || next.map({ !"nrt".utf8.contains($0) }) ?? true { isPath = true }
      default: break
      }
    }
    return breaks > 0 && !isPath
  }

  /// Returns whether the bytes are `_x000D_`, as workbooks write a character.
  private static func isCharacterCode(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 7, bytes.last == UInt8(ascii: "_") else { return false }
    let code = bytes.dropFirst().dropLast()
    return code.first == UInt8(ascii: "x")
      && code.dropFirst().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }

  /// Returns whether the bytes after `<` are those of `<br>`, `<br />`, `<p>` or `</p>`.
  private static func isLineTag(_ bytes: ArraySlice<UInt8>) -> Bool {
    let tag = bytes.prefix(100).prefix { $0 != UInt8(ascii: ">") }
    guard tag.count < bytes.prefix(100).count else { return false }
    let name = tag.drop { $0 == UInt8(ascii: "/") }.prefix { $0 != 0x20 && $0 != UInt8(ascii: "/") }
    return ["br", "p"].contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  /// Returns the byte above 0x7F that Windows-1252 gives a character; nil for all others.
  private static func windows1252(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0xA0...0xFF, 0x81, 0x8D, 0x8F, 0x90, 0x9D: UInt8(scalar.value)
    default: Windows1252.byte(of: scalar)
    }
  }
}

/// The characters of Windows-1252 that differ from Latin 1.
package enum Windows1252 {
  /// The characters of 0x80 to 0x9F. Five bytes have no character.
  private static let scalars: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil, nil, "‘", "’", "“", "”", "•", "–",
    "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]

  package static func scalar(_ byte: UInt8) -> Unicode.Scalar? {
    (0x80...0x9F).contains(byte) ? scalars[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }

  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalars.firstIndex(of: scalar).map { UInt8(0x80 + $0) }
  }
}

/// The characters above ASCII of an encoding that gives one to each byte.
package struct CodePage: Sendable {
  private let scalars: [Unicode.Scalar]
  private let bytes: [Unicode.Scalar: UInt8]

  private init(_ characters: String) {
    scalars = Array(characters.unicodeScalars)
    bytes = Dictionary(zip(scalars, 0x80...0xFF), uniquingKeysWith: { first, _ in first })
  }

  package func scalar(_ byte: UInt8) -> Unicode.Scalar { scalars[Int(byte) - 0x80] }

  /// Returns the byte above 0x7F that the encoding gives a character; nil for all others.
  func byte(of scalar: Unicode.Scalar) -> UInt8? { scalar.isASCII ? nil : bytes[scalar] }

  package static let macRoman = CodePage(
    """
    ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ
    """)

  /// In which the command line of Windows writes.
  static let codePage850 = CodePage(
    """
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}
    """)
}
