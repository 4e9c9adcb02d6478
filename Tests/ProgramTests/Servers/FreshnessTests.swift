import Database
import Foundation
import Support
import Testing

/// Every test lets the last commit become older than the limit that it sets.
@Suite(.waits) struct `The data of a standby` {
  /// A pair whose standby's replay is paused, made once: a run changes neither.
  private static let paused = Result { () throws -> StandbyPair in
    let pair = try StandbyPair()
    try run("select pg_wal_replay_pause()", pair.standby.conninfo)
    try wait(for: "paused", to: "select pg_get_wal_replay_pause_state()", pair.standby.conninfo)
    try run("delete from programme.outcomes", pair.primary.conninfo)
    try becomeOld(pair.standby)
    return pair
  }

  private func world(maxLag seconds: Int) throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("max_lag_seconds: \(seconds)\n", to: world.job)
    return world
  }

  private static func becomeOld(_ standby: ListeningServer) throws {
    let age = "select now() - pg_last_xact_replay_timestamp() > interval '2 seconds'"
    try wait(for: "true", to: age, standby.conninfo)
  }

  private func cutLink(of standby: ListeningServer) throws {
    try run("alter system set primary_conninfo = 'host=/absent'", standby.conninfo)
    try run("select pg_reload_conf()", standby.conninfo)
    try wait(for: "0", to: "select count(*) from pg_stat_wal_receiver", standby.conninfo)
    try Self.becomeOld(standby)
  }

  /// - Parameter reason: what the one line says.
  private func expectRefused(_ world: borrowing World, _ conninfo: String, _ reason: String) throws {
    let outcome = try world.run(["--database", conninfo] + World.quarter)
    #expect(outcome.code == 76)
    #expect(outcome.error.count == 1, "\(outcome.error)")
    let line = outcome.error.first ?? ""
    #expect(line.contains(reason), "\(line)")
    let times = line.matches(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/).map { String($0.0) }
    #expect(times.count == 2 && times[0] < times[1], "\(line)")
    #expect(line.hasSuffix("nothing published"))
    #expect(!exists(world.archive + "/2010-11-Q3"))
    let check = try world.program(["check", "--job", world.job, "--database", conninfo] + World.quarter)
    #expect(check.code == 76)
    #expect(check.output.contains { $0.contains(reason) && $0.contains("error") }, "\(check.output)")
  }

  private func manifest(_ world: borrowing World) throws -> String { try text(of: world.path("datapackage.json")) }

  @Test func `is refused when its replay is paused and its last commit too old`() throws {
    let pair = try Self.paused.get()
    let world = try world(maxLag: 1)
    try expectRefused(world, StandbyPair.conninfo(pair.standby), "its replay is paused")
    // The connection string names the primary too, but demands a standby.
    let both = StandbyPair.conninfo(pair.standby, pair.primary)
    try expectRefused(world, both + " target_session_attrs=standby", "its replay is paused")

    let patient = try self.world(maxLag: 900)
    let outcome = try patient.run(["--database", StandbyPair.conninfo(pair.standby)] + World.quarter)
    outcome.expectSuccess()
    #expect(try patient.paper().contains("read from a standby server that held every commit of its primary up to"))
    #expect(try manifest(patient).firstMatch(of: /"server": \{\s*"kind": "standby",\s*"lastCommit": "2[^"]+Z"/) != nil)
  }

  @Test func `is fresh behind an idle primary, however old its last commit is, and refused when its link is cut`()
    throws
  {
    let pair = try StandbyPair()
    try Self.becomeOld(pair.standby)
    let world = try world(maxLag: 0)
    let words = ["--database", StandbyPair.conninfo(pair.standby)] + World.quarter
    let outcome = try world.run(words)
    outcome.expectSuccess()
    #expect(try manifest(world).contains("\"kind\": \"standby\""))
    let check = try world.program(["check", "--job", world.job] + words)
    #expect(check.code == 0, "\(check.output)")
    #expect(check.output.contains { $0.contains("a standby that holds every commit up to 2") }, "\(check.output)")

    try cutLink(of: pair.standby)
    try expectRefused(
      try self.world(maxLag: 1), StandbyPair.conninfo(pair.standby), "it receives nothing from its primary")
  }

  /// The next link of a chain shows nothing of the links above it. Another server forwards what it receives, also while its own
  /// replay is paused.
  @Test func `that follows a standby is fresh by its own link`() throws {
    let pair = try StandbyPair()
    let none = try TemporaryFolder()
    let last = try ListeningServer(files: none.path, standbyOf: pair.standby)
    try run("select pg_wal_replay_pause()", pair.standby.conninfo)
    try run("delete from programme.outcomes", pair.primary.conninfo)
    let end = try answer("select pg_current_wal_lsn()", pair.primary.conninfo) ?? ""
    try wait(for: "true", to: "select pg_last_wal_replay_lsn() >= '\(end)'", last.conninfo)
    let world = try world(maxLag: 0)
    let outcome = try world.run(["--database", StandbyPair.conninfo(last)] + World.quarter)
    outcome.expectSuccess()
    #expect(try world.rows("outcomes.csv").isEmpty)
    #expect(try manifest(world).contains("\"kind\": \"standby\""))
    try cutLink(of: last)
    try expectRefused(try self.world(maxLag: 1), StandbyPair.conninfo(last), "it receives nothing from its primary")
  }

  @Test func `is left for the primary's when the connection string names both`() throws {
    let pair = try Self.paused.get()
    let world = try world(maxLag: 1)
    let both = StandbyPair.conninfo(pair.standby, pair.primary)
    for words in ["", " target_session_attrs=prefer-standby"] {
      let outcome = try world.run(["--database", both + words, "--reissue", "--reason", "Again."] + World.quarter)
      outcome.expectSuccess()
      #expect(try world.rows("outcomes.csv").isEmpty)
      #expect(try manifest(world).contains("\"kind\": \"primary\""))
      #expect(try world.paper().contains("It was read from the primary server."))
    }
    let check = try world.program(["check", "--job", world.job, "--database", both] + World.quarter)
    #expect(check.code == 0, "\(check.output)")
    #expect(check.output.contains { $0.contains("warning") && $0.contains("its replay is paused") })
    #expect(check.output.contains { $0.contains("a primary") })
  }
}
