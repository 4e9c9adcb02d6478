import Database
import Foundation
import Support
import System
import Testing

/// A primary and its hot standby, and a run that meets one of them going.
@Suite(.waits) struct `A primary and its standby` {
  private let primary: ListeningServer
  private let standby: ListeningServer
  private let database = "user=reader dbname=postgres sslmode=disable"

  init() throws {
    let none = try TemporaryFolder()
    primary = try ListeningServer(files: none.path)
    standby = try ListeningServer(files: none.path, standbyOf: primary)
    try loadSample(into: primary.conninfo, "create role reader login in role board_reader")
    try catchUp()
  }

  private func catchUp() throws {
    let end = try #require(try answer("select pg_current_wal_lsn()", primary.conninfo))
    try wait(for: "true", to: "select pg_last_wal_replay_lsn() >= '\(end)'", standby.conninfo)
  }

  private func expected() throws -> World {
    let world = try World()
    let words = ["--database", "host=127.0.0.1 port=\(primary.port) \(database)"]
    try world.run(words + World.quarter).expectSuccess()
    return world
  }

  @Test func `of which one fails in the middle of a run give the same bytes`() throws {
    let before = try expected()
    // A relation that takes its time, so that the run is within its reading when its server goes.
    try run(
      """
      alter table programme.outcomes rename to slow;
      create view programme.outcomes as select s.* from programme.slow s, (select pg_sleep(0.4)) p;
      grant select on programme.outcomes to board_reader
      """, primary.conninfo)
    try catchUp()
    let world = try World()
    let both = "host=127.0.0.1,127.0.0.1 port=\(primary.port),\(standby.port) \(database)"
    var child = try world.start(
      ["run", "--job", world.job, "--output", world.archive, "--database", both] + World.quarter)
    let reading = """
      select count(*) > 0 from pg_stat_activity where usename = 'reader' and wait_event = 'PgSleep'
      """
    try wait(for: "true", to: reading, primary.conninfo)
    // As the cut of its power would end it.
    #expect(try shell("kill -QUIT $(head -n 1 \"$1/postmaster.pid\")", primary.folder).status.code == 0)
    try run("select pg_promote(wait => true)", standby.conninfo)
    child.closeInput()
    let ended = try child.wait().code
    let complaints = try world.complaints()
    #expect(ended == 0, "\(complaints)")
    try expectSame(before, world)
  }

  @Test func `give the same bytes where clean-up on the one stops a statement on the other`() throws {
    let before = try expected()
    try run(
      """
      alter table programme.outcomes rename to slow;
      create view programme.outcomes as select s.* from programme.slow s, (select pg_sleep(0.4)) p;
      grant select on programme.outcomes to board_reader;
      create table noise as select generate_series(1, 1000) as number
      """, primary.conninfo)
    try run("alter system set max_standby_streaming_delay = 0", standby.conninfo)
    try run("select pg_reload_conf()", standby.conninfo)
    try catchUp()
    let world = try World()
    let there = "host=127.0.0.1 port=\(standby.port) \(database)"
    var child = try world.start(
      ["run", "--job", world.job, "--output", world.archive, "--database", there] + World.quarter)
    let reading = """
      select count(*) > 0 from pg_stat_activity where usename = 'reader' and wait_event = 'PgSleep'
      """
    try wait(for: "true", to: reading, standby.conninfo)
    // Rows that the standby's snapshot still sees go for good.
    try run("delete from noise", primary.conninfo)
    try run("vacuum noise", primary.conninfo)
    child.closeInput()
    let ended = try child.wait().code
    let complaints = try world.complaints()
    #expect(ended == 0, "\(complaints)")
    let conflicts = try answer("select sum(confl_snapshot) > 0 from pg_stat_database_conflicts", standby.conninfo)
    #expect(conflicts == "true")
    try expectSame(before, world)
  }
}
