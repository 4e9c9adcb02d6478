import Support
import Testing

/// Clocks, zones and settings that must make no difference.
@Suite(.waits) struct `A clock or a zone that is another` {
  private static let zones = ["UTC", "Europe/London", "America/New_York", "Pacific/Auckland"]

  /// A day is a day: entries of the last evening of the financial year, written in any zone.
  @Test(arguments: zones) func `F1 F5 F8 a zone moves no day over a year's end or a change of clocks`(_ zone: String)
    throws
  {
    let script = """
      insert into programme.days values
        (1, '2011-03-31', 1, 'last', 0.25, '2011-03-31 23:30Z'),
        (1, '2011-04-01', 1, 'next', 0.25, '2011-03-31 23:30Z'),
        (1, '2010-10-31', 1, 'autumn', 0.25, '2010-10-31 01:30 Europe/London'),
        (1, '2011-03-27', 1, 'spring', 0.25, '2011-03-27 01:30+01')
      """
    let database = try sampleDatabase(script)
    try run(
      """
      alter database \(databaseName(database)) set timezone to '\(zone)';
      alter database \(databaseName(database)) set datestyle to 'SQL, MDY'
      """, database)
    let world = try World()
    let outcome = try world.run(["--database", database, "--year", "2010/11"], environment: ["TZ=\(zone)"])
    outcome.expectSuccess()
    let days = try world.rows("days.csv", of: "2010-11-FY")
    func recorded(_ activity: String) -> [String?] {
      days.filter { $0["activity"] == activity }.map { "\($0["worked_on"] ?? "") \($0["recorded_at"] ?? "")" }
    }
    #expect(recorded("last") == ["2011-03-31 2011-03-31T23:30:00Z"])
    #expect(recorded("next") == [])
    #expect(recorded("autumn") == ["2010-10-31 2010-10-31T01:30:00Z"])
    #expect(recorded("spring") == ["2011-03-27 2011-03-27T00:30:00Z"])
  }

  /// Moments that a clock of London shows twice or never are moments like others.
  @Test(arguments: ["Europe/London", "UTC"])
  func `E5 a moment in the hour that is twice, or in the one that is not, is kept`(_ zone: String) throws {
    let database = try sampleDatabase(
      """
      insert into programme.days values
        (1, '2010-10-30', 1, 'first', 0.25, '2010-10-31 01:30 BST'),
        (1, '2010-10-30', 1, 'second', 0.25, '2010-10-31 01:30 GMT'),
        (1, '2010-10-29', 1, 'never', 0.25, timestamp '2010-03-28 01:30' at time zone 'Europe/London')
      """)
    let world = try World()
    let outcome = try world.run(["--database", database] + World.quarter, environment: ["TZ=\(zone)", "PGTZ=\(zone)"])
    outcome.expectSuccess()
    let days = try world.rows("days.csv")
    for (activity, moment) in [
      ("first", "2010-10-31T00:30:00Z"), ("second", "2010-10-31T01:30:00Z"), ("never", "2010-03-28T01:30:00Z"),
    ] { #expect(days.filter { $0["activity"] == activity }.map { $0["recorded_at"] } == [moment]) }
  }

  /// The quarter is the last that was over when the run began, late or twice; on a clock set back it is the one before.
  @Test func `F6 F9 cron's day decides the quarter, and nothing else does`() throws {
    let database = try sampleDatabase()
    let world = try World()
    func run(_ today: String) throws -> ProgramRun {
      try world.run(["--database", database, "--today", today, "--verbose"])
    }
    let first = try run("2011-04-01")
    #expect(first.code == 0 && first.output.last?.contains("2010-11-Q4/1") == true, "\(first)")
    let files = try tree(world.archive)
    for late in ["2011-04-01", "2011-04-02", "2011-06-30", "2012-02-29"] where late < "2011-07-01" {
      let again = try run(late)
      #expect(again.code == 0 && again.output.last?.hasPrefix("unchanged") == true, "\(late) \(again)")
    }
    #expect(try tree(world.archive) == files)
    let back = try run("2011-03-31")
    #expect(back.code == 0 && back.output.last?.contains("2010-11-Q3/1") == true, "\(back)")
  }
}
