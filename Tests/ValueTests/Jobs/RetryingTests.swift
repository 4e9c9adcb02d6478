import Database
import System
import Testing

@testable import BoardReport

@Suite struct `Trying the read again` {
  private static let full = DatabaseError(.connection, "too many connections", sqlstate: "53300", query: "connect")

  /// Runs attempts that fail with these errors in turn, and returns the error that comes out.
  private func outcome(of errors: [DatabaseError], milliseconds: Int) throws -> DatabaseError? {
    let retrying = Retrying(deadline: Deadline(milliseconds: milliseconds), signals: try Signals.install())
    do {
      try retrying { throw errors[$0 - 1] }
      return nil
    } catch let error as DatabaseError { return error }
  }

  @Test func `tells why it was refused where the time runs out while it connects again`() throws {
    let late = DatabaseError(.deadline, "the time limit passed", query: "connect", sessionUsable: false)
    #expect(try outcome(of: [Self.full, late], milliseconds: 60_000)?.sqlstate == "53300")
    #expect(try outcome(of: [late], milliseconds: 60_000)?.kind == .deadline)
  }

  @Test func `tells where the time ran out in the read of a later attempt`() throws {
    let late = DatabaseError(.deadline, "the time limit passed", query: "commissions", sessionUsable: false)
    #expect(try outcome(of: [Self.full, late], milliseconds: 60_000)?.query == "commissions")
  }

  @Test func `does not begin what the time is too short for`() throws {
    #expect(try outcome(of: [Self.full], milliseconds: 100)?.sqlstate == "53300")
  }
}
