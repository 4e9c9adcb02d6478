import Support
import Testing

@Suite(.serialized, .waits) struct `A run hurt at each of its system calls` {
  /// Does it at each of these; what was wrong is told at once, for there may be an hour of them.
  private func tryAll<Case: Sendable>(
    _ figure: String, _ cases: [Case], of all: Int, _ body: @escaping @Sendable (Case) throws -> Harmed
  ) throws {
    let harmed = try concurrently(cases, width: 4) { one in
      let harmed = try body(one)
      for line in harmed.wrong { print(line) }
      return harmed
    }
    Harmed.tell(harmed, figure, of: all)
    let wrong = harmed.flatMap(\.wrong)
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  @Test func `H1 killed there it leaves the old issue or the new one, and the next run mends it`() throws {
    let issued = try Issued()
    let hurt = try Hurt(issued)
    let calls = try hurt.calls()
    let some = SystemCall.sample(calls, 20)
    #expect(some.count >= 20)
    try tryAll("system calls killed at", some, of: calls.count) { try hurt.kill(at: $0) }
    try issued.expectNothingHeld()
  }

  @Test func `H2 asked to stop there it leaves nothing, or finishes what it publishes`() throws {
    let issued = try Issued()
    let hurt = try Hurt(issued)
    let calls = try hurt.calls()
    try tryAll("system calls asked to stop at", SystemCall.sample(calls, 10), of: calls.count) { try hurt.stop(at: $0) }
    try issued.expectNothingHeld()
  }

  @Test func `G1 refused there it publishes nothing or says that it did`() throws {
    let issued = try Issued()
    let hurt = try Hurt(issued)
    let calls = try hurt.calls()
    func faults(_ calls: [SystemCall]) -> [(SystemCall, String)] {
      calls.flatMap { call in call.errors.map { (call, $0) } }
    }
    let some = faults(SystemCall.sample(calls, 20))
    try tryAll("system calls failed", some, of: faults(calls).count) { try hurt.fail(at: $0.0, with: $0.1) }
    try issued.expectNothingHeld()
  }

  @Test func `G8 taking or giving fewer bytes there it publishes the same`() throws {
    let issued = try Issued()
    let hurt = try Hurt(issued)
    let calls = try hurt.calls().filter(\.canBeShort)
    let writes = calls.filter { $0.name == "write" }
    #expect(!writes.isEmpty)
    let some = SystemCall.sample(writes, 5) + SystemCall.sample(calls.filter { $0.name != "write" }, 15)
    try tryAll("reads and writes cut short", some, of: calls.count) { try hurt.shorten(at: $0) }
    try issued.expectNothingHeld()
  }

  /// The second is a convenience: what happens to it alone is no reason for a run to fail.
  @Test func `D13 H1 G1 hurt in the thread of its second session it leaves the old issue or the new one`() throws {
    let issued = try Issued(Self.much, hasOwnFirst: true)
    let hurt = try Hurt(issued)
    let calls = try hurt.calls().filter { $0.thread > 0 }
    #expect(calls.contains { $0.name == "connect" } && calls.contains { $0.name == "recvfrom" })
    let kills = Extent.sample(calls, 6)
    try tryAll("calls of a second session killed at", kills, of: calls.count) { try hurt.kill(at: $0) }
    let faults = calls.flatMap { call in call.errors.map { (call, $0) } }
    let some = Extent.sample(faults, 6)
    try tryAll("calls of a second session failed", some, of: faults.count) { try hurt.fail(at: $0.0, with: $0.1) }
    try issued.expectNothingHeld()
  }

  /// Entries enough for a second session to earn what it costs.
  private static let much = """
    insert into programme.days select c.commission_id, d::date, 1, 'extra ' || n, 0.05, d + interval '1 day'
    from programme.commissions c, generate_series(1, 36) n, generate_series(date '2010-10-01', '2010-12-31', '1 day') d
    """
}
