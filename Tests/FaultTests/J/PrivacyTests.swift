import Database
import Foundation
import Support
import System
import Testing

/// What a server or a crash would say of people, were it let.
@Suite(.waits) struct `Personal data in what is said` {
  private static let person = "Jane Doe 943 476 5919"

  /// The view's own failure, with the text in the server's message and in its detail.
  @Test(arguments: ["title::integer", "programme.explode(title)"])
  func `J1 an error that quotes a row is told by its code alone`(_ expression: String) throws {
    let issued = try Issued()
    try run(
      """
      create function programme.explode(text) returns integer language plpgsql as $$ begin
        raise exception 'no %', $1 using detail = 'Failing row contains (' || $1 || ')', hint = $1; end $$;
      alter table programme.commissions rename to kept;
      update programme.kept set title = '\(Self.person)' where commission_id = 5;
      create view programme.commissions as select * from programme.kept
        where commission_id <> 5 or \(expression) is not null;
      grant select on programme.commissions to board_reader
      """, issued.database)
    let outcome = try issued.run()
    #expect(outcome.code != 0)
    try issued.expectNothing(outcome, outcome.code)
    for words in ["Jane", "943", "5919"] { #expect(!outcome.error.joined().contains(words), "\(outcome.error)") }
  }

  @Test(arguments: ["notice", "warning", "info"]) func `J2 what a database says on the way is not repeated`(
    _ level: String
  ) throws {
    let issued = try Issued()
    try run(
      """
      create function programme.tell(text) returns boolean language plpgsql as
        $$ begin raise \(level) 'read %', $1; return true; end $$;
      alter table programme.commissions rename to kept;
      create view programme.commissions as select * from programme.kept
        where programme.tell('\(Self.person)');
      grant select on programme.commissions to board_reader
      """, issued.database)
    let outcome = try issued.run(nil, ["--verbose"])
    outcome.expectSuccess()
    #expect(!(outcome.output + outcome.error).joined().contains("Jane"))
    try issued.expectSecond()
  }

  /// A program that traps, started with what the service and the cron file set.
  @Test(arguments: [SIGILL, SIGSEGV, SIGABRT])
  func `J3 a crash as cron and systemd start the program prints nothing and leaves no core`(_ signal: Int32) throws {
    let quiet = "SWIFT_BACKTRACE=enable=no"
    for file in ["cron.d/board-report", "systemd/board-report.service"] {
      #expect(try text(of: repository + "/deploy/" + file).contains(quiet), "\(file)")
    }
    let issued = try Issued()
    try waiting(issued) { child in
      child.kill(signal)
      let code = try child.wait().code
      #expect(code == -signal)
    }
    #expect(try issued.world.complaints() == [])
    #expect(try names(in: issued.world.home.path).allSatisfy { !$0.hasPrefix("core") })
    #expect(try tree(issued.world.archive)["2010-11-Q3/current"] == "-> 1")
    try issued.expectNext()
  }

  /// The folder is there, hidden, for nobody but its owner; the next run takes it away.
  @Test func `J10 what a killed run leaves is closed to others, and swept`() throws {
    let issued = try Issued()
    let period = issued.world.archive + "/2010-11-Q3"
    // Some columns of days are slow to read, so that the run stands still with its folder made.
    try run(
      """
      alter table programme.days rename to kept;
      create view programme.days as select k.* from programme.kept k, lateral (select pg_sleep(0.02)
        where k.commission_id > 0 offset 0) s
      """, issued.database)
    var child = try issued.world.start(
      ["run", "--job", issued.world.job, "--output", issued.world.archive, "--database", issued.database]
        + World.quarter)
    child.closeInput()
    var left: [String] = []
    try eventually("it has made its folder") {
      left =
        try names(in: issued.world.archive).filter { $0.hasPrefix(".staging") }
        + names(in: period).filter { $0.hasPrefix(".staging") }
      return !left.isEmpty
    }
    child.kill(SIGKILL)
    _ = try child.wait()
    #expect(!left.isEmpty)
    for name in left {
      let path = exists("\(period)/\(name)") ? "\(period)/\(name)" : issued.world.archive + "/" + name
      #expect(try mode(of: path) == "700", "\(name)")
    }
    try run("drop view programme.days; alter table programme.kept rename to days", issued.database)
    try issued.expectNext()
  }

  /// A run that waits for a table another session holds.
  private func waiting(_ issued: borrowing Issued, _ body: (inout ChildProcess) throws -> Void) throws {
    let holder = try open(issued.database)
    try holder.withTransaction { holder in
      try holder.execute(script: "lock table programme.outcomes in access exclusive mode", name: "hold")
      let world = ["run", "--job", issued.world.job, "--output", issued.world.archive]
      var child = try issued.world.start(
        world + ["--database", issued.database] + World.quarter, environment: ["SWIFT_BACKTRACE=enable=no"],
        wrapper: "ulimit -c 0;")
      child.closeInput()
      try wait(
        for: "1",
        to: """
          select count(*) from pg_stat_activity where datname = current_database()
          and application_name like 'board-report%' and \(waitsForLock)
          """, issued.database)
      try body(&child)
    }
  }
}
