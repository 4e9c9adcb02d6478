import Testing

@testable import Core
@testable import Issues

@Suite struct MarkdownTests {
  private func bytes(_ blocks: [Block]) throws -> [UInt8] {
    try PaperWriter.write(Paper(title: "Paper", sections: [Section("All", blocks)]), path: "p.md")
  }

  /// Hostile texts that leave something to show.
  private var shown: [String] { Hostile.texts.filter { !PaperText.cleaned($0).isEmpty } }

  private func expected(_ text: String) -> String { escapedForHTML(PaperText.cleaned(text)) }

  /// The lines of HTML that each of these blocks makes, all by one cmark-gfm.
  private func lines(ofEach blocks: [Block]) throws -> [[String]] {
    let between = Block.paragraph("between")
    let all = try html(of: bytes(blocks.flatMap { [between, $0] } + [between]))
    let each = all.split(separator: "<p>between</p>", omittingEmptySubsequences: false).dropFirst().dropLast()
    try #require(each.count == blocks.count)
    return each.map { Array($0) }
  }

  @Test func `a cell shows its text and opens nothing`() throws {
    let rows = Hostile.texts.map { [Prose.data($0), "end"] as [Prose] }
    let table = PaperTable(heads: [.init(title: "Text"), .init(title: "End")], rows: rows, source: "a.csv")
    let lines = try html(of: bytes([.table(table)]))
    let cells = lines.filter { $0.hasPrefix("<td ") }
    try #require(cells.count == rows.count * 2)
    #expect(lines.filter { $0 == "<tr>" }.count == rows.count + 1)
    for (index, text) in Hostile.texts.enumerated() {
      #expect(cells[index * 2] == "<td align=\"left\">\(expected(text))</td>")
      #expect(cells[index * 2 + 1] == "<td align=\"left\">end</td>")
    }
  }

  @Test func `a paragraph, an item and a heading show their text and open nothing`() throws {
    for (tag, block) in [
      ("p", { Block.paragraph(.data($0)) }), ("li", { .list([.data($0)]) }), ("h3", { .heading(.data($0)) }),
      ("strong", { .paragraph(.strong(.data($0))) }),
    ] as [(String, (String) -> Block)] {
      let separator = Block.paragraph("between")
      let lines = try html(of: bytes(shown.flatMap { [separator, block($0)] }))
      let found = lines.filter { $0 != "<p>between</p>" && $0 != "<ul>" && $0 != "</ul>" }.dropFirst(2)
      let inner = shown.map { text in
        tag == "strong" ? "<p><strong>\(expected(text))</strong></p>" : "<\(tag)>\(expected(text))</\(tag)>"
      }
      #expect(found.dropLast() == inner[...], "\(tag)")
    }
  }

  @Test func `text behind a line break or another text cannot begin anything`() throws {
    let blocks = shown.map { text in
      Block.paragraph(Prose([.data("a"), .lineBreak, .data(text), .lineBreak, .words("1"), .data(text)]))
    }
    for (text, lines) in zip(shown, try lines(ofEach: blocks)) {
      let last = expected("1" + text).drop { $0 == " " }
      #expect(Array(lines.prefix(2)) == ["<p>a<br />", "\(expected(text))<br />"])
      #expect(lines.count == 3, "\(text) \(last)")
    }
  }

  @Test func `a picture has its words as text and as alternative`() throws {
    let charts = shown.map { text in
      Chart(
        path: "charts/a b.svg", title: .data(text), sentence: .data(text), subject: "Bar", unit: "days", bars: [],
        source: "figures.csv")
    }
    for (text, lines) in zip(shown, try lines(ofEach: charts.map { .chart($0) })) {
      try #require(lines.count >= 2, "\(text)")
      #expect(lines[0] == "<p>\(expected(text))</p>")
      #expect(lines[1] == "<p><img src=\"charts/a%20b.svg\" alt=\"\(expected(text)). \(expected(text))\" /></p>")
    }
  }

  @Test func `a table reads well as plain text`() throws {
    let table = PaperTable(
      heads: [.init(title: "Measure"), .init(title: "Q3 2010/11", alignment: .right)],
      rows: [["Days delivered", "\(Days(hundredths: 4150))"], [.data("漢字|x"), "–"]], source: "figures.csv")
    let paper = Paper(
      title: "Board report", lines: ["Issue 1", "Final"],
      sections: [Section("How much", [.list(["One", .strong("Two")]), .table(table), .paragraph("End.")])])
    #expect(
      try String(decoding: PaperWriter.write(paper, path: "p.md"), as: UTF8.self) == """
        # Board report

        Issue 1  
        Final

        ## How much

        - One
        - **Two**

        | Measure        | Q3 2010/11 |
        | :------------- | ---------: |
        | Days delivered |      41.50 |
        | 漢字&#124;x    |          – |

        *Source: figures.csv*

        End.

        """)
  }

  @Test func `one long text does not fill the other rows with spaces`() throws {
    let long = String(repeating: "word ", count: 1000)
    let table = PaperTable(
      heads: [.init(title: "Text"), .init(title: "N")], rows: [[.data(long), "1"], ["a", "2"]], source: "a.csv")
    #expect(try bytes([.table(table)]).count < 5400)
  }

  @Test func `people's text stays readable in the source`() {
    let text = "Harrow's review: 10.5 days (75%), from 12:30 – done; e.g. parents, LRSA-007/2"
    #expect(MarkdownText(escaping: text).source == text)
  }

  @Test func `our own words stay as they are, and a slip opens nothing`() throws {
    let words = "Share of days, 75% (days_in_period / days_agreed): the board's – \"own\" #1 ~ - + > x!"
    #expect(MarkdownText(words: words).source == words)
    let slip = "a | b <b> [x](y) `c` *d* &lt; \\"
    let lines = try html(of: bytes([.paragraph(Prose([.words(slip)]))]))
    #expect(lines[2] == "<p>\(escapedForHTML(slip))</p>")
  }

  @Test func `a link points to a file of the issue`() throws {
    let prose: Prose = "See \(.link("the rest", to: "projects.csv")), \(.link("b", to: "a b)(.md"))."
    #expect(
      try html(of: bytes([.paragraph(prose)]))[2]
        == "<p>See <a href=\"projects.csv\">the rest</a>, <a href=\"a%20b%29%28.md\">b</a>.</p>")
  }

  @Test func `a row that does not fit its table is refused`() {
    let table = PaperTable(heads: [.init(title: "A"), .init(title: "B")], rows: [["1", "2"], ["1"]], source: "a.csv")
    #expect(throws: WritingError(code: .cellCount, path: "p.md", row: 2)) { try bytes([.table(table)]) }
  }

  @Test func `what cannot be seen is removed, and white space only where a line is made of it`() {
    #expect(PaperText.visible(" a\tb\r\nc\u{2028}é🎉 ") == " a\tb\r\nc\u{2028}é🎉 ")
    #expect(PaperText.visible("\u{1B}[31m\u{202E}\u{2069}\u{7F}\u{9B}") == "[31m")
    #expect(PaperText.cleaned(" a \r\n\u{1B} b\u{202E}c ") == "a bc")
  }
}
