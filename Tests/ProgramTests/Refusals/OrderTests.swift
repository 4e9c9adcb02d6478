import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `An order that makes no sense` {
  @Test(arguments: orders + jobs) func `is refused by its place`(_ refusal: Refusal) throws {
    var world = try World()
    if let job = refusal.job {
      world.job = world.home["job.yml"]
      try write(job, to: world.job)
    }
    let words = refusal.words.isEmpty ? World.quarter : refusal.words
    try world.expect(refusal, words)
  }

  private static let orders = [
    Refusal("a reversed range", 64, "--from 2010-12-31 is after --to 2010-10-01").given(
      "--from", "2010-12-31", "--to", "2010-10-01"),
    Refusal("a date that is none", 64, "--from 2025-02-30", "such as").given(
      "--from", "2025-02-30", "--to", "2025-03-01"),
    Refusal("a leap day of no leap year", 64, "--to 2100-02-29").given("--from", "2100-02-01", "--to", "2100-02-29"),
    Refusal("today that is none", 64, "--today 31/12/2010").given("--today", "31/12/2010"),
    Refusal("a fifth quarter", 64, "--quarter 2010/11-Q5", "2010/11-Q3").given("--quarter", "2010/11-Q5"),
    Refusal("a financial year of two years", 64, "--year 2010/12").given("--year", "2010/12"),
    Refusal("a period to come", 64, "2010-11-Q3", "2010-10-01", "2010-09-30").given(
      "--quarter", "2010/11-Q3", "--today", "2010-09-30"),
    Refusal("half a range", 64, "--from with --to").given("--from", "2010-10-01"),
    Refusal("two periods", 64, "--quarter").given("--quarter", "2010/11-Q3", "--year", "2010/11"),
    Refusal("two sources", 64, "--database and --data").given("--database", "x", "--data", "y"),
    Refusal("an unknown option", 64, "--quartre").given("--quartre", "2010/11-Q3"),
    Refusal("quiet and verbose", 64, "--quiet", "--verbose").given("--quiet", "--verbose"),
    Refusal("a connection string that is none", 64, "colour").given("--database", "colour=red"),
    Refusal("a connection string with a password", 64, "--database holds a password", "every user").given(
      "--database", "colour=red password=pa55word"),
    Refusal("an address with a password", 64, "--database holds a password").given(
      "--database", "postgresql://u:pa55word@127.0.0.1:1/db"),
    Refusal("an address without its scheme", 64, "--database holds a password").given(
      "--database", "u:pa55word@127.0.0.1/db"),
    Refusal("an address in a keyword", 64, "--database holds a password").given(
      "--database", "host=127.0.0.1 port=1 dbname=postgres://u:pa55word@127.0.0.1/db"),
    Refusal("a password with a slash", 64, "--database holds a password").given(
      "--database", "postgres://u:a/pa55word@127.0.0.1/db"),
    Refusal("a password with a question mark", 64, "--database holds a password").given(
      "--database", "postgres://u:a?pa55word@127.0.0.1/db"),
  ]

  private static let jobs = [
    Refusal("an unknown key", 64, "job.yml:2:1", "titel").job("board: B\ntitel: A\n"),
    Refusal("a key twice", 64, "job.yml:1:1", "title").job("title: A\ntitle: B\n"),
    Refusal("a number that is none", 64, "job.yml:1:12", "free_days").job("free_days: ten\n"),
    Refusal("a list where a text belongs", 64, "job.yml:1:8", "title").job("title: [a]\n"),
    Refusal("a zone that is none", 64, "job.yml:1:12", "time_zone").job("time_zone: Europe/Paddington\n"),
    Refusal("a list where a zone belongs", 64, "job.yml:1:12", "time_zone").job("time_zone: leap-seconds.list\n"),
    Refusal("a zone that counts leap seconds", 64, "job.yml:1:12", "time_zone").job("time_zone: right/Europe/London\n"),
    Refusal("a mode that lets all write", 64, "job.yml:1:12", "others not write").job("file_mode: '0666'\n"),
    Refusal("a file that is no YAML", 64, "job.yml:2:1").job("title: [\n"),
    Refusal("both sources in it", 64, "data").job("database: dbname=a\ndata: b\n"),
  ]

  @Test(.enabled(if: getuid() == 0)) func `is not given by a user who has no name`() throws {
    let world = try World()
    let refusal = Refusal("", 64, "local user with ID 4242 does not exist; give user=")
    try world.expect(
      refusal, ["--database", "host=/absent dbname=x"] + World.quarter,
      wrapper: "setpriv --reuid=4242 --inh-caps=+dac_override,+chown,+fowner "
        + "--ambient-caps=+dac_override,+chown,+fowner")
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["job.yml", "commentary/2010-11-Q3.md"])
  func `is refused by a pipe, which has no end to wait for`(_ name: String) throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try makeFolders(world.home["commentary"])
    if name != "job.yml" { try write("title: A\n", to: world.job) }
    #expect(try shell("mkfifo \"$1\"", world.home[name]).status.succeeded)
    let outcome = try world.run(World.sample + World.quarter, wrapper: "timeout -s KILL 30")
    #expect(outcome.code == 64)
    #expect(outcome.error.count == 1)
    #expect(outcome.error.first?.contains("\(name) is no plain file") == true, "\(outcome.error)")
  }

  /// No server is asked before: the database is none.
  @Test(arguments: ["Europe/Paddington", "leap-seconds.list", "right/Europe/London"])
  func `is refused by check too, where its job file names a zone that is none`(_ zone: String) throws {
    let world = try World()
    let job = world.home["job.yml"]
    try write("time_zone: \(zone)\n", to: job)
    let check = try world.program(["check", "--job", job, "--database", "host=/absent"] + World.quarter)
    #expect(check.code == 64 && check.output == [])
    #expect(
      check.error == [
        "board-report: \(job):1:12: time_zone \(zone) is unknown; give a name such as Europe/London"
      ])
  }

  @Test func `is refused without its job file`() throws {
    var world = try World()
    world.job = world.home["absent.yml"]
    try world.expect(Refusal("", 64, "absent.yml", "ENOENT"), World.quarter)
  }
}
