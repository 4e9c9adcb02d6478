import Support
import System
import Testing

@Suite(.waits) struct `A run without the memory it needs` {
  /// In kilobytes: with the least the program is hardly loaded, with the most it has all it needs.
  @Test(arguments: [90_000, 120_000, 160_000, 220_000, 320_000]) func `C22 it publishes whole or not at all`(
    _ limit: Int
  ) throws {
    let issued = try Issued()
    try run(
      "update programme.commissions set request = repeat('a ', 15000000) where commission_id = 2", issued.database)
    let outcome = try issued.run(wrapper: "sh -c 'ulimit -v \(limit); exec \"$@\"' sh")
    if outcome.code == 0 { return try issued.expectSecond() }
    // The loader's own word where the libraries have no room.
    if outcome.code == 127 { return try issued.expectUntouched() }
    let after = try tree(issued.world.archive)
    #expect(after["2010-11-Q3/2"] == nil && after["2010-11-Q3/current"] == "-> 1")
    #expect([69, 70, 74].contains(outcome.code) || outcome.code < 0, "\(outcome.error)")
    try issued.expectNext()
  }
}
