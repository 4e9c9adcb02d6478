import Support
import Testing

@Suite(.serialized, .waits) struct `An import that comes to harm` {
  private func empty(_ world: borrowing World) throws -> String {
    let conninfo = try TestServer.shared.database()
    try world.program(["database", "create", "--database", conninfo]).expectSuccess()
    return conninfo
  }

  @Test func `C1 C3 at any system call it brings in all rows or none, and says which`() throws {
    let hurt = try HurtImport()
    let calls = try hurt.calls()
    let kills = calls.map { ($0, Injection.kill) }
    let failures = calls.flatMap { call in call.errors.map { (call, Injection.error($0)) } }
    for (figure, all, few) in [
      ("system calls of an import killed at", kills, 10), ("system calls of an import failed", failures, 16),
    ] {
      let harmed = try concurrently(Extent.sample(all, few), width: 4) { one in
        let harmed = try hurt.hurt(one.1, at: one.0)
        for line in harmed.wrong { print(line) }
        return harmed
      }
      Harmed.tell(harmed, figure, of: all.count)
      let wrong = harmed.flatMap(\.wrong)
      #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }
  }

  /// The statement alone, not `on commit drop`.
  @Test(arguments: [Proxy.Harm.close, .reset])
  func `C17 the answer to COMMIT is lost, and it says that it does not know`(_ harm: Proxy.Harm) throws {
    let world = try World()
    let conninfo = try empty(world)
    let fault = Proxy.Fault(harm, at: .answer(to: "\0COMMIT\0"), connection: nil)
    let proxy = try Proxy(conninfo, fault)
    let outcome = try world.program(HurtImport.words(proxy.through(conninfo)))
    #expect(outcome.code == 69 && outcome.error.count == 1, "\(outcome.error)")
    #expect(outcome.error.first?.contains("it is not known whether the server committed") == true)
    #expect(proxy.recordings.count == 1)
    // It was; and done again it changes nothing.
    let before = try HurtImport.contents(conninfo)
    #expect(before.allSatisfy { !$0.hasPrefix("0") || $0.hasPrefix("0d41d8") })
    try world.program(HurtImport.words(conninfo)).expectSuccess()
    #expect(try HurtImport.contents(conninfo) == before)
  }

  @Test func `C14 a server without room takes nothing`() throws {
    let world = try World()
    let conninfo = try empty(world)
    try run(
      """
      create function programme.full_disk() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create constraint trigger full_disk after insert on programme.variations deferrable initially deferred
        for each row execute function programme.full_disk();
      create trigger full_disk after insert on programme.strands execute function programme.full_disk()
      """, conninfo)
    let outcome = try world.program(HurtImport.words(conninfo))
    #expect(outcome.code == 69 && outcome.error.count == 1, "\(outcome.error)")
    #expect(outcome.error.first?.contains("53100") == true)
    #expect(outcome.error.first?.hasSuffix("nothing changed") == true)
    #expect(try HurtImport.contents(conninfo).allSatisfy { $0.hasPrefix("0") })
  }
}
