import Core
import Database
import Input
import Support
import Testing

/// All that a run reads, in this process.
enum Session {
  static func read(_ conninfo: String, seconds: Int = 60) throws -> Int {
    let quarter = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
    let today = try #require(CalendarDay("2011-01-20"))
    let context = try #require(ReportingContext(quarter, today: today))
    let connection = try open(conninfo, seconds: seconds)
    let reader = Reader(schema: "programme", context: context, caseStudyDueDays: 30)
    var rows = 0
    let sink = RowSink(day: { _ in rows += 1 }, outcome: { _, _ in rows += 1 })
    _ = try connection.withSnapshot(locking: Reader.relations(in: "programme")) { connection in
      try reader.readAll(connection, texts: true, into: { sink }) { $0.projects.map(\.commission.id) }
    }
    return rows
  }

  /// What went to and fro when the sample was read, in each session.
  ///
  /// - Parameter seconds: until its deadline, which it tells the server: other numbers have other digits.
  static func record(seconds: Int) throws -> [Recording] {
    let database = try sampleDatabase()
    let proxy = try Proxy(database)
    let rows = try read(proxy.through(database), seconds: seconds)
    let recordings = proxy.recordings
    let bytes = recordings.reduce(0) { $0 + $1.toClient.count }
    #expect(rows > 20 && bytes > 5_000 && (recordings.first?.toServer.count ?? 0) > 20_000)
    return recordings
  }

  /// What became of a session that came to harm.
  struct Harmed: Sendable {
    /// nil when it is an error that another try may not meet, or the deadline.
    let wrong: String?
    let isReached: Bool
  }

  static func harmed(_ script: Replay.Script, _ harm: Proxy.Harm, at place: Replay.Place, seconds: Int) -> Harmed {
    let replay = Replay(script, harm, at: place)
    defer { replay.end() }
    let start = ContinuousClock.now
    let wrong: String?
    do {
      _ = try read(replay.conninfo, seconds: seconds)
      wrong = replay.isReached ? "a false success" : nil
    } catch let error as DatabaseError {
      let isExpected = harm == .stall ? error.kind == .deadline : error.isRetryable
      // Until the deadline, and five seconds to cancel.
      let isQuick = ContinuousClock.now - start < .seconds(Extent.isWhole ? 60 : 30)
      wrong = isExpected ? isQuick ? nil : "too late" : "\(error)"
    } catch { wrong = "\(type(of: error)) \(error)" }
    let what = "\(harm), session \(place.session), \(place.way) at \(place.byte): "
    return Harmed(wrong: wrong.map { what + $0 }, isReached: replay.isReached)
  }

  /// Every place of these in every session, both ways.
  static func places(_ recordings: [Recording], _ bytes: (Recording, Proxy.Direction) -> [Int]) -> [Replay.Place] {
    recordings.enumerated().flatMap { session, recording in
      Proxy.Direction.allCases.flatMap { way in
        bytes(recording, way).map { Replay.Place(session: session, byte: $0, way: way) }
      }
    }
  }
}
