import Reports

/// People's own Markdown, set into the paper: emphasis, lists and links stay, what would break out of the section
/// does not.
enum AuthoredText {
  static func lines(_ lines: [[AuthoredPiece]]) -> [String] {
    lines.map { line in
      opening(line.map(source).joined())
    }
  }

  private static func source(_ piece: AuthoredPiece) -> String {
    switch piece {
    case .words(let words): MarkdownText(words: words).source
    case .markdown(let text): inline(PaperText.visible(text))
    }
  }

  /// No tag, no image, no reference definition that could name one.
  private static func inline(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case "[" where previous == "!": result.append(contentsOf: "\\[".unicodeScalars)
      default: result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  /// A line of `=` or `-` would make a heading of the one above it, `#` one of its own, a fence would swallow what follows.
  ///
  /// On bytes: a mark with a combining one behind it is one Character that is no mark, and a renderer takes it for one.
  private static func opening(_ line: String) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let rest = line.utf8.drop(while: isSpace)
    let isRule = [UInt8(ascii: "="), UInt8(ascii: "-")].contains { mark in
      rest.first == mark && rest.allSatisfy { $0 == mark || isSpace($0) }
    }
    let opens = isRule || ["#", "```", "~~~"].contains { rest.starts(with: $0.utf8) }
    guard opens else { return line }
    return String(Substring(line.utf8.prefix(while: isSpace))) + "\\" + String(Substring(rest))
  }
}
