import FaultKit
import Support
import Testing

@Suite(.serialized) struct `A connection that comes to harm on the way` {
  @Test func `C1 cut at every byte of a recorded session it is never taken for whole`() throws {
    let recording = try Session.record()
    let whole = Replay(recording, .close, at: .max, .toClient)
    #expect(try Session.read(whole.conninfo) > 20)
    whole.end()
    let places = Proxy.Direction.allCases.flatMap { way in
      (0..<recording.bytes(way).count).map { (byte: $0, way: way) }
    }
    let tried = Extent.sample(places, 400)
    let wrong = try concurrently(tried, width: 6) { byte, way in
      Session.harmed(recording, byte % 2 == 0 ? .close : .reset, at: byte, way)
    }.compactMap(\.self)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20).joined(separator: "\n"))")
    Figures.add("bytes cut", tried.count)
    Figures.add("false successes", wrong.count { $0.contains("false success") })
  }

  @Test func `C2 stalled at every boundary and header byte it is left at the deadline`() throws {
    let recording = try Session.record()
    let places = Proxy.Direction.allCases.flatMap { way in
      recording.headerPlaces(way).filter { $0 < recording.bytes(way).count }
        .map { (byte: $0, way: way) }
    }
    #expect(places.count > 1_000)
    let tried = Extent.sample(places, 60)
    let wrong = try concurrently(tried, width: Extent.isWhole ? 120 : 60) { byte, way in
      Session.harmed(recording, .stall, at: byte, way)
    }.compactMap(\.self)
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20).joined(separator: "\n"))")
    Figures.add("places stalled at", tried.count)
    Figures.add("false successes", wrong.count { $0.contains("false success") })
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

  @Test(
    arguments: [Proxy.Harm.close, .reset, .stall],
    [(2_000, Proxy.Direction.toServer), (9_000, .toClient)])
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
