import Core
import Issues

private let hostile = [
  "a|b\\", "`a` *b* _c_ ~~d~~", "# heading", "[x](javascript:alert(1))", "![](http://e.example/a.png)",
  "<script>alert(1)</script>", "&lt;b&gt; &#60;", "www.example.org http://example.org a@example.org", "1. one", "---",
  "a\n\n# b", "]]>", "<!-- a", "x^2^ $y$ H~2~O {#id}", "it's 12:30: yes", "\u{202E}x",
]

extension Subject {
  static let markdown = Subject("markdown", seeds: hostile, pieces: ["www", "://", "...", "--"]) { bytes in
    let text = decoded(bytes)
    let escaped = MarkdownText(escaping: text)
    let shown = plainMarkdown(escaped.source)
    try Finding.expect(shown != nil, "a character that means something is left bare")
    let expected = Array(PaperText.cleaned(text).utf8)
    try Finding.expect(shown.map { Array($0.utf8) } == expected, "shown otherwise than it is")
    let first = escaped.startingLine.source.utf8.first
    let opens = first.map { [0x3E, 0x23, 0x2B, 0x2D, 0x3D].contains($0) } ?? false
    if opens {
      let second = escaped.source.unicodeScalars.dropFirst().first
      try Finding.expect(second.map { ("0"..."9").contains($0) } ?? false, "a line begins with what opens something")
    }
  }

  /// Whatever people write, the section after theirs begins where it should, and no tag or image is theirs.
  static let authored = Subject(
    "authored", seeds: ["a **b**\n\n- c\n- d", "```\nx\n```", "a\n===", "a\n---", "> q\n\nb", "[a](b)", "1. x"],
    pieces: ["```", "~~~", "===", "---", "<b>", "![a](b)", "    ", "\n\n", "\t", "# "]
  ) { bytes in
    let text = decoded(bytes)
    guard let written = try? Commentary(parsing: "## Reach\n" + text) else { return }
    let lines = written.parts.flatMap(\.lines).map { line in
      line.map { piece -> AuthoredPiece in
        switch piece {
        case .markdown(let text): .markdown(text)
        case .quote(let quote): .words(quote.metric)
        }
      }
    }
    let paper = Paper(title: "P", sections: [Section("Reach", [.authored(lines)]), Section("End", [])])
    let source = decoded(try PaperWriter.write(paper, path: "p.md"))
    try Finding.expect(!source.utf8.contains(0x3C), "a tag can open")
    for line in source.utf8.split(separator: 10).dropFirst(2).dropLast() {
      let rest = line.drop { $0 == 0x20 || $0 == 0x09 }
      let marks: [[UInt8]] = [[0x23], [0x60, 0x60, 0x60], [0x7E, 0x7E, 0x7E]]
      try Finding.expect(!marks.contains { rest.starts(with: $0) }, "a heading or fence is opened")
      let isRule = [UInt8(0x3D), 0x2D].contains { mark in
        rest.first == mark && rest.allSatisfy { $0 == mark || $0 == 0x20 || $0 == 0x09 }
      }
      try Finding.expect(!isRule, "a line makes a heading of the one above")
    }
  }

  static let chart = Subject("chart", seeds: hostile + ["a\0b\0c\0" + String(repeating: "w", count: 300)]) { bytes in
    let texts = parts(bytes)
    let numbers = bytes.map { Int64($0) } + [0]
    let bars = texts.enumerated().map { index, text in
      let number = numbers[index % numbers.count]
      return Chart.Bar(
        label: Text(text), value: Decimal(mantissa: (number - 100) * (number << 40 | 1), scale: 2), printed: text,
        mark: index % 2 == 0 ? Decimal(mantissa: number * 977, scale: 1) : nil)
    }
    let chart = Chart(
      path: "charts/a.svg", title: .data(texts[0]), sentence: .data(texts[texts.count - 1]), subject: "Month",
      unit: "days", markMeaning: bars.count > 1 ? texts[0] : nil, bars: bars, source: "figures.csv")
    guard let xml = PlainXML(ChartWriter.write(chart)) else { throw Finding("no XML to libxml2") }
    let known: Set = ["svg", "title", "desc", "rect", "text", "path", "g"]
    try Finding.expect(xml.elements.allSatisfy { known.contains($0.name) }, "an element of its own")
    for (name, text) in [("title", texts[0]), ("desc", texts[texts.count - 1])] {
      let expected = PaperText.cleaned(text).unicodeScalars.map {
        [0xFFFE, 0xFFFF].contains($0.value) ? "\u{FFFD}" : $0
      }
      let found = xml.elements.first { $0.name == name }?.text.unicodeScalars.map { $0 } ?? []
      try Finding.expect(found == expected, "\(name) shown otherwise than it is")
    }
  }

  static let paperText = Subject("paper text", seeds: hostile + ["a \u{2028} b", "\u{1B}]0;t\u{7}"]) { bytes in
    let text = decoded(bytes)
    let cleaned = PaperText.cleaned(text)
    try Finding.expect(Array(PaperText.cleaned(cleaned).utf8) == Array(cleaned.utf8), "cleaned twice")
    let acting = cleaned.unicodeScalars.contains {
      $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
        || (0x2066...0x2069).contains($0.value)
    }
    try Finding.expect(!acting, "a character that acts is left")
    try Finding.expect(TextWidth.cells(cleaned) <= cleaned.unicodeScalars.count * 2, "too wide")
  }
}
