import Database
import Files
import Import

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
    _ source: Source, schema: String, deadline: Deadline, signals: Signals, voice: Voice
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
