import Database
import Support
import Testing

/// Where there is much to read, by two sessions; where the server grants but one, by that.
@Suite(.waits) struct `Two sessions side by side` {
  /// Entries enough for a second session to earn what it costs, some with words that must be withheld.
  private static let much = """
    insert into programme.days
    select c.commission_id, d::date, a.adviser_id, 'extra ' || n, 0.05, d + interval '1 day'
    from programme.commissions c, programme.advisers a, generate_series(1, 12) n,
      generate_series(date '2010-10-01', '2010-12-31', '1 day') d
    """

  /// How many sessions it has had: told by each as it ends, a moment after its client has gone.
  private static func sessions(of database: String) -> String {
    "select sessions from pg_stat_database where datname = '\(databaseName(database))'"
  }

  @Test(arguments: ["", "; update programme.days set activity = '020 7946 0000' where activity = 'extra 2'"])
  func `the same bytes come as from one`(_ change: String) throws {
    let database = try sampleDatabase(Self.much + change)
    let role = databaseName(database) + "_alone"
    let both = try World()
    try run("select pg_stat_reset()", database)
    let server = try TestServer.shared.database()
    try wait(for: "0", to: Self.sessions(of: database), server)
    let outcome = try both.run(["--database", database] + World.quarter)
    outcome.expectSuccess()
    try wait(for: "2", to: Self.sessions(of: database), server)
    try run(
      """
      create role \(role) login connection limit 1; grant usage on schema programme to \(role);
      grant select on all tables in schema programme to \(role)
      """, database)
    defer { try? run("drop owned by \(role); drop role \(role)", database) }
    let one = try World()
    let single = try one.run(["--database", database + " user=\(role)"] + World.quarter)
    single.expectSuccess()
    try expectSame(both, one)
  }

  /// It gives each client a session when it has one to spare, and lets it wait until then.
  @Test(arguments: Pooler.Mode.allCases) func `a pooler with one session to give keeps nobody waiting`(
    _ mode: Pooler.Mode
  ) throws {
    let database = try sampleDatabase(Self.much)
    let pooler = try Pooler(before: database, mode, sessions: 1)
    let direct = try World()
    let pooled = try World()
    try direct.run(["--database", database] + World.quarter).expectSuccess()
    let words = ["--database", "\(pooler.conninfo) dbname=\(databaseName(database))"]
    let begun = ContinuousClock.now
    let outcome = try pooled.run(words + World.quarter)
    outcome.expectSuccess()
    #expect(ContinuousClock.now - begun < .seconds(60))
    try expectSame(direct, pooled)
  }
}
