import Database
import Foundation
import Support
import System
import Testing

/// A programme whose commissions lie on two foreign servers, and its short lists on a third: views put it together.
@Suite(.waits) struct `Rows on several servers` {
  /// The three databases, by their connection strings.
  private struct Parts {
    let north: String
    let south: String
    let whole: String
  }

  private static let large = [
    "outputs", "days", "outcomes", "reviews", "shared_practice", "strands", "variations", "commissions",
  ]

  private func parts() throws -> Parts {
    func half(_ rest: Int) throws -> String {
      try sampleDatabase(
        Self.large.map { "delete from programme.\($0) where commission_id % 2 <> \(rest)" }.joined(separator: ";"))
    }
    let (north, south) = (try half(1), try half(0))
    let views = Self.large.map {
      "create view programme.\($0) as select * from north.\($0) union all select * from south.\($0)"
    }
    let script = [
      "create extension postgres_fdw", Self.foreign("north", north), Self.foreign("south", south),
      "drop table programme.\(Self.large.joined(separator: ", programme.")) cascade",
    ]
    let whole = try sampleDatabase((script + views).joined(separator: ";\n"))
    return Parts(north: north, south: south, whole: whole)
  }

  private static func foreign(_ name: String, _ conninfo: String) -> String {
    let host = conninfo.firstMatch(of: /host=(\S+)/).map { String($0.1) } ?? ""
    return """
      create server \(name) foreign data wrapper postgres_fdw
        options (host '\(host)', port '5432', dbname '\(databaseName(conninfo))');
      create user mapping for public server \(name) options (user 'postgres');
      create schema \(name);
      import foreign schema programme from server \(name) into \(name)
      """
  }

  @Test func `are refused, because the servers share no snapshot`() throws {
    let parts = try parts()
    let world = try World()
    let line =
      "rows are on the foreign servers north, south, which share no snapshot with this server; copy the rows to this server, "
      + "or set foreign_tables: true in the job file"
    let outcome = try world.run(["--database", parts.whole] + World.quarter)
    #expect(outcome.code == 76)
    #expect(outcome.error == ["board-report: \(line); nothing published"])
    #expect(!exists(world.archive + "/2010-11-Q3"))
    let check = try world.program(["check", "--job", world.job, "--database", parts.whole] + World.quarter)
    #expect(check.code == 76)
    #expect(check.output.contains { $0.contains("north, south, which share no snapshot") }, "\(check.output)")
  }

  @Test func `give the same bytes as rows on one where the job accepts them, and the paper says so`() throws {
    var one = try World()
    var several = try World()
    let job = several.home["job.yml"]
    try write("output: reports\nforeign_tables: true\n", to: job)
    (one.job, several.job) = (job, job)
    try one.run(World.sample + World.quarter).expectSuccess()
    let outcome = try several.run(["--database", try parts().whole] + World.quarter)
    outcome.expectSuccess()
    let path = "/2010-11-Q3/1"
    var (first, second) = (try issue(one.archive + path), try issue(several.archive + path))
    let said = "Some of it was read from 2 foreign servers. The servers share no snapshot"
    #expect(try several.paper().contains(said))
    #expect(try !one.paper().contains(said))
    // The manifest names the source, and the paper says what the servers do not share.
    for file in ["datapackage.json", "board-report.md"] { (first[file], second[file]) = (nil, nil) }
    #expect(first == second)
  }
}
