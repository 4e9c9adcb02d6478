import Database
import Foundation
import Support
import Testing

@Suite(.waits) struct `A hot standby` {
  @Test func `serves the same bytes as its primary`() throws {
    let pair = try StandbyPair("alter role reader set log_statement = 'all'")
    let (primary, standby) = (pair.primary, pair.standby)
    let world = try World()
    let database = "user=reader dbname=postgres sslmode=disable"
    let run = { (world: borrowing World, words: String) throws in
      let outcome = try world.run(["--database", "\(words) \(database)"] + World.quarter)
      #expect(outcome.code == 0 && outcome.output + outcome.error == [], "\(outcome.error)")
    }
    try run(world, "host=127.0.0.1 port=\(primary.port)")
    let asked = try Self.statements(primary)
    #expect(asked > 10)

    let other = try World()
    try run(other, "host=127.0.0.1 port=\(standby.port)")
    try expectSame(world, other)

    let either = try World()
    let both = "host=127.0.0.1,127.0.0.1 port=\(primary.port),\(standby.port)"
    let before = try Self.statements(standby)
    try run(either, "\(both) target_session_attrs=prefer-standby")
    try expectSame(world, either)
    #expect(try Self.statements(standby) - before > 10)
    #expect(try Self.statements(primary) == asked)

    let check = try world.program(
      ["check", "--database", "host=127.0.0.1 port=\(standby.port) \(database)"] + World.quarter)
    #expect(check.code == 0, "\(check.output + check.error)")
    let exposed = check.output.filter { $0.contains("TCP without encryption") }
    #expect(exposed.count == 1 && exposed[0].contains("warning"), "\(check.output)")
    let local = try world.program(["check", "--database", primary.conninfo] + World.quarter)
    #expect(!local.output.contains { $0.contains("without encryption") }, "\(local.output)")
    #expect(try Self.statements(primary) == asked)
  }

  /// How many the reader gave it.
  private static func statements(_ server: ListeningServer) throws -> Int {
    try server.log().count { $0.contains("LOG:  execute ") || $0.contains("LOG:  statement: ") }
  }
}
