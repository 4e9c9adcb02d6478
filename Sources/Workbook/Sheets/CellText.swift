import Writing

/// Text as a cell holds it: as recorded, but for what XML or a sheet has no room for.
///
/// Line ends of every kind are line feeds. Control and direction characters are left out, as on paper. What is longer than a
/// cell may be is cut. `_x0041_`, which spreadsheets read as a character's code, is kept from being read so.
enum CellText {
  /// In UTF-16 units, as Excel counts.
  static let longest = 32_767
  static let ending = "… (see CSV)"

  static func shown(_ text: String) -> String {
    if text.utf8.count <= longest, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x5F }) {
      return text
    }
    let visible = PaperText.visible(withLineFeeds(text))
    let whole = escaped(visible)
    guard whole.utf16.count > longest else { return whole }
    // Escapes may make a cut text longer again.
    var room = longest - ending.utf16.count
    while true {
      let cut = escaped(prefix(of: visible, room: room)) + ending
      let excess = cut.utf16.count - longest
      if excess <= 0 { return cut }
      room -= excess
    }
  }

  private static func withLineFeeds(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": if last != "\r" { shown.append(scalar) }
      case "\r", "\u{0B}", "\u{0C}": shown.append("\n")
      case "\u{FFFE}", "\u{FFFF}": shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
      last = scalar
    }
    return String(shown)
  }

  private static func prefix(of text: String, room: Int) -> String {
    var left = room
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix { scalar in
          left -= scalar.value > 0xFFFF ? 2 : 1
          return left >= 0
        }))
  }

  /// `_x0041_` as `_x005F_x0041_`: the underscore's own code, and the rest as it stands.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(0x5F) else { return text }
    var bytes: [UInt8] = []
    let all = Array(text.utf8)
    for (index, byte) in all.enumerated() {
      bytes += isCode(all[index...].prefix(7)) ? Array("_x005F_".utf8) : [byte]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isCode(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 7, bytes.first == 0x5F, bytes.last == 0x5F,
      bytes[bytes.startIndex + 1] == UInt8(ascii: "x")
    else { return false }
    return bytes.dropFirst(2).dropLast().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }
}
