import Database
import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `Others at work while a run reads` {
  @Test func `D1 D2 of two runs in one archive one is busy, in two archives both succeed`() throws {
    let issued = try Issued(Gate.script)
    let other = try World()
    let outcome = try issued.atGate { _ in
      for quarter in ["2010/11-Q3", "2010/11-Q2"] {
        let words = ["--database", issued.database, "--quarter", quarter]
        let second = try issued.world.run(words)
        #expect(second.code == 75 && second.error.count == 1, "\(second.error)")
        #expect(second.error.first?.contains(issued.world.archive) == true)
      }
      // Their complaints are not the first one's.
      try write("", to: issued.world.home["errors"])
    }
    outcome.expectSuccess()
    try issued.expectSecond()
    var running = try issued.start(nil, ["--reissue", "--reason", "twice"])
    running.closeInput()
    let quarter = ["--database", issued.database, "--quarter", "2010/11-Q2"]
    try other.run(quarter).expectSuccess()
    try issued.ended(&running).expectSuccess()
    #expect(try names(in: other.archive + "/2010-11-Q2") == ["1", "current"])
    #expect(try names(in: issued.world.archive + "/2010-11-Q3") == ["1", "2", "3", "current"])
  }

  @Test func `D5 D9 D14 rows of others are those of the snapshot, and later a revision`() throws {
    let issued = try Issued(Gate.script)
    let control = try control(issued)
    let outcome = try issued.atGate { _ in
      // An issue tells its snapshot to the second.
      let begun = Date().timeIntervalSince1970.rounded(.down)
      try eventually("the clock shows another second") { Date().timeIntervalSince1970 >= begun + 1 }
      try run(
        """
        update programme.days set days = 0.9 where days = 0.75;
        insert into programme.days values (2, '2010-11-20', 2, 'late', 1, now());
        update programme.kept set stage = 'achieved'
        """, issued.database)
    }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    for name in ["days.csv", "outcomes.csv", "projects.csv"] {
      #expect(try issued.file(name, of: 2) == text(of: control.path(name)), "\(name)")
    }
    try issued.expectSecond()
    try issued.run().expectSuccess()
    let revisions = try issued.file("revisions.csv", of: 3)
    #expect(revisions.contains("late entry") && revisions.contains("correction"), "\(revisions)")
    let paper = try issued.file("board-report.md", of: 3)
    #expect(paper.contains("The data is that of "))
  }

  /// A first issue of the same rows, undisturbed.
  private func control(_ issued: borrowing Issued) throws -> World {
    var control = try World()
    control.job = issued.world.job
    // Before the gate is closed, or a table held.
    let outcome = try control.run(["--database", issued.database] + World.quarter)
    outcome.expectSuccess()
    return control
  }

  private static let save = "create table saved as select * from programme.outcomes"

  @Test(arguments: [
    ("truncate programme.outcomes", "insert into programme.outcomes select * from saved"),
    ("delete from programme.days; lock table programme.outcomes in access exclusive mode", "rollback; begin"),
    ("alter table programme.outcomes alter column summary type text using summary || ''", "select 1"),
    (
      "create table programme.new (like programme.outcomes including all);"
        + "insert into programme.new select * from programme.outcomes;"
        + "lock table programme.outcomes in access exclusive mode",
      "alter table programme.outcomes rename to old; alter table programme.new rename to outcomes"
    ),
  ]) func `D6 D7 D8 a loader at work is waited for and its rows are read whole`(_ script: String, _ rest: String) throws
  {
    let issued = try Issued(Self.save)
    let control = try control(issued)
    let outcome = try issued.whileHeld(script, then: rest)
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    for name in ["days.csv", "outcomes.csv", "projects.csv"] {
      #expect(try issued.file(name, of: 2) == text(of: control.path(name)), "\(name)")
    }
    try issued.expectSecond()
  }

  @Test func `D10 a lock that is never given is not waited for beyond the deadline`() throws {
    let issued = try Issued(job: "deadline_seconds: 2\n")
    let holder = try open(issued.database)
    try holder.execute(script: "begin; lock table programme.outcomes in access exclusive mode", name: "hold")
    let outcome = try issued.run()
    try holder.execute(script: "commit", name: "let go")
    try issued.expectNothing(outcome, 69, "query lock")
  }

  @Test func `D11 a relation cannot be changed while it is read`() throws {
    let issued = try Issued(Gate.script)
    let outcome = try issued.atGate { _ in
      let change = "set lock_timeout = '200ms'; alter table programme.days drop column activity"
      let error = failure { try run(change, issued.database) }
      #expect(error?.sqlstate == "55P03")
    }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    try issued.expectSecond()
  }
}
