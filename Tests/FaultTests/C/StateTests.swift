import Database
import Support
import System
import Testing

@Suite(.waits) struct `An error of the server's while rows are read` {
  /// What another try would not mend is told at once.
  private let job = "deadline_seconds: 4\n"

  @Test(arguments: [
    ("40001", Int32(69)), ("40P01", 69), ("55P03", 69), ("72000", 69), ("53300", 69), ("57P03", 69), ("08006", 69),
  ]) func `C23 one that may pass is met by another try`(_ code: String, _ exit: Int32) throws {
    // Long enough for every try, also on a busy machine: the last try's own error is what is told.
    let issued = try Issued(Faulting.script, job: "deadline_seconds: 60\n")
    try Faulting.set(code, issued.database)
    let proxy = try Proxy(issued.database)
    let outcome = try issued.run(proxy.through(issued.database))
    try issued.expectNothing(outcome, exit, code, "query ")
    // Where another server may be the cause, a second session looks for the view after each try.
    #expect(proxy.recordings.count == (code == "08006" ? 8 : 4))
    #expect(!outcome.error.joined().contains("canary"))
  }

  @Test func `C23 one that passes is not heard of`() throws {
    let issued = try Issued(Faulting.script)
    try Faulting.set("72000", issued.database)
    let proxy = try Proxy(issued.database)
    let outcome = try issued.run(proxy) { try Faulting.lift(issued.database) }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    #expect(proxy.recordings.count == 2)
    try issued.expectSecond()
  }

  private static let lasting: KeyValuePairs<String, Int32> = [
    "57014": 69, "53100": 69, "53200": 69, "53400": 69, "58030": 69, "57P04": 69, "XX001": 76, "XX002": 76, "42P01": 76,
    "42703": 76, "25006": 76, "0A000": 76, "42501": 77, "22012": 65, "22021": 65, "P0001": 65, "P0003": 65, "21000": 65,
    "2F005": 65, "39000": 65, "54000": 65, "54001": 76, "55000": 76, "HV000": 76, "XX000": 76, "UV123": 65, "26000": 65,
  ]

  /// One archive for all: each leaves it as it was, so that the next begins with the same.
  @Test func `C4 C13 C15 one that stays is told once, without the server's words`() throws {
    let issued = try Issued(Faulting.script, job: job)
    for (code, exit) in Self.lasting {
      try Faulting.set(code, issued.database)
      let proxy = try Proxy(issued.database)
      let outcome = try issued.run(proxy.through(issued.database))
      try issued.expectNothing(outcome, exit, code, "query ")
      // No attempt is repeated. Of an error that may come from a view's rows, a second session looks for the view.
      let mayBeFromRows = code == "XX000" || !["57", "53", "XX"].contains(code.prefix(2))
      #expect(proxy.recordings.count == (mayBeFromRows ? 2 : 1), "\(code)")
      #expect(!outcome.error.joined().contains("canary"), "\(code)")
      try Faulting.lift(issued.database)
    }
    try write("deadline_seconds: 60\n", to: issued.world.job)
    try issued.expectNext()
  }

  @Test func `C18 an error after most of the rows is no report`() throws {
    let issued = try Issued(
      """
      alter table programme.days rename to kept;
      create table programme.divisor (n numeric);
      create view programme.days as select commission_id, worked_on, adviser_id, activity, (days / case
        when (row_number() over (order by worked_on desc)) > 10 then 1 else
          coalesce((select n from programme.divisor), 1) end)::numeric as days, recorded_at from programme.kept;
      """, days: "kept")
    try Support.run("insert into programme.divisor values (0)", issued.database)
    try issued.expectNothing(try issued.run(), 65, "22012")
  }
}
