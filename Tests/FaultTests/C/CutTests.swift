import Support
import Testing

@Suite(.serialized, .waits) struct `A connection that comes to harm on the way` {
  /// Does harm at each of these; what was wrong is told.
  private func tryAll(
    _ figure: String, _ cases: [(harm: Proxy.Harm, place: Replay.Place)], few: Int, width: Int, _ script: Replay.Script,
    seconds: Int
  ) throws {
    let tried = Extent.sample(cases, few)
    let harmed = try concurrently(tried, width: width) { harm, place in
      Session.harmed(script, harm, at: place, seconds: seconds)
    }
    let wrong = harmed.compactMap(\.wrong)
    let reached = harmed.count(where: \.isReached)
    #expect(reached > tried.count * 9 / 10)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20).joined(separator: "\n"))")
    Figures.add(figure, reached, of: cases.count)
    Figures.add("false successes", wrong.count { $0.contains("false success") })
  }

  @Test(arguments: [Proxy.Harm.close, .reset])
  func `C1 cut at every byte of a recorded session it is never taken for whole`(_ harm: Proxy.Harm) throws {
    let recordings = try Session.record(seconds: 60)
    let script = Replay.Script(recordings)
    let whole = Replay(script, .close, at: nil)
    #expect(try Session.read(whole.conninfo) > 20)
    whole.end()
    let places = Session.places(recordings) { Array(0..<$0.lastPlace($1)) }
    let name = "bytes cut by \(harm == .close ? "FIN" : "RST")"
    try tryAll(name, places.map { (harm, $0) }, few: 400, width: 6, script, seconds: 60)
  }

  @Test func `C2 stalled at every boundary and header byte it is left at the deadline`() throws {
    let recordings = try Session.record(seconds: 3)
    let script = Replay.Script(recordings)
    let places = Session.places(recordings) { recording, way in
      recording.headerPlaces(way).filter { $0 < recording.lastPlace(way) }
    }
    #expect(places.count > 1_000)
    try tryAll("places stalled at", places.map { (.stall, $0) }, few: 60, width: 100, script, seconds: 3)
  }

  /// The whole program, over a real server, at a few of the places.
  @Test(arguments: [Proxy.Harm.close, .reset], [300, 5_000, 20_000, 30_000])
  func `C1 cut once the program reads again, whole`(_ harm: Proxy.Harm, _ byte: Int) throws {
    let issued = try Issued()
    let proxy = try Proxy(issued.database, .init(harm, at: .byte(byte, .toClient)))
    let outcome = try issued.run(proxy.through(issued.database))
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    #expect(proxy.recordings.count == 2)
    try issued.expectSecond()
  }

  @Test(arguments: [Proxy.Harm.close, .reset, .stall], [(2_000, Proxy.Direction.toServer), (9_000, .toClient)])
  func `C1 C2 harmed each time the program publishes nothing`(
    _ harm: Proxy.Harm, _ place: (byte: Int, way: Proxy.Direction)
  ) throws {
    let issued = try Issued(job: "deadline_seconds: 2\n")
    let fault = Proxy.Fault(harm, at: .byte(place.byte, place.way), connection: nil)
    let proxy = try Proxy(issued.database, fault)
    let outcome = try issued.run(proxy.through(issued.database))
    proxy.end()
    try issued.expectNothing(outcome, 69)
  }
}
