import Foundation
import Support
import System
import Testing

/// Hostile texts in every text column, all of them shown: all five hundred in each, or a quarter of them, another in each.
@Suite(.waits) struct `Hostile texts in every column` {
  private static let starts = [
    "", "=", "+", "-", "@", "'", "\t", " =", "\u{A0}@", "＝", "- ", "# ", "> ", "1. ", "    ", "| ", "\"", "\u{202E}",
    "\u{1B}[31m", "\u{301}",
  ]
  private static let cores = [
    "cmd|' /C calc'!A0", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![](http://h.example/a.png)",
    "[x](javascript:alert(1))", "a|b|c", "a\nb", "a\r\n\r\n# b", "a\n---", "a\n| b | c |\n| - | - |", "```\ncode\n```",
    "`a` *b* _c_ ~~d~~", "&lt;b&gt; &#60;", "<!-- a", "</td></tr></table>", "\\", "\\|", "$x$ {{y}}",
    "http://h.example www.h.example", "a,b;\"c\"", "<\u{338}b>", "\"\u{301},\u{301}", "Zoë 漢字 🎉", "a\u{2028}b\u{85}c",
    "\u{2066}a\u{2069}\u{200B}",
  ]

  /// The row's own; each column goes round them from another place. A number makes each one of its kind.
  private static func words(_ column: Int, _ row: Int) -> String {
    let place = (row + 37 * column) % 500
    return starts[place % starts.count] + cores[place / starts.count] + " \(row)"
  }

  private static let rows = Extent.isWhole ? 500 : 125
  private static let job = "list_limit: 1000\nfree_days: 10\n"

  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 { return scalar != "\n" }
    return scalar == "\u{202E}" || scalar == "\u{2066}"
  }

  /// Of every table its rows and the cells of each.
  private static func shapes(_ paper: String) throws -> [String] {
    try tables(paper).map { "\($0.rows.count) rows of \(Set($0.rows.map(\.count)).sorted())" }
  }

  /// A blank line in a text begins a paragraph in a case study.
  private static func elementsButParagraphs(_ paper: String) throws -> [String: Int] {
    try elements(paper).filter { !["<p", "</p"].contains($0.key) }
  }

  private func issued(_ texts: ManyTexts) throws -> World {
    var world = try World()
    try write(Self.job, to: world.home["job.yml"])
    world.job = world.home["job.yml"]
    let database = try sampleDatabase(texts.script)
    let outcome = try world.run(["--database", database] + World.quarter)
    outcome.expectSuccess()
    #expect(outcome.output + outcome.error == [])
    return world
  }

  @Test func `come back from CSV byte for byte, and open nothing on paper`() throws {
    let hostile = try issued(ManyTexts(rows: Self.rows, text: Self.words))
    let tame = try issued(ManyTexts(rows: Self.rows) { "word \($0) of \($1)" })
    let files: [(Int, String, String)] = [
      (0, "boroughs.csv", "borough"), (1, "advisers.csv", "adviser"), (2, "projects.csv", "reference"),
      (3, "projects.csv", "title"), (4, "projects.csv", "theme"), (11, "days.csv", "activity"),
      (12, "outcomes.csv", "kind"), (13, "outcomes.csv", "summary"), (16, "evidence/shared_practice.csv", "channel"),
    ]
    for (column, file, name) in files {
      let found = Set(try hostile.rows(file).compactMap { $0[name].map { Array($0.utf8) } })
      let missing = (0..<Self.rows).filter { !found.contains(Array(Self.words(column, $0).utf8)) }
      #expect(missing.isEmpty, "\(file), \(name)")
    }
    for file in ["board-report.md", "case-studies.md"] {
      let texts = withoutFindings(try text(of: hostile.path(file)))
      let words = withoutFindings(try text(of: tame.path(file)))
      let (shapes, expectedShapes) = (try Self.shapes(texts), try Self.shapes(words))
      #expect(shapes == expectedShapes, "\(file)")
      let (found, expected) = (try Self.elementsButParagraphs(texts), try Self.elementsButParagraphs(words))
      #expect(found == expected, "\(file)")
      let acting = texts.unicodeScalars.filter(Self.acts)
      #expect(acting.isEmpty, "\(file)")
    }
    for chart in try names(in: hostile.path("charts")) {
      let checked = try shell("xmllint --noout \"$1\"", hostile.path("charts/" + chart))
      #expect(checked.status.succeeded, "\(chart)")
    }
  }
}
