extension Setting {
  /// A connection string, `service=reporting` or a URI; refused when it holds a password, which is never shown.
  func conninfo() throws(JobError) -> String {
    let text = try text()
    guard !holdsPassword(text) else {
      throw JobError(
        place, "\(key) holds a password",
        expected: "none: libpq's password file is the place for it")
    }
    return text
  }

  private func holdsPassword(_ text: String) -> Bool {
    if ["postgresql://", "postgres://"].contains(where: text.hasPrefix) {
      let authority = text.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
      let user = authority.prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "/") }
      let hasUser = authority.dropFirst(user.count).first == UInt8(ascii: "@")
      if hasUser, user.contains(UInt8(ascii: ":")) { return true }
    }
    // Any `password =`, wherever it stands: better refused once too often.
    let words = percentDecoded(text.utf8).filter { !isSpace($0) }
    return contains(words, "password=")
  }

  private func percentDecoded(_ bytes: String.UTF8View) -> [UInt8] {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(Substring(digits)), radix: 16)
      {
        decoded.append(value)
        rest = rest.dropFirst(2)
      } else {
        decoded.append(byte)
      }
    }
    return decoded
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func contains(_ bytes: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: word) }
  }
}
