import Support
import System
import Testing

@Suite(.waits) struct `A job file or period that makes no sense` {
  // One archive for all of a kind: each leaves it as it was, so that the next begins with the same.

  @Test func `A2 a quarter that is none`() throws {
    let issued = try Issued()
    for quarter in [
      "2010/11-Q5", "2010/11-Q0", "2010/12-Q1", "0000/01-Q1", "9999/00-Q4", "2010-Q3", "", "2010/11-Q3 ",
      "２０１０/11-Q3", "2010/11-Q3\n",
    ] {
      let outcome = try issued.world.run(["--database", issued.database, "--quarter", quarter])
      #expect(outcome.code == 64, "\(quarter)")
      try issued.expectNothing(outcome, 64, "--quarter")
    }
  }

  @Test func `A2 days that are no period`() throws {
    let issued = try Issued()
    for (from, to) in [
      ("2025-02-29", "2025-03-31"), ("2025-13-01", "2025-12-31"), ("2025-03-31", "2025-03-01"),
      ("0000-01-01", "0001-01-01"), ("-0044-03-15", "2010-01-01"), ("2010-10-01", "infinity"),
      ("2010-1-1", "2010-12-31"), ("2010-10-01", "10000-01-01"),
    ] {
      let outcome = try issued.world.run(["--database", issued.database, "--from=\(from)", "--to=\(to)"])
      #expect(outcome.code == 64, "\(from) \(to)")
      try issued.expectNothing(outcome, 64, "--")
    }
  }

  @Test func `A3 a zone that is none is not taken for UTC`() throws {
    let issued = try Issued()
    for zone in ["Nowhere/Bad", "Europe/London/", "../../../etc/passwd", "", "europe/london"] {
      try write("time_zone: '\(zone)'\n", to: issued.world.job)
      let outcome = try issued.run()
      #expect(outcome.code == 64, "\(zone)")
      try issued.expectNothing(outcome, 64, "job.yml:1:12", "time_zone")
    }
  }

  @Test func `A1 a job file that is none is told by its place`() throws {
    let issued = try Issued()
    for (job, place) in [
      ("\u{0}", "job.yml"), ("title: \u{7}\n", "job.yml"), ("deadline_seconds: 0\n", "job.yml:1:19"),
      ("deadline_seconds: 1e9\n", "job.yml:1:19"), ("file_mode: '0999'\n", "job.yml:1:12"), ("&a [*a]\n", "job.yml"),
      ("output: {}\n", "job.yml:1:9"), ("- title\n", "job.yml"),
    ] {
      try write(job, to: issued.world.job)
      let outcome = try issued.run()
      #expect(outcome.code == 64, "\(job)")
      try issued.expectNothing(outcome, 64, place)
    }
  }

  @Test(arguments: ["missing/reports", "paper", "paper/reports", "inner/..", "/proc/reports"])
  func `A4 an output that is no folder of ours is refused before anything is read`(_ output: String) throws {
    let issued = try Issued()
    try write("mine", to: issued.world.home["paper"])
    try makeFolders(issued.world.home["inner"])
    let outcome = try issued.world.program(
      ["run", "--database", "host=/absent", "--output", output] + World.quarter, isApart: true)
    // The folder above one of ours is ours; then the database is the first to fail.
    try issued.expectNothing(outcome, output == "inner/.." ? 69 : 73)
    #expect(try text(of: issued.world.home["paper"]) == "mine")
  }
}
