import Database
import Foundation
import Support
import System
import Testing

/// A relation at which a run waits, in the middle of its reading, until it is let through.
enum Gate {
  /// Puts a view in the place of outcomes.
  static let script = """
    create function programme.pass() returns boolean language plpgsql as $$
      begin
        perform pg_catalog.pg_advisory_xact_lock_shared(43);
        while not pg_catalog.pg_try_advisory_xact_lock_shared(42) loop perform pg_catalog.pg_sleep(0.01); end loop;
        return true;
      end $$;
    alter table programme.outcomes rename to kept;
    create view programme.outcomes as select * from programme.kept where programme.pass();
    grant select on programme.outcomes to board_reader
    """

  /// The number of transactions that came to the gate and have not ended, and of runs that wait for a lock.
  static let waiting = """
    select (select count(*) from pg_catalog.pg_locks where locktype = 'advisory' and objid = 43
        and database = (select oid from pg_catalog.pg_database where datname = current_database()))
      + (select count(*) from pg_catalog.pg_stat_activity where \(waitsForLock)
        and application_name like 'board-report%' and datname = current_database())
    """
}

extension Issued {
  /// Does something to a run that stands before the gate, then opens the gate; how the run ended. Needs `Gate.script`.
  func atGate(_ conninfo: String? = nil, keeper: String? = nil, _ body: (borrowing ChildProcess) throws -> Void) throws
    -> ProgramRun
  {
    let keeper = try Support.open(keeper ?? database)
    try keeper.execute(script: "select pg_advisory_lock(42)", name: "close the gate")
    var child = try start(conninfo)
    child.closeInput()
    try wait(for: "1", to: Gate.waiting, database)
    try body(child)
    // Gone already where the server was ended.
    try? keeper.execute(script: "select pg_advisory_unlock(42)", name: "open the gate")
    return try ended(&child)
  }

  /// Does something to a server on which a run waits for a relation that a session of ours holds; the session then does
  /// the rest and commits.
  func whileHeld(_ script: String, then rest: String, _ body: () throws -> Void = {}) throws -> ProgramRun {
    let holder = try Support.open(database)
    try holder.execute(script: "begin; \(script)", name: "hold")
    var child = try start()
    child.closeInput()
    try wait(for: "1", to: Gate.waiting, database)
    try body()
    try holder.execute(script: "\(rest); commit", name: "go on")
    return try ended(&child)
  }

  /// A data file of an issue.
  func file(_ name: String, of issue: Int) throws -> String {
    try text(of: "\(world.archive)/2010-11-Q3/\(issue)/\(name)")
  }
}
