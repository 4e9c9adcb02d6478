package import Reports

extension MarkdownText {
  /// Prose as one line; a line break becomes a space.
  package init(_ prose: Prose) { self.init(prose.parts) }

  package init(_ parts: [Prose.Part]) {
    self = parts.reduce("") { $0 + MarkdownText($1) }
  }

  private init(_ part: Prose.Part) {
    switch part {
    case .words(let words): self.init(words: words)
    case .data(let text): self.init(escaping: text)
    case .strong(let parts):
      let inside = MarkdownText(parts)
      self = inside.isEmpty ? "" : "**" + inside + "**"
    case .link(let words, let path):
      self = "[" + MarkdownText(words: words) + "](" + MarkdownText(path: path) + ")"
    case .lineBreak: self = " "
    }
  }

  /// Prose as lines, cut at its line breaks, each fit to begin a line.
  package static func lines(_ prose: Prose) -> [MarkdownText] {
    let lines = prose.parts.split(separator: .lineBreak, omittingEmptySubsequences: true)
    return lines.map { MarkdownText(Array($0)).startingLine }.filter { !$0.isEmpty }
  }
}

extension Prose {
  /// The words alone, for where there can be no markup: a picture, a text alternative. Data is cleaned as on paper.
  package var plain: String { Self.plain(parts) }

  private static func plain(_ parts: [Part]) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .words(let words), .link(let words, _): text += words
      case .data(let data): text += PaperText.cleaned(data)
      case .strong(let parts): text += plain(parts)
      case .lineBreak: text += " "
      }
    }
  }
}
