import Foundation
import Support
import Testing

@Suite(.waits) struct `Hostile text` {
  /// Texts that mean something to a spreadsheet, Markdown, HTML or a terminal; each loses its meaning by a letter.
  private static let texts = [
    "=HYPERLINK(\"http://example.org\",\"x\")", "+1", "-1", "@SUM(A1)", "'x", "\t=1", " =1", "＝1", "a|b", "a\\|b", "|",
    "\\", "`a`", "```", "*a*", "_a_", "~~a~~", "# a", "## a ##", "- a", "---", "===", "1. a", "> a",
    "[x](javascript:alert(1))", "[^1]: a", "![](http://example.org/a.png)", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<!-- a", "</td></tr></table>", "&lt;b&gt;", "http://example.org",
    "www.example.org", "a\nb", "a\r\n\r\n# b", "a\n| b | c |\n| - | - |", "a\n---", "\"quoted\", text",
    "\u{202E}fdp.exe", "\u{2066}a\u{2069}b", "a\u{200B}b", "Zoë 漢字 🎉", "{{days_delivered}}", "$x$", "\u{1B}[31mred",
    "a\u{2028}b", "%00", "NULL", "../../etc/passwd", "|\u{301}x",
  ]

  /// Every column of people's own words, and where its cells stand as recorded.
  private static let columns: [(relation: String, column: String, file: String, name: String)] = [
    ("boroughs", "name", "boroughs.csv", "borough"), ("advisers", "name", "advisers.csv", "adviser"),
    ("commissions", "title", "projects.csv", "title"), ("commissions", "theme", "projects.csv", "theme"),
    ("days", "activity", "days.csv", "activity"), ("outcomes", "kind", "outcomes.csv", "kind"),
    ("outcomes", "summary", "outcomes.csv", "summary"),
    ("shared_practice", "channel", "evidence/shared_practice.csv", "channel"), ("commissions", "request", "", ""),
    ("commissions", "work_undertaken", "", ""), ("commissions", "next_steps", "", ""), ("strands", "title", "", ""),
    ("strands", "note", "", ""), ("reviews", "comment", "", ""), ("reviews", "reviewer_role", "", ""),
    ("shared_practice", "summary", "", ""), ("bank_holidays", "name", "", ""),
  ]

  /// The text that takes the place of `word N` in a column.
  private static func hostile(_ word: String, column: Int) -> String {
    guard let number = Int(word.dropFirst(5)) else { return word }
    return texts[(number + 7 * column) % texts.count]
  }

  /// The sample with words in every such column, or with hostile texts in their places.
  private func issued(hostile: Bool) throws -> World {
    let list = Self.texts.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: ",")
    let updates = Self.columns.enumerated().map { place, column in
      let (relation, name) = ("programme.\(column.relation)", column.column)
      let text = "list[1 + (n + \(7 * place)) % cardinality(list)]"
      return """
        update \(relation) t set \(name) = \(hostile ? text : "'word ' || n") from
          (select o, (dense_rank() over (order by o collate "C"))::int as n
            from (select distinct \(name) as o from \(relation)) d) as r,
          (select array[\(list)] as list) as l where r.o = t.\(name)
        """
    }
    let world = try World()
    let database = try sampleDatabase(updates.joined(separator: ";\n"))
    let outcome = try world.run(["--database", database, "--year", "2010/11"])
    outcome.expectSuccess()
    #expect(outcome.output + outcome.error == [])
    return world
  }

  private let year = "2010-11-FY"

  @Test func `comes back from CSV as it was recorded`() throws {
    let tame = try issued(hostile: false)
    let hostile = try issued(hostile: true)
    for (place, column) in Self.columns.enumerated() where !column.file.isEmpty {
      let words = try tame.rows(column.file, of: year).compactMap { $0[column.name] }
      let texts = try hostile.rows(column.file, of: year).compactMap { $0[column.name] }
      let expected = words.map { Array(Self.hostile($0, column: place).utf8) }
      #expect(counts(texts.map { Array($0.utf8) }) == counts(expected), "\(column)")
      #expect(words.contains { $0.hasPrefix("word ") }, "\(column)")
    }
    for (grain, place) in [("theme", 3), ("activity", 4), ("kind", 5)] {
      func keys(_ world: borrowing World) throws -> [String] {
        try world.rows("figures.csv", of: year).filter { $0["grain"] == grain }.compactMap {
          $0["key"]?.removingPercentEncoding
        }
      }
      let expected = try keys(tame).map { Self.hostile($0, column: place) }
      let found = try keys(hostile)
      #expect(counts(found) == counts(expected), "\(grain)")
    }
  }

  @Test func `opens nothing in a paper or a case study`() throws {
    let tame = try issued(hostile: false)
    let hostile = try issued(hostile: true)
    let studies = (1...8).map { "case-studies/project-\($0).md" }
    for file in ["board-report.md", "case-studies.md"] + studies {
      let words = withoutFindings(try text(of: tame.path(file, of: year)))
      let texts = withoutFindings(try text(of: hostile.path(file, of: year)))
      let cells = try tables(words).map { $0.rows.map(\.count) }
      #expect(try tables(texts).map { $0.rows.map(\.count) } == cells, "\(file)")
      #expect(try elements(texts) == elements(words), "\(file)")
      let kept = texts.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" }
      #expect(kept.isEmpty, "\(file)")
    }
  }
}
