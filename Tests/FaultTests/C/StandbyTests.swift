import Database
import Foundation
import Support
import System
import Testing

/// A primary and its hot standby, each in turn hurt.
@Suite(.serialized, .waits) struct `A standby that a run reads` {
  private func pair(_ script: String) throws -> (ListeningServer, ListeningServer) {
    let none = try TemporaryFolder()
    let primary = try ListeningServer(files: none.path)
    let standby = try ListeningServer(files: none.path, standbyOf: primary)
    try loadSample(into: primary.conninfo, script)
    try settle(primary, standby)
    return (primary, standby)
  }

  /// Everything the primary has done so far is done on the standby.
  private func settle(_ primary: ListeningServer, _ standby: ListeningServer) throws {
    let end = try #require(try answer("select pg_current_wal_lsn()", primary.conninfo))
    let caughtUp = "select pg_last_wal_replay_lsn() >= '\(end)'"
    try wait(for: "true", to: caughtUp, standby.conninfo)
  }

  @Test func `B11 C19 C20 C21 it may be cleaned up, lost or promoted meanwhile`() throws {
    let (primary, standby) = try pair(Gate.script + "; create table scratch as select generate_series(1, 1000) n")
    try run("alter system set max_standby_streaming_delay = 0", standby.conninfo)
    try run("select pg_reload_conf()", standby.conninfo)

    // C19: what the primary cleans up ends our snapshot; the whole read is done again.
    let cleaned = try Issued(reading: standby.conninfo, changedAt: primary.conninfo)
    try settle(primary, standby)
    let first = try cleaned.atGate { _ in
      try run("delete from scratch", primary.conninfo)
      try run("vacuum scratch", primary.conninfo)
      try wait(for: "0", to: Gate.waiting, standby.conninfo)
    }
    #expect(first.code == 0 && first.error == [], "\(first.error)")
    try cleaned.expectSecond()
    let conflicts = "select sum(confl_snapshot + confl_lock) > 0 from pg_stat_database_conflicts"
    #expect(try answer(conflicts, standby.conninfo) == "true")

    // C21: another server of the same system may take over between two tries.
    let moved = try Issued(reading: standby.conninfo, changedAt: primary.conninfo)
    try settle(primary, standby)
    let hosts = "host=\(standby.folder),\(primary.folder) port=\(standby.port),\(primary.port)"
    let second = try moved.atGate(standby.conninfo + " " + hosts) { _ in
      let end = """
        select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'board-report%'
        """
      try run(end, standby.conninfo)
      try run("alter system set listen_addresses = ''", standby.conninfo)
    }
    #expect(second.code == 0 && second.error == [], "\(second.error)")
    try moved.expectSecond()

    // B11: it takes no rows, and says what it is.
    let world = try World()
    let brought = try world.program(HurtImport.words(standby.conninfo))
    #expect(brought.code == 76 && brought.error.count == 1, "\(brought.error)")
    #expect(brought.error.first?.contains("is a standby") == true, "\(brought.error)")

    // C20: promoted, it goes on with the same snapshot.
    let promoted = try Issued(reading: standby.conninfo, changedAt: primary.conninfo)
    try settle(primary, standby)
    let third = try promoted.atGate { _ in
      let isPromoted = try answer("select pg_promote()", standby.conninfo)
      #expect(isPromoted == "true")
    }
    #expect(third.code == 0 && third.error == [], "\(third.error)")
    try promoted.expectSecond()
  }
}
