import Core
import Database
import Input
import System

/// Where a run's rows are read from: a server of the organisation's, or one of our own that holds a folder's rows and
/// is gone when this value is.
struct DataSource: ~Copyable {
  /// nil for libpq's own environment, service and password files.
  let conninfo: String?
  /// The schema of the relations there.
  let schema: String
  private let server: PrivateServer?

  /// Starts and fills a private server when the source is a folder.
  static func open(
    _ source: Source, schema: String, deadline: Deadline, signals: Signals, voice: ProgressReporter
  ) throws -> DataSource {
    switch source {
    case .database(let conninfo):
      return DataSource(conninfo: conninfo, schema: schema, server: nil)
    case .folder(let path):
      voice.progress("reading \(path)")
      let folder = try DataFolder.read(path)
      voice.progress("starting a private PostgreSQL")
      let server = try PrivateServer.start(deadline: deadline, signals: signals)
      let conninfo = server.conninfo
      let connection = try Connection.open(
        conninfo, applicationName: "board-report", deadline: deadline, signals: signals)
      voice.progress("loading \(path)")
      try folder.load(into: connection)
      return DataSource(conninfo: conninfo, schema: "programme", server: server)
    }
  }

  private init(conninfo: String?, schema: String, server: consuming PrivateServer?) {
    self.conninfo = conninfo
    self.schema = schema
    self.server = server
  }
}

/// How far this machine's clock and the server's are apart.
struct ClockDifference {
  /// As the server has it, in seconds since 1970.
  let server: Int64
  /// Positive when ours is ahead.
  let seconds: Int64

  /// - Parameters:
  ///   - server: when its transaction began, by its clock.
  ///   - begun: a moment before that, by ours: between it and now the server's lies where both are right.
  init(server: Int64, since begun: Int64) {
    self.server = server
    let now = CivilClock.seconds
    seconds = server < begun ? begun - server : server > now ? now - server : 0
  }

  /// What clocks that are set by the network never differ by.
  var isLarge: Bool { seconds.magnitude > 300 }

  var words: String {
    let hours = (seconds.magnitude + 1_800) / 3_600
    let size =
      hours < 2
      ? "\((seconds.magnitude + 30) / 60) min"
      : hours < 48 ? "\(hours) h" : "\((hours + 12) / 24) days"
    return "the clock here is \(size) \(seconds > 0 ? "ahead of" : "behind") the server's"
  }
}

/// What the machine's clock decides in a run.
struct ByClock {
  /// Nobody said which period: it is the last quarter that is over.
  let choosesPeriod: Bool
}

extension Order {
  /// By a clock that is wrong a quarter could be issued as final before it is over, and no issue is ever altered: where the
  /// server's clock would have it otherwise, somebody has to say which is right.
  func refuse(_ difference: ClockDifference) throws {
    guard let byClock, difference.isLarge,
      let day = CalendarDay(in: job.timeZone, at: difference.server)
    else { return }
    let last = Period(lastQuarterBefore: day, yearStartsIn: job.yearStartsIn)
    let isOtherPeriod = byClock.choosesPeriod && last != period
    let isOtherDay = ReportingContext(period, today: day)?.reportingEnd != context.reportingEnd
    guard isOtherPeriod || isOtherDay else { return }
    throw Failure(
      .contract,
      "\(difference.words): it is \(context.today) here and \(day) there, and the report would be another; set the clock, or give --today; nothing published"
    )
  }
}
