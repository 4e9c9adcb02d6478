import FaultKit
import Support
import Testing

@Suite struct `A connection cut on the way` {
  @Test(arguments: [Proxy.Harm.close, .reset])
  func `C1 a stream cut once is read again, whole`(_ harm: Proxy.Harm) throws {
    let issued = try Issued()
    let fault = Proxy.Fault(harm, at: .byte(20_000, .toClient))
    let proxy = try Proxy(issued.database, fault)
    let outcome = try issued.run(proxy.through(issued.database))
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(proxy.recordings.count == 2)
    #expect(proxy.recordings.first?.toClient.count == 20_000)
    try issued.expectSecond()
  }
}
