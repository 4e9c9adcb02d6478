import Database
import Extract
import Facts
import FaultKit
import Support
import Testing

/// All that a run reads, in this process.
enum Session {
  static func read(_ conninfo: String, seconds: Int = 60) throws -> Int {
    let quarter = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
    let today = try #require(CalendarDay("2011-01-20"))
    let horizon = try #require(Horizon(quarter, today: today))
    let connection = try open(conninfo, seconds: seconds)
    let reader = Reader(schema: "programme", horizon: horizon, caseStudyDueDays: 30)
    var rows = 0
    let sink = RowSink(begin: { _ in }, day: { _ in rows += 1 }, outcome: { _, _ in rows += 1 })
    _ = try connection.withSnapshot(locking: Reader.relations(in: "programme")) { connection in
      try reader.read(
        connection, into: { sink }, scope: { $0.projects.map(\.commission.id) },
        texts: { $0.projects.map(\.commission.id) })
    }
    return rows
  }

  /// What went to and fro when the sample was read, in each session.
  static func record() throws -> [Recording] {
    let database = try sampleDatabase()
    let proxy = try Proxy(database)
    let rows = try read(proxy.through(database))
    let recordings = proxy.recordings
    let bytes = recordings.reduce(0) { $0 + $1.toClient.count }
    #expect(rows > 20 && bytes > 5_000 && (recordings.first?.toServer.count ?? 0) > 20_000)
    return recordings
  }

  /// What is wrong when a session comes to harm there; nil when it is an error that another try may not meet, or the deadline.
  static func harmed(
    _ script: Replay.Script, _ harm: Proxy.Harm, at place: Replay.Place
  ) -> String? {
    let replay = Replay(script, harm, at: place)
    defer { replay.end() }
    let start = ContinuousClock.now
    let what = "\(harm), session \(place.session), \(place.way) at \(place.byte)"
    do {
      _ = try read(replay.conninfo, seconds: harm == .stall ? 1 : 60)
      return "\(what): a false success"
    } catch let error as DatabaseError {
      let isExpected = harm == .stall ? error.kind == .deadline : error.isRetryable
      guard isExpected else { return "\(what): \(error)" }
    } catch {
      return "\(what): \(type(of: error)) \(error)"
    }
    // The second until the deadline, and five to cancel.
    let isQuick = ContinuousClock.now - start < .seconds(Extent.isWhole ? 60 : 30)
    return isQuick ? nil : "\(what): too late"
  }

  /// Every place of these in every session, both ways.
  static func places(
    _ recordings: [Recording], _ bytes: (Recording, Proxy.Direction) -> [Int]
  ) -> [Replay.Place] {
    recordings.enumerated().flatMap { session, recording in
      Proxy.Direction.allCases.flatMap { way in
        bytes(recording, way).map { Replay.Place(session: session, byte: $0, way: way) }
      }
    }
  }
}
