/// How a file's text is written in bytes.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16, little end first"
  case utf16BigEndian = "UTF-16, big end first"
  case windows1252 = "Windows-1252"

  /// The encoding a byte-order mark at the start tells, and the mark's length.
  static func marked(_ bytes: [UInt8]) -> (encoding: Self, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }
}

/// A byte that the file's encoding does not allow.
struct ForeignByte: Error, Equatable {
  /// From 0, the file's first byte.
  let offset: Int
  let byte: UInt8
  let problem: Problem

  enum Problem: Equatable { case invalid, nul, oddLength }
}

/// Windows-1252's own characters; Latin 1 stands for the rest.
enum Windows1252 {
  /// Of 0x80 to 0x9F; five bytes stand for nothing.
  private static let scalars: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]

  static func scalar(_ byte: UInt8) -> Unicode.Scalar? {
    (0x80...0x9F).contains(byte) ? scalars[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }
}
