import Core
import Issues
import Testing

@Suite struct RebuildTests {
  /// Values of every figure, those of projects and boroughs included, as metrics give them.
  private func values(_ measures: Measures, _ keys: ProjectKeys) -> [String: String] {
    var values: [String: String] = [:]
    for figure in measures.figures {
      values[figure.identity] = Cell(figure.measure).printed
    }
    for project in measures.projects {
      for (identity, cell) in project.figures(
        key: keys[project.commission.id], measures.horizon.period)
      { values[identity] = cell.printed }
    }
    for row in measures.boroughs {
      guard let borough = row.borough, let reach = row.reach else { continue }
      let key = Figure.encoded(borough.code)
      values["reach/borough/\(key)/\(measures.horizon.period.toDateName)"] = reach.rawValue
    }
    return values
  }

  private func expectSame(_ world: World) throws {
    let issue = try world.frozen()
    let rebuilt = values(issue.measures, issue.keys)
    let frozen = issue.figures.values
    #expect(frozen.count > 100)
    for identity in Set(rebuilt.keys).union(frozen.keys).sorted() {
      #expect(rebuilt[identity] == frozen[identity], "\(identity)")
    }
    let computed = Measures(try world.programme(), try world.horizon(), world.thresholds)
    #expect(values(computed, ProjectKeys(try world.programme())) == frozen)
  }

  @Test func `metrics over the frozen rows give every frozen figure again`() throws {
    try expectSame(try World())
  }

  @Test func `so they do in a period that is not over`() throws {
    var world = try World()
    world.today = try day("2010-11-17")
    try expectSame(world)
  }

  @Test func `so they do before anybody was appointed`() throws {
    var world = try World()
    world.advisers = [world.advisers[2]]
    try world.observe(1, 9, "2009-11-12", "of no span reported", .achieved)
    try expectSame(world)
    world.quarter = "2010/11-Q1"
    try expectSame(world)
  }

  @Test func `a file read in pieces of any length gives the same rows`() throws {
    let files = try World().files()
    let whole = try FrozenIssue(FrozenFiles(files)).figures.values
    for length in [1, 2, 7, 64] {
      let pieces = FrozenFiles { path in
        guard var rest = files[path]?[...] else { return nil }
        return {
          defer { rest = rest.dropFirst(length) }
          return Array(rest.prefix(length))
        }
      }
      #expect(try FrozenIssue(pieces).figures.values == whole)
    }
  }

  @Test func `a missing file and a wrong cell are told with their place`() throws {
    var files = try World().files()
    files["days.csv"] = nil
    #expect(throws: FrozenError(.missing, "days.csv")) { try FrozenIssue(FrozenFiles(files)) }
    files["days.csv"] = Array(
      "commission_id,worked_on,adviser_id,activity,days,recorded_at\r\n1,2010-13-01,1,,1.00,x\r\n"
        .utf8)
    #expect(throws: FrozenError(.malformed("worked_on is no date"), "days.csv", line: 2)) {
      try FrozenIssue(FrozenFiles(files))
    }
  }
}
