import Testing

@testable import Core
@testable import Issues

/// A paper that the program wrote, read back.
@Suite struct SavedPaperTests {
  @Test func `every escaped text is read back as it was`() {
    for text in Hostile.texts {
      let cleaned = PaperText.cleaned(text)
      #expect(MarkdownText.unescaped(MarkdownText(escaping: text).source) == cleaned)
      #expect(MarkdownText.unescaped(MarkdownText(escaping: text).startingLine.source) == cleaned)
    }
  }

  @Test func `a text that looks like a heading opens no part`() throws {
    let blocks = Hostile.texts.filter { !PaperText.cleaned($0).isEmpty }.map { Block.paragraph(.data($0)) }
    let paper = Paper(
      title: "Paper", lines: ["A line"], sections: [Section("Next steps", blocks), Section("Last", [])])
    let saved = try SavedPaper(parsing: try PaperWriter.write(paper, path: "p.md"), path: "p.md")
    #expect(saved.title == "Paper")
    #expect(saved.lines == "A line")
    #expect(saved.parts.map(\.heading) == ["Next steps", "Last"])
    let text = try #require(saved.text(under: "Next steps"))
    for hostile in Hostile.texts {
      let bytes = PaperText.cleaned(hostile).utf8
      #expect(bytes.isEmpty || text.string.utf8.contains(bytes), "\(hostile)")
    }
    #expect(saved.text(under: "Last") == Text(""))
    #expect(saved.text(under: "Missing") == nil)
  }

  @Test func `a file without a title is refused`() {
    #expect(throws: IssueError.self) { try SavedPaper(parsing: Array("text\n# Title\n".utf8), path: "p.md") }
    #expect(throws: IssueError.self) { try SavedPaper(parsing: [], path: "p.md") }
  }

  @Test func `the path of a case study names its commission`() {
    for id in [Int64(1), 42, .max] { #expect(CaseStudy.commission(ofPath: CaseStudy.path(id)) == id) }
    for path in ["case-studies.md", "case-studies/project-.md", "case-studies/project-07.md", "project-7.md", ""] {
      #expect(CaseStudy.commission(ofPath: path) == nil)
    }
  }
}
