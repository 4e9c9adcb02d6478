import Database

/// A primary with the sample and its hot standby, which has replayed all of it. The role `reader` may read.
package struct StandbyPair: Sendable {
  package let primary: ListeningServer
  package let standby: ListeningServer

  /// - Parameter script: runs on the primary.
  package init(_ script: String = "") throws {
    let none = try TemporaryFolder()
    primary = try ListeningServer(files: none.path)
    // The standby is there first, so every row has streamed.
    standby = try ListeningServer(files: none.path, standbyOf: primary)
    try loadSample(into: primary.conninfo, "create role reader login in role board_reader; \(script)")
    try catchUp()
  }

  /// Waits until the standby has replayed what the primary has written.
  package func catchUp() throws {
    let end = try answer("select pg_current_wal_lsn()", primary.conninfo) ?? ""
    try wait(for: "true", to: "select pg_last_wal_replay_lsn() >= '\(end)'", standby.conninfo)
  }

  /// A connection string of the reader for one server or several, in this order.
  package static func conninfo(_ servers: ListeningServer...) -> String {
    let hosts = servers.map { _ in "127.0.0.1" }.joined(separator: ",")
    let ports = servers.map(\.port).joined(separator: ",")
    return "host=\(hosts) port=\(ports) user=reader dbname=postgres sslmode=disable"
  }
}
