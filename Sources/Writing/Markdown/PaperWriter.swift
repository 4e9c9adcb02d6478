package import Reports

/// Writes a paper as GitHub-flavoured Markdown that also reads well as plain text: no raw HTML, no front matter.
///
/// A paper too long to hold is written section by section, and a long list item by item; a caller that streams takes `bytes`
/// and empties it now and then, between any two calls.
package struct PaperWriter {
  /// What was written so far, in UTF-8, until it is taken.
  package var bytes: [UInt8] = []
  private let path: String
  private var isInList = false

  /// Begins a paper with its title, the lines beneath it and its sections so far. `path` is the file's name, for errors alone.
  package init(_ paper: Paper, path: String) throws(WritingError) {
    self.path = path
    bytes = Array(("# " + MarkdownText(paper.title).source).utf8)
    add(paper.lines.flatMap(MarkdownText.lines).map(\.source), endingLinesWith: hardBreak)
    for section in paper.sections { try write(section) }
  }

  /// A whole paper's bytes, ending with one line end.
  package static func write(_ paper: Paper, path: String) throws(WritingError) -> [UInt8] {
    var writer = try PaperWriter(paper, path: path)
    writer.end()
    return writer.bytes
  }

  package mutating func write(_ section: Section) throws(WritingError) {
    heading(section.title, level: "##")
    for block in section.blocks { try write(block) }
  }

  /// An item of a list, which goes on from item to item.
  package mutating func write(item: Prose) {
    guard let item = Self.item(item) else { return }
    if isInList { bytes += Array(("\n" + item).utf8) } else { add([item]) }
    isInList = true
  }

  package mutating func end() { bytes += Array("\n".utf8) }

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
    add([level + " " + MarkdownText(prose).source])
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
    isInList = false
    bytes += Array(("\n\n" + lines.joined(separator: ending + "\n")).utf8)
  }
}

/// Two spaces at a line's end keep its break.
private let hardBreak = "  "
