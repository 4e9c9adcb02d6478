package import Core

/// Writes a paper as GitHub-flavoured Markdown that also reads well as plain text: no raw HTML, no front matter.
///
/// A paper too long to hold is written section by section, and a long list item by item; a caller that streams takes `bytes`
/// and empties it now and then, between any two calls.
package struct PaperWriter {
  /// The issue's paper.
  package static let boardReport = "board-report.md"

  /// The bytes written so far, in UTF-8, until the caller takes them.
  package var bytes: [UInt8] = []
  private let path: String
  private var isInList = false

  /// Begins a paper with its title, the lines beneath it and its sections so far. `path` is the file's name, for errors alone.
  package init(_ paper: Paper, path: String) throws(WritingError) {
    self.path = path
    bytes = Array(("# " + MarkdownText(paper.title).source).utf8)
    add(paper.lines.flatMap(MarkdownText.lines).map(\.source), endingLinesWith: hardBreak)
    for section in paper.front { try write(section) }
    // The end of the first page: a rule, which no commentary can write.
    if !paper.front.isEmpty, !paper.sections.isEmpty { add(["---"]) }
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
    case .list(let items): add(items.compactMap(Self.item))
    case .heading(let prose): heading(prose, level: "###")
    case .table(let table): try write(table)
    case .subheading(let prose): heading(prose, level: "####")
    case .chart(let chart): write(chart)
    case .curves(let charts): add([charts.map { image($0.title, $0.sentence, $0.path).source }.joined(separator: "\n")])
    case .authored(let lines): add(AuthoredText.lines(lines))
    }
  }

  private mutating func heading(_ prose: Prose, level: String) { add([level + " " + MarkdownText(prose).source]) }

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
    add([image(chart.title, chart.sentence, chart.path).source])
  }

  private func image(_ title: Prose, _ sentence: Prose, _ path: String) -> MarkdownText {
    let alternative = MarkdownText(escaping: title.plain) + ". " + MarkdownText(escaping: sentence.plain)
    return "![" + alternative + "](" + MarkdownText(path: path) + ")"
  }

  private mutating func add(_ lines: [String], endingLinesWith ending: String = "") {
    guard !lines.isEmpty else { return }
    isInList = false
    bytes += Array(("\n\n" + lines.joined(separator: ending + "\n")).utf8)
  }
}

/// Two spaces at a line's end keep its break.
private let hardBreak = "  "

/// Text from the database as paper and pictures may carry it: one line, and nothing that acts on its surroundings.
package enum PaperText {
  /// Without control and bidirectional-override characters; line ends, tabs and runs of spaces are one space each, and
  /// there is no white space at either end.
  package static func cleaned(_ text: String) -> String {
    let trimmed = trimmed(text[...])
    if isClean(trimmed) { return String(trimmed) }
    var cleaned = String.UnicodeScalarView()
    var space = SpaceRun()
    for scalar in text.unicodeScalars where !isRemoved(scalar) {
      if scalar.properties.isWhitespace {
        space.add(scalar)
      } else {
        if !cleaned.isEmpty { cleaned.append(contentsOf: space.scalars) }
        space = SpaceRun()
        cleaned.append(scalar)
      }
    }
    return String(cleaned)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let last = text.utf8.last, last == 0x20 || (0x09...0x0D).contains(last) {
      text = text[..<text.utf8.index(before: text.endIndex)]
    }
    while let first = text.utf8.first, first == 0x20 || (0x09...0x0D).contains(first) {
      text = text[text.utf8.index(after: text.startIndex)...]
    }
    return text
  }

  /// Plain letters, with single spaces between words: most texts are.
  private static func isClean(_ text: Substring) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, byte != 0x20 || previous != 0x20 else { return false }
      previous = byte
    }
    return previous != 0x20 || text.isEmpty
  }

  /// Only without those characters: white space stays as it was written.
  package static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isRemoved($0) }))
  }

  /// Controls that are no white space; embeddings, overrides and isolates of direction and what ends them.
  private static func isRemoved(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x09...0x0D, 0x85: false
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// White space between two words: what breaks no line or column is kept, a hard space for one.
  private struct SpaceRun {
    var scalars: [Unicode.Scalar] = []

    mutating func add(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: scalars = [" "]
      default: if scalars != [" "] || scalar != " " { scalars.append(scalar) }
      }
    }
  }
}

package enum TextWidth {
  /// In cells of a fixed-width font: wide scalars two, combining and joining ones none.
  package static func cells(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + cells($1) }
  }

  private static func cells(_ scalar: Unicode.Scalar) -> Int {
    if isInvisible(scalar) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  /// Returns a text's words in lines that fit. A word too long for a line has a line of its own.
  package static func lines(_ text: String, fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let longer = lines.last.map { $0 + " " + word } ?? ""
      if !longer.isEmpty, fits(longer) { lines[lines.count - 1] = longer } else { lines.append(String(word)) }
    }
    return lines
  }

  /// In thousandths of a font's size. Widths of a wide sans-serif (DejaVu Sans) in classes, so that what is measured to
  /// fit does fit in the narrower ones too.
  static func thousandths(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + thousandths($1) } }

  static func thousandths(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "i", "j", "l", "I", "'", "|", "‘", "’": 300
    case " ", ".", ",", ":", ";", "f", "t", "r", "(", ")", "[", "]", "-", "!", "/": 400
    case "m", "w", "M", "W", "@", "%", "—", "…": 1000
    case "a"..."z", "0"..."9", "J", "L": 640
    case "A"..."Z", "&": 780
    default: isInvisible(scalar) ? 0 : isWide(scalar) ? 1250 : 850
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// East Asian wide and full-width ranges, and pictures.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
