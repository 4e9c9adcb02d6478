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

  @Test func `give the same bytes as rows on one`() throws {
    let one = try World()
    let several = try World()
    #expect(try one.run(World.sample + World.quarter).code == 0)
    let outcome = try several.run(["--database", try parts().whole] + World.quarter)
    #expect(outcome.code == 0, "\(outcome.error)")
    let path = "/2010-11-Q3/1"
    var (first, second) = (try issue(one.archive + path), try issue(several.archive + path))
    // The manifest names the source, and holds the digest of the paper, which does so too.
    for file in ["datapackage.json"] { (first[file], second[file]) = (nil, nil) }
    #expect(first == second)
    let said = "It was read from 3 servers, each as it was at one moment; control totals"
    #expect(try several.paper().contains(said))
    #expect(try !one.paper().contains(said))
  }

  /// Two entries, one on each server, that come to 1.05 after each of the writer's transactions; which of its two commits
  /// comes first is seen alone for a moment. No row comes back as it was, so totals are never the same by chance.
  private func writer(_ parts: Parts, pause: Double) throws -> ChildProcess {
    for (number, days, half) in [(1, 0.5, parts.north), (2, 0.55, parts.south)] {
      let entry = "\(number), '2010-11-03', 1, 'moving', \(days), '2010-11-04 00:00Z'"
      try run("insert into programme.days values (\(entry))", half)
    }
    let script = """
      do $$ begin
        for round in 1..1000000 loop
          update north.days set days = 0.01 + 0.01 * (round % 100), recorded_at = recorded_at + interval '1 second'
            where activity = 'moving';
          update south.days set days = 1.04 - 0.01 * (round % 100), recorded_at = recorded_at + interval '1 second'
            where activity = 'moving';
          commit;
          perform pg_sleep(\(pause));
        end loop;
      end $$
      """
    let writer = try Support.start("exec psql -qX \"$1\" -c \"$2\" >/dev/null 2>&1", [parts.whole, script])
    let atWork = "select days <> 0.5 from programme.days where activity = 'moving'"
    try wait(for: "true", to: atWork, parts.north)
    return writer
  }

  @Test func `are read as of one moment while somebody writes, or not at all`() throws {
    let parts = try parts()
    let writer = try writer(parts, pause: 2)
    defer { writer.kill(SIGKILL) }
    var codes: [Int32] = []
    for _ in 0..<3 {
      let world = try World()
      let outcome = try world.run(["--database", parts.whole] + World.quarter)
      codes.append(outcome.code)
      #expect(outcome.code == 0 || outcome.code == 69)
      guard outcome.code == 0 else {
        #expect(!exists(world.archive + "/2010-11-Q3"))
        continue
      }
      let moving = try world.rows("days.csv").filter { $0["activity"] == "moving" }
      #expect(moving.count == 2)
      let sum = moving.compactMap { Double($0["days"] ?? "") }.reduce(0, +)
      #expect(abs(sum - 1.05) < 0.001, "\(moving)")
    }
    #expect(codes.contains(0))
  }

  @Test func `that never stand still give nothing`() throws {
    let parts = try parts()
    // Between two takings of the totals there is time for the writer, whatever else this machine does.
    try run(
      """
      alter table programme.bank_holidays rename to holidays;
      create view programme.bank_holidays as select h.* from programme.holidays h, (select pg_sleep(1)) p
      """, parts.whole)
    let writer = try writer(parts, pause: 0)
    defer { writer.kill(SIGKILL) }
    let world = try World()
    let outcome = try world.run(["--database", parts.whole] + World.quarter)
    #expect(outcome.code == 69)
    #expect(
      outcome.error == [
        "board-report: rows of days changed on one server while another was read, as their control totals "
          + "show; try again (query control totals); nothing published"
      ])
    #expect(!exists(world.archive + "/2010-11-Q3"))
  }
}
