/// Damage that another program did to a text before it was recorded.
package enum TextDamage: Hashable, Sendable {
  /// A letter became U+FFFD, the replacement character.
  case replaced
  /// UTF-8 was read as Windows-1252: `é` became `Ã©`.
  case decodedTwice

  /// Returns nil for a text without damage.
  package init?(in text: String) {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
    if text.unicodeScalars.contains("\u{FFFD}") {
      self = .replaced
      return
    }
    var continuations = 0
    var isDamaged = false
    for scalar in text.unicodeScalars {
      let byte = Self.windows1252(scalar)
      if continuations > 0, let byte, (0x80...0xBF).contains(byte) {
        continuations -= 1
        if continuations == 0 { isDamaged = true }
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
    guard isDamaged else { return nil }
    self = .decodedTwice
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
