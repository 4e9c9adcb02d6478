import Database
import Foundation
import Support
import Testing

@Suite(.waits) struct `An emptied database` {
  private func world(_ job: String = "") throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("first_quarter: 2010/11-Q3\n" + job, to: world.job)
    return world
  }

  private func status(_ world: borrowing World) throws -> ProgramRun {
    try world.program(["status", "--job", world.job, "--output", world.archive, "--today", "2011-01-20"])
  }

  private func words(_ database: String) -> [String] {
    ["--database", database, "--today", "2011-01-20"] + World.quarter
  }

  /// - Parameter says: what the one line holds.
  private func expectRefused(_ world: borrowing World, _ words: [String], _ says: String) throws {
    let outcome = try world.run(words)
    #expect(outcome.code == 65)
    #expect(outcome.error.count == 1 && outcome.error[0].contains(says), "\(outcome.error)")
    #expect(outcome.error.first?.contains("--accept-empty") ?? false)
    #expect(outcome.error.first?.hasSuffix("nothing published") ?? false)
  }

  @Test(arguments: [
    ("truncate programme.commissions cascade", "no row of commissions or days"),
    ("delete from programme.days", "no row of days"),
  ]) func `gives no first report, unless that is accepted`(_ script: String, _ says: String) throws {
    let world = try world()
    let words = words(try sampleDatabase(script))
    try expectRefused(world, words, says)
    #expect(!exists(world.archive + "/2010-11-Q3"))
    #expect(try status(world).output == ["2010-11-Q3: never issued"])
    try world.run(words + ["--accept-empty"]).expectSuccess()
    try status(world).expectSuccess()
  }

  @Test(arguments: [
    ("truncate programme.commissions cascade", ["commissions", "days"]), ("delete from programme.days", ["days"]),
  ]) func `is an error of check, unless the job accepts it`(_ script: String, _ relations: [String]) throws {
    let world = try world()
    let check = ["check", "--job", world.job, "--format", "csv"] + words(try sampleDatabase(script))
    let refused = try world.program(check)
    #expect(refused.code == 65)
    let lines = refused.output.joined().split(separator: "\r\n").filter { $0.contains("emptied-relation") }
    #expect(lines.count == relations.count, "\(refused.output)")
    for (line, name) in zip(lines, relations) {
      let start = "emptied-relation,error,\(name),,there is no row, and a first report is not made without; fill the"
      #expect(line.replacing("\"", with: "").hasPrefix(start), "\(line)")
    }
    try write("accept_empty: true\n", to: world.job)
    let accepted = try world.program(check)
    #expect(!accepted.output.contains { $0.contains("emptied-relation") }, "\(accepted.output)")
  }

  @Test func `is no error of check once a report of nothing was accepted`() throws {
    let world = try world()
    try write("output: \(world.archive)\n", to: world.job)
    let words = words(try sampleDatabase("delete from programme.days"))
    let check = ["check", "--job", world.job] + words
    #expect(try world.program(check).output.contains { $0.contains("a first report is not made without") })
    try world.run(words + ["--accept-empty"]).expectSuccess()
    let accepted = try world.program(check)
    #expect(!accepted.output.isEmpty && !accepted.output.contains { $0.contains("emptied-relation") }, "\(accepted)")
  }

  /// A view in place of a table. Our own tables hold no row that makes no figure.
  private static func view(_ relation: String, _ columns: String) -> String {
    """
    alter table programme.\(relation) rename to kept;
    create view programme.\(relation) as select \(columns) from programme.kept;
    """
  }

  @Test(arguments: [
    (
      view("days", "commission_id, worked_on, adviser_id, activity, null::numeric as days, recorded_at"),
      "none of the 191 rows of days makes a figure (missing-value); correct the rows that board-report check names"
    ),
    (
      view("days", "commission_id, null::date as worked_on, adviser_id, activity, days, recorded_at"),
      "none of the 191 rows of days makes a figure"
    ),
    (
      view("days", "commission_id + 100 as commission_id, worked_on, adviser_id, activity, days, recorded_at"),
      "none of the 191 rows of days makes a figure (orphan-day)"
    ),
    (
      view("commissions", "null::integer as commission_id, title, reference, requested_on, starts_on"),
      "none of the 8 rows of commissions makes a figure and none of the 191 rows of days makes a figure"
    ),
  ]) func `gives no first report where rows are there and none makes a figure`(_ script: String, _ says: String) throws
  {
    let world = try world()
    let words = words(try sampleDatabase(script))
    try expectRefused(world, words, says)
    #expect(!exists(world.archive + "/2010-11-Q3"))
    try world.run(words + ["--accept-empty"]).expectSuccess()
    let paper = try text(of: world.path("board-report.md"))
    #expect(paper.contains("- No day entry makes a figure (191 are set aside, see Data quality).\n"))
    #expect(!paper.contains("No days were recorded"))
  }

  @Test func `is not meant where only the period's entries make no figure`() throws {
    let world = try world()
    let database = try sampleDatabase(
      Self.view(
        "days",
        """
        commission_id, worked_on, adviser_id, activity, case when worked_on < '2010-10-01' then days end as days,
          recorded_at
        """))
    try world.run(words(database)).expectSuccess()
    let paper = try text(of: world.path("board-report.md"))
    #expect(paper.contains("- No day entry of the period makes a figure (61 are set aside, see Data quality).\n"))
    #expect(!paper.contains("No days were recorded"))
  }

  @Test func `gives no second report, and status misses the quarter until the rows are back`() throws {
    let world = try world()
    let database = try sampleDatabase("create schema kept; create table kept.outcomes as table programme.outcomes")
    let words = words(database)
    try world.run(words).expectSuccess()
    try status(world).expectSuccess()
    try run("truncate programme.outcomes", database)
    try expectRefused(
      world, words, "outcomes: there is no row at all, and an earlier issue was made of 13 (2010-11-Q3/1)")
    #expect(try world.run(words + ["--dry-run"]).code == 65)
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
    // A run of another quarter does not forget the refusal.
    try world.run(["--database", database, "--quarter", "2010/11-Q2"]).expectSuccess()
    let missing = try status(world)
    #expect(missing.code == 1)
    #expect(
      missing.output.count == 1 && missing.output[0].hasPrefix("2010-11-Q3: the latest run was refused: outcomes"))
    #expect(try world.run(["--database", database, "--catch-up", "--today", "2011-01-20"]).code == 65)

    try run("insert into programme.outcomes table kept.outcomes", database)
    try world.run(["--database", database, "--catch-up", "--today", "2011-01-20"]).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
    try status(world).expectSuccess()
  }

  @Test func `is suspected where days or projects fall by more than the job allows`() throws {
    let world = try world("implausible_fall: 50\n")
    let database = try sampleDatabase()
    let words = words(database)
    try world.run(words).expectSuccess()
    try run("update programme.days set days = days / 2", database)
    try world.run(words).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "2", "current"])
    try run("update programme.days set days = days * 0.4", database)
    try expectRefused(world, words, "days_delivered falls from 28.50 in 2010-11-Q3/2 to 1")
    try write("implausible_fall: 50\naccept_empty: true\n", to: world.job)
    try world.run(words).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "2", "3", "current"])
  }
}
