import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `A run that is asked to stop while it waits` {
  @Test func `H4 a second time ends at once, and the next run sweeps`() throws {
    let issued = try Issued()
    let fault = Proxy.Fault(.stall, at: .byte(8_000, .toClient), connection: nil)
    let proxy = try Proxy(issued.database, fault)
    var child = try issued.start(proxy.through(issued.database))
    child.closeInput()
    try eventually("the server is silent") { proxy.recordings.first.map { $0.toClient.count >= 8_000 } ?? false }
    // The server that fell silent would be given five seconds to be cancelled.
    child.kill(SIGTERM)
    usleep(400_000)
    let start = ContinuousClock.now
    child.kill(SIGTERM)
    let outcome = try issued.ended(&child)
    #expect(outcome.code == 143)
    #expect(ContinuousClock.now - start < .seconds(2))
    proxy.end()
    try issued.expectNothingHeld()
    try issued.expectNext()
  }

  @Test func `H5 a machine that slept past the deadline gives up when it wakes`() throws {
    let issued = try Issued(Gate.script, job: "deadline_seconds: 8\n")
    let outcome = try issued.atGate { child in
      child.kill(SIGSTOP)
      Thread.sleep(forTimeInterval: 9)
      let start = ContinuousClock.now
      child.kill(SIGCONT)
      try wait(for: "0", to: Gate.waiting, issued.database)
      #expect(ContinuousClock.now - start < .seconds(3))
    }
    try issued.expectNothing(outcome, 69)
  }

  @Test func `H6 a socket that is dead is an error and no signal`() throws {
    let issued = try Issued(job: "deadline_seconds: 2\n")
    let fault = Proxy.Fault(.reset, at: .byte(3_000, .toServer), connection: nil)
    let proxy = try Proxy(issued.database, fault)
    try issued.expectNothing(try issued.run(proxy.through(issued.database)), 69, "127.0.0.1")
  }
}
