/// Markdown of one line that is safe to stand in a paragraph, heading, list item or table cell.
///
/// Only a literal or an escaper makes one, so text from the database cannot open a heading, cell, link, image or tag. It
/// works on scalars: `|` with a combining mark is one Character that is not `|`, and a renderer splits the cell all the same.
package struct MarkdownText: Hashable, Sendable, ExpressibleByStringLiteral {
  /// As it stands in the file.
  package private(set) var source: String

  package init(stringLiteral value: StaticString) { source = value.description }

  private init(source: String) { self.source = source }

  package static func + (left: Self, right: Self) -> Self {
    Self(source: left.source + right.source)
  }

  package func joined(_ parts: [MarkdownText]) -> MarkdownText {
    Self(source: parts.map(\.source).joined(separator: source))
  }

  package var isEmpty: Bool { source.isEmpty }
}

// The escapers.
extension MarkdownText {
  /// Anybody's text, shown as it is, less what `PaperText` takes away.
  package init(escaping text: String) {
    let text = PaperText.cleaned(text)
    if Escaper.leavesAsItIs(text) {
      source = text
      return
    }
    var escaper = Escaper()
    for scalar in text.unicodeScalars { escaper.add(scalar) }
    escaper.finish()
    source = String(decoding: escaper.written, as: UTF8.self)
  }

  /// Words of ours: plain ones stay as they are, and a slip cannot open anything.
  package init(words: String) {
    guard words.utf8.contains(where: Self.isMarkup) else {
      source = words
      return
    }
    var written = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "|": written += "&#124;"
      case "<": written += "&lt;"
      case "&": written += "&amp;"
      case "\n", "\r", "\t": written += " "
      case "\\", "`", "*", "[", "]": written += "\\\(scalar)"
      default: written.unicodeScalars.append(scalar)
      }
    }
    source = written
  }

  /// A link's or an image's target: a path within the issue, everything that is not plain percent-encoded.
  package init(path: String) {
    source = path.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E, 0x23:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "\\"),
      UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"), 0x09, 0x0A, 0x0D:
      true
    default: false
    }
  }
}

extension MarkdownText {
  /// For the start of a line: what would begin a list, a heading, a quotation or a rule there is escaped.
  package var startingLine: MarkdownText {
    let scalars = source.unicodeScalars
    guard let first = scalars.first else { return self }
    let digits = scalars.prefix { ("0"..."9").contains($0) }
    let next = scalars.dropFirst(max(1, digits.count)).first
    switch first {
    case ">": return Self(source: "\\" + source)
    case "-", "+", "=", "#":
      if let next, ("0"..."9").contains(next) { return self }
      return Self(source: "\\" + source)
    case "0"..."9" where next == "." || next == ")":
      guard digits.count <= 9 else { return self }
      return Self(source: String(digits) + "\\" + String(scalars.dropFirst(digits.count)))
    default: return self
    }
  }
}
