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

  /// What went to and fro when the sample was read.
  static func record() throws -> Recording {
    let database = try sampleDatabase()
    let proxy = try Proxy(database)
    let rows = try read(proxy.through(database))
    let recording = try #require(proxy.recordings.first)
    #expect(rows > 20 && recording.toClient.count > 5_000 && recording.toServer.count > 20_000)
    return recording
  }

  /// What is wrong when a session comes to harm there; nil when it is an error that another try may not meet, or the deadline.
  static func harmed(
    _ recording: Recording, _ harm: Proxy.Harm, at byte: Int, _ way: Proxy.Direction
  ) -> String? {
    let replay = Replay(recording, harm, at: byte, way)
    defer { replay.end() }
    let start = ContinuousClock.now
    do {
      _ = try read(replay.conninfo, seconds: harm == .stall ? 1 : 60)
      return "\(harm) \(way) at \(byte): a false success"
    } catch let error as DatabaseError {
      let isExpected = harm == .stall ? error.kind == .deadline : error.isRetryable
      guard isExpected else { return "\(harm) \(way) at \(byte): \(error)" }
    } catch {
      return "\(harm) \(way) at \(byte): \(type(of: error)) \(error)"
    }
    // The second until the deadline, and five to cancel.
    let isQuick = ContinuousClock.now - start < .seconds(Extent.isWhole ? 60 : 30)
    return isQuick ? nil : "\(harm) \(way) at \(byte): too late"
  }
}
