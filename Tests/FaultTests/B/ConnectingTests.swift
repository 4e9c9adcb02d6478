import Database
import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `A server that cannot be entered` {
  @Test func `B1 one that is there at the second try is read`() throws {
    let issued = try Issued()
    let door = issued.world.home["door"]
    let folder = try #require(issued.database.firstMatch(of: /host=(\S+)/)?.1)
    var child = try issued.start(issued.database + " host=\(door)")
    child.closeInput()
    Thread.sleep(forTimeInterval: 0.6)
    try link(door, to: String(folder))
    let outcome = try issued.ended(&child)
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    try issued.expectSecond()
  }

  @Test func `B3 one with no room at first is entered later`() throws {
    let issued = try Issued()
    let reader = try role("connection limit 0 in role board_reader", in: issued.database)
    try write("deadline_seconds: 4\n", to: issued.world.job)
    let conninfo = issued.database + " user=\(reader)"
    try issued.expectNothing(try issued.run(conninfo), 69, "53300", reader)
    try write("deadline_seconds: 60\n", to: issued.world.job)
    let proxy = try Proxy(issued.database)
    let outcome = try issued.run(proxy, conninfo) {
      try run("alter role \(reader) connection limit -1", issued.database)
    }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    try issued.expectSecond()
  }

  @Test func `B4 one that lets nobody in for now is waited for`() throws {
    let server = try OwnServer()
    let issued = try Issued(on: try server.database())
    let inside = try open(issued.database)
    // It stops once everybody has left, and says 57P03 to whoever comes.
    try server.control("stop -m smart -W")
    try write("deadline_seconds: 4\n", to: issued.world.job)
    let refused = try issued.run()
    #expect(refused.code == 69 && refused.error.count == 1, "\(refused.error)")
    #expect(refused.error.first?.contains("57P03") == true, "\(refused.error)")
    try write("deadline_seconds: 60\n", to: issued.world.job)
    let proxy = try Proxy(issued.database)
    let outcome = try issued.run(proxy) {
      try inside.execute(Query("go on", "select 1"))
      try server.control("stop -m fast")
      try server.start()
    }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    try issued.expectSecond()
  }

  @Test(arguments: [0, 1, 5, 9, 200]) func `B5 one that falls silent while it is entered is left in time`(_ byte: Int)
    throws
  {
    let issued = try Issued(job: "deadline_seconds: 2\n")
    let fault = Proxy.Fault(.stall, at: .byte(byte, .toClient), connection: nil)
    let proxy = try Proxy(issued.database, fault)
    let start = ContinuousClock.now
    let outcome = try issued.run(proxy.through(issued.database))
    #expect(ContinuousClock.now - start < .seconds(15))
    proxy.end()
    try issued.expectNothing(outcome, 69, "127.0.0.1")
  }

  @Test func `B9 a word this libpq does not know is named`() throws {
    let issued = try Issued()
    let outcome = try issued.run(issued.database + " require_colour=red")
    try issued.expectNothing(outcome, 64, "require_colour")
    // Known from libpq 16 on; then the server, which asks for no password, is refused.
    let answer = try issued.run(issued.database + " require_auth=scram-sha-256")
    try issued.expectNothing(answer, answer.code == 64 ? 64 : 77, "auth")
  }

  @Test func `B13 a role whose time is over may not enter`() throws {
    let issued = try Issued()
    let words = "in role with_password, board_reader password 'right' valid until '2000-01-01'"
    let reader = try role(words, in: issued.database)
    let outcome = try issued.run(issued.database + " user=\(reader)", environment: ["PGPASSWORD=right"])
    try issued.expectNothing(outcome, 77, "28P01", reader)
    #expect(!outcome.error.joined().contains("right"))
  }
}
