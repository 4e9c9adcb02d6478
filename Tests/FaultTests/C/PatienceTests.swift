import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `A server without patience or room` {
  @Test func `C10 C11 time limits of the role are not a run's`() throws {
    let issued = try Issued(Gate.script)
    let reader = try role("in role board_reader", in: issued.database)
    for setting in [
      "statement_timeout = '40ms'", "idle_in_transaction_session_timeout = '1ms'", "lock_timeout = '1ms'",
    ] { try run("alter role \(reader) set \(setting)", issued.database) }
    let outcome = try issued.atGate(issued.database + " user=\(reader)") { _ in Thread.sleep(forTimeInterval: 0.3) }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    try issued.expectSecond()
  }

  @Test func `C12 a session ended for being idle is opened again`() throws {
    let issued = try Issued()
    let reader = try role("in role board_reader", in: issued.database)
    try run("alter role \(reader) set idle_session_timeout = '700ms'", issued.database)
    let fault = Proxy.Fault(.slow(bytes: 100_000, milliseconds: 1_500), at: .byte(20, .toServer))
    let proxy = try Proxy(issued.database, fault)
    let outcome = try issued.run(proxy.through(issued.database + " user=\(reader)"))
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    #expect(proxy.recordings.count == 2)
    try issued.expectSecond()
  }

  @Test func `C13 a limit of temporary files is told with the statement`() throws {
    let issued = try Issued(
      """
      insert into programme.days select 2, '2010-10-05', 2, 'activity ' || g, 0.01, '2010-10-06Z'
      from generate_series(1, 20000) g
      """)
    // A run's own statements have memory enough; a view's owner may have given what is beneath it little.
    try run(
      """
      alter table programme.days rename to entries;
      create function programme.sorted_entries() returns setof programme.entries
        language sql stable security definer set work_mem = '64kB'
        as 'select * from programme.entries order by activity, worked_on';
      create view programme.days as select * from programme.sorted_entries();
      grant select on programme.days to board_reader
      """, issued.database)
    let reader = try role("in role board_reader", in: issued.database)
    try run("alter role \(reader) set temp_file_limit = 0", issued.database)
    let outcome = try issued.run(issued.database + " user=\(reader)")
    try issued.expectNothing(outcome, 69, "53400", "query ")
  }

  @Test func `C16 a slow server is waited for, but not beyond the deadline`() throws {
    let issued = try Issued()
    let slow = Proxy.Fault(.slow(bytes: 512, milliseconds: 10), at: .byte(0, .toClient))
    let slowly = try Proxy(issued.database, slow)
    let finished = try issued.run(slowly.through(issued.database))
    #expect(finished.code == 0 && finished.error == [], "\(finished.error)")
    try issued.expectSecond()
    let hurt = try Issued(job: "deadline_seconds: 2\n")
    let slower = Proxy.Fault(.slow(bytes: 64, milliseconds: 100), at: .byte(400, .toClient))
    let tooSlowly = try Proxy(hurt.database, slower)
    let given = try hurt.run(tooSlowly.through(hurt.database))
    try hurt.expectNothing(given, 69, "time limit", "query ")
  }
}
