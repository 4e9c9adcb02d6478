package import Reports

/// Writes a paper as GitHub-flavoured Markdown that also reads well as plain text: no raw HTML, no front matter.
package struct PaperWriter {
  private let path: String
  private var blocks: [String] = []

  private init(path: String) { self.path = path }

  /// The paper's bytes, in UTF-8, ending with one line end. `path` is the file's name, for errors alone.
  package static func write(_ paper: Paper, path: String) throws(WritingError) -> [UInt8] {
    var writer = PaperWriter(path: path)
    writer.heading(paper.title, level: "#")
    writer.add(paper.lines.flatMap(MarkdownText.lines).map(\.source), endingLinesWith: hardBreak)
    for section in paper.sections {
      writer.heading(section.title, level: "##")
      for block in section.blocks { try writer.write(block) }
    }
    return Array((writer.blocks.joined(separator: "\n\n") + "\n").utf8)
  }

  private mutating func write(_ block: Block) throws(WritingError) {
    switch block {
    case .paragraph(let prose): paragraph(prose)
    case .list(let items):
      add(items.compactMap(Self.item))
    case .heading(let prose): heading(prose, level: "###")
    case .table(let table): try write(table)
    case .chart(let chart): write(chart)
    case .authored(let lines): add(AuthoredText.lines(lines))
    }
  }

  private mutating func heading(_ prose: Prose, level: String) {
    blocks.append(level + " " + MarkdownText(prose).source)
  }

  private mutating func paragraph(_ prose: Prose) {
    add(MarkdownText.lines(prose).map(\.source), endingLinesWith: hardBreak)
  }

  private static func item(_ prose: Prose) -> String? {
    let lines = MarkdownText.lines(prose).map(\.source)
    return lines.isEmpty ? nil : "- " + lines.joined(separator: hardBreak + "\n  ")
  }

  private mutating func write(_ table: PaperTable) throws(WritingError) {
    add(try TableLines(table, path: path).lines)
    add(["*" + (("Source: " as MarkdownText) + MarkdownText(words: table.source)).source + "*"])
  }

  /// What the picture shows, said first; then the picture, with the same words for those who cannot see it.
  private mutating func write(_ chart: Chart) {
    paragraph(chart.sentence)
    let title = MarkdownText(escaping: chart.title.plain)
    let alternative = title + ". " + MarkdownText(escaping: chart.sentence.plain)
    let image = "![" + alternative + "](" + MarkdownText(path: chart.path) + ")"
    add([image.source])
  }

  private mutating func add(_ lines: [String], endingLinesWith ending: String = "") {
    guard !lines.isEmpty else { return }
    blocks.append(lines.joined(separator: ending + "\n"))
  }
}

/// Two spaces at a line's end keep its break.
private let hardBreak = "  "
