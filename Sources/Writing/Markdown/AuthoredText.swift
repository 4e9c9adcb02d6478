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
  private static func opening(_ line: String) -> String {
    let indent = line.prefix { $0 == " " || $0 == "\t" }
    let rest = line.dropFirst(indent.count)
    let isRule =
      !rest.isEmpty && ["=", "-"].contains { mark in rest.allSatisfy { $0 == mark || $0 == " " } }
    let opens = rest.hasPrefix("#") || rest.hasPrefix("```") || rest.hasPrefix("~~~") || isRule
    return opens ? indent + "\\" + rest : line
  }
}
