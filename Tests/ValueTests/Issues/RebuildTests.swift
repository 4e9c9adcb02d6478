import Core
import Issues
import Testing

@Suite struct RebuildTests {
  /// Values of every figure, those of projects and boroughs included, as metrics give them.
  private func values(_ measures: Measures, _ keys: ProjectKeys) -> [String: String] {
    measures.printedFigures(keys) { _ in true }
  }

  private func expectSame(_ world: IssuedProgramme) throws {
    let issue = try world.frozen()
    let rebuilt = values(issue.measures, issue.keys)
    let frozen = issue.figures.values
    #expect(frozen.count > 100)
    for identity in Set(rebuilt.keys).union(frozen.keys).sorted() {
      #expect(rebuilt[identity] == frozen[identity], "\(identity)")
    }
    let computed = Measures(try world.programme(), try world.context(), world.thresholds)
    #expect(values(computed, ProjectKeys(try world.programme())) == frozen)
  }

  @Test func `metrics over the frozen rows give every frozen figure again`() throws {
    try expectSame(try IssuedProgramme())
  }

  @Test func `so they do in a period that is not over`() throws {
    var world = try IssuedProgramme()
    world.today = try calendarDay("2010-11-17")
    try expectSame(world)
  }

  @Test func `so they do before anybody was appointed`() throws {
    var world = try IssuedProgramme()
    world.advisers = [world.advisers[2]]
    try world.observe(1, 9, "2009-11-12", "of no span reported", .achieved)
    try expectSame(world)
    world.quarter = "2010/11-Q1"
    try expectSame(world)
  }

  @Test func `a file read in pieces of any length gives the same rows`() throws {
    let files = try IssuedProgramme().files()
    let whole = try SavedIssue(IssueFiles(files)).figures.values
    for length in [1, 2, 7, 64] {
      let pieces = IssueFiles { path in
        guard var rest = files[path]?[...] else { return nil }
        return {
          defer { rest = rest.dropFirst(length) }
          return Array(rest.prefix(length))
        }
      }
      #expect(try SavedIssue(pieces).figures.values == whole)
    }
  }

  @Test func `a missing file and a wrong cell are told with their place`() throws {
    var files = try IssuedProgramme().files()
    files["days.csv"] = nil
    #expect(throws: IssueError(.missing, "days.csv")) { try SavedIssue(IssueFiles(files)) }
    files["days.csv"] = Array(
      "commission_id,worked_on,adviser_id,activity,days,recorded_at\r\n1,2010-13-01,1,,1.00,x\r\n".utf8)
    #expect(throws: IssueError(.malformed("worked_on is no date"), "days.csv", line: 2)) {
      try SavedIssue(IssueFiles(files))
    }
  }
}
