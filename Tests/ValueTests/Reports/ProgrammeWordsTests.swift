import Testing

@testable import Core

@Suite struct `The programme's own words` {
  private let words = ProgrammeWords(["borough": "council", "adviser": "coach", "advisers": "coaches"])

  @Test(arguments: [
    ("6 of 33 boroughs", "6 of 33 councils"), ("Adviser utilisation", "Coach utilisation"),
    ("An adviser, a borough", "A coach, a council"), ("the adviser's days", "the coach's days"),
    ("No adviser was in post.", "No coach was in post."), ("boroughs.csv", "boroughs.csv"),
    ("boroughs_with_days, adviser_id", "boroughs_with_days, adviser_id"), ("advisers/1", "coaches/1"),
    ("3 projects", "3 projects"), ("", ""),
  ]) func `stand for ours, but not in file names and ids`(ours: String, theirs: String) {
    #expect(words(ours) == theirs)
  }

  @Test(arguments: [
    ("council", "councils"), ("coach", "coaches"), ("local authority", "local authorities"), ("survey", "surveys"),
    ("Bus", "Buses"), ("box", "boxes"), ("y", "ys"),
  ]) func `have the plural of English where none is given`(word: String, plural: String) {
    #expect(ProgrammeWords(["adviser": word])("3 advisers") == "3 \(plural)")
    #expect(ProgrammeWords(["adviser": word, "advisers": "staff"])("3 advisers") == "3 staff")
  }

  @Test func `take the article that they need`() {
    #expect(ProgrammeWords(["borough": "authority"])("A borough and a borough") == "An authority and an authority")
  }

  @Test func `are in paper and pictures, and no text of the data changes`() throws {
    var world = ReportedProgramme.small
    world.programme.boroughs[1] = Borough(code: "E09000014", name: "The borough of boroughs")
    let report = try world.report
    let paper = report.paper.said(in: words)
    #expect(paper.section("Coaches") != nil && paper.section("Advisers") == nil)
    #expect(paper.section("Summary")?.plain.contains("3 of 3 councils") == true)
    #expect(paper.plain.contains("The borough of boroughs"))
    let data = paper.prose.flatMap(\.data)
    #expect(data == report.paper.prose.flatMap(\.data))
    #expect(!paper.prose.flatMap(\.words).contains { $0.lowercased().contains("adviser") && !$0.contains(".csv") })
    let chart = try #require(report.charts.first { $0.path.contains("borough") })
    #expect(chart.said(in: words).title.plain == "Days by council" && chart.said(in: words).source == "boroughs.csv")
  }

  @Test func `are in the message of a finding, and what it quotes and its key stay`() {
    let finding = Finding(
      rule: "unknown-borough", severity: .error, relation: "commissions", key: "borough_code=adviser borough",
      message: "the borough \"A borough\" is no borough")
    let said = finding.said(in: words)
    #expect(said.message == "the council \"A borough\" is no council")
    #expect((said.key, said.rule, said.relation) == (finding.key, finding.rule, finding.relation))
  }

  @Test func `are in the form of a request`() {
    let form = RequestForm.paper.said(in: words).plain
    #expect(form.contains("Council") && !form.lowercased().contains("borough"), "\(form)")
  }

  @Test func `name the sections that people comment on, beside ours`() throws {
    for title in ["Coaches", "Advisers"] {
      let commentary = try Commentary(parsing: "## \(title)\nText.", words: words)
      #expect(commentary.parts.map(\.place.section) == [.advisers])
    }
  }
}
