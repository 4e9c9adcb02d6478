import Database
import Foundation
import Support

/// A server with the sample's rows that lets people in by TLS alone, and there by password.
struct SecureServer: Sendable {
  static let shared = Result { try SecureServer() }
  /// What its certificates call it.
  static let name = "db.example.test"

  /// In no file, log or message of ours.
  let password = "canary" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
  private let server: ListeningServer

  /// Roots and certificates stand in its own folder.
  var folder: String { server.folder }

  private init() throws {
    let files = try TemporaryFolder()
    try makeCertificates(for: Self.name, in: files.path)
    try write("local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n", to: files["pg_hba.conf"])
    server = try ListeningServer(files: files.path)
    try loadSample(into: server.conninfo, "create role reader login password '\(password)' in role board_reader")
    try set("ssl", "on")
  }

  /// For every session to come.
  func set(_ setting: String, _ value: String) throws {
    try run("alter system set \(setting) = '\(value)'", server.conninfo)
    try run("select pg_reload_conf()", server.conninfo)
    try wait(for: value, to: "select current_setting('\(setting)')", server.conninfo)
  }

  /// How often somebody came to its port, and how often the reader was let in.
  func visits() throws -> (received: Int, letIn: Int) {
    let log = try server.log()
    return (
      log.count { $0.contains("connection received: host=127.0.0.1") },
      log.count { $0.contains("connection authorized: user=reader") && $0.contains("SSL enabled") }
    )
  }

  func log() throws -> String { try server.log().joined(separator: "\n") }

  /// The service file of `deploy/`, for this server, with more words; and a password file only its owner may read.
  func reachable(from world: borrowing World, _ words: String...) throws -> [String] {
    let service = """
      [reporting]
      host=\(Self.name)
      hostaddr=127.0.0.1
      port=\(server.port)
      dbname=postgres
      user=reader
      sslmode=verify-full
      sslrootcert=\(folder)/root.crt
      gssencmode=disable
      channel_binding=require
      target_session_attrs=prefer-standby
      connect_timeout=10

      """
    try write(service + words.map { $0 + "\n" }.joined(), to: world.home["pg_service.conf"])
    try write("\(Self.name):\(server.port):*:reader:\(password)\n", to: world.home[".pgpass"])
    try permit("600", world.home[".pgpass"])
    return ["HOME=\(world.home.path)", "PGSERVICEFILE=\(world.home["pg_service.conf"])"]
  }
}

func permit(_ mode: String, _ path: String) throws { _ = try shell("chmod \"$1\" \"$2\"", mode, path) }
