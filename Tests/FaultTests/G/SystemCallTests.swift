import FaultKit
import Support
import Testing

@Suite(.enabled(if: isInstalled("strace"), "strace makes the faults"), .serialized)
struct `A run hurt at each of its system calls` {
  /// Does it at each of these; what was wrong is told at once, for there may be an hour of them.
  private func tryAll<Case: Sendable>(
    _ figure: String, _ cases: [Case], _ body: @escaping @Sendable (Case) throws -> [String]
  ) throws {
    let wrong = try concurrently(cases, width: 3) { one in
      let wrong = try body(one)
      for line in wrong { print(line) }
      return wrong
    }.joined()
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    Figures.add(figure, cases.count)
    Figures.add("half-published", wrong.count { $0.contains("half published") })
    Figures.add("false successes", wrong.count { $0.contains("false success") })
  }

  @Test func `H1 killed there it leaves the old issue or the new one, and the next run mends it`()
    throws
  {
    let issued = try Issued()
    let hurt = try Hurt(issued)
    let calls = SystemCall.sample(try hurt.calls(), 20)
    #expect(calls.count >= 20)
    try tryAll("system calls killed at", calls) { try hurt.kill(at: $0) }
    try issued.expectNothingHeld()
  }

  @Test func `H2 asked to stop there it leaves nothing, or finishes what it publishes`() throws {
    let issued = try Issued()
    let hurt = try Hurt(issued)
    let calls = SystemCall.sample(try hurt.calls(), 10)
    try tryAll("system calls asked to stop at", calls) { try hurt.stop(at: $0) }
    try issued.expectNothingHeld()
  }

  @Test func `G1 refused there it publishes nothing or says that it did`() throws {
    let issued = try Issued()
    let hurt = try Hurt(issued)
    let faults = SystemCall.sample(try hurt.calls(), 20)
      .flatMap { call in call.errors.map { (call, $0) } }
    try tryAll("system calls failed", faults) { try hurt.fail(at: $0.0, with: $0.1) }
    try issued.expectNothingHeld()
  }
}
