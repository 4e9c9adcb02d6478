import Database
import Support
import System
import Testing

/// The statements of `deploy/postgresql/least-privilege.sql` on a server of their own, since a role belongs to a server.
@Suite(.waits, .enabled(if: isInstalled("psql"))) struct `The role that reads` {
  private func apply(_ words: String, _ conninfo: String) throws -> Run {
    try shell(
      "exec psql -qX \(words) -d \"$1\" -f \"$2\" 2>&1", conninfo, repository + "/deploy/postgresql/least-privilege.sql"
    )
  }

  @Test func `keeps what every role has, until PUBLIC loses it`() throws {
    let server = try PrivateServer.start(deadline: .after(seconds: 60))
    try run("create role board_reader nologin", server.conninfo)
    let reader = server.conninfo + " user=board_report options=-cdefault_transaction_read_only=off"
    let beyond = [
      "create temporary table t (a integer)", "select lo_create(0)", "select lo_creat(-1)",
      "select lo_from_bytea(0, 'a')",
    ]
    #expect(try apply("", server.conninfo).status.succeeded)
    for statement in beyond { try run(statement, reader) }
    #expect(try apply("-v alone=on", server.conninfo).status.succeeded)
    for statement in beyond { #expect(failure { try run(statement, reader) }?.sqlstate == "42501", "\(statement)") }
  }
}
