import Database
import Foundation
import Support
import System
import Testing

/// One server for all of them, so they take turns.
@Suite(.serialized, .waits) struct `A server that is lost while a run reads` {
  private static let backend = """
    select pid from pg_catalog.pg_stat_activity
    where application_name like 'board-report%' and datname = current_database()
    """

  @Test func `C3 its session ended by an administrator, it reads again`() throws {
    let issued = try Issued(Gate.script)
    let outcome = try issued.atGate { _ in
      // With a second argument it waits until the session has ended.
      let end = "select pg_catalog.pg_terminate_backend(pid, 20000) from (\(Self.backend)) b"
      try run(end, issued.database)
    }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    try issued.expectSecond()
  }

  @Test func `C4 its statement cancelled by a person, it stops`() throws {
    let issued = try Issued(Gate.script)
    let outcome = try issued.atGate { _ in
      try run("select pg_catalog.pg_cancel_backend(pid) from (\(Self.backend)) b", issued.database)
    }
    try issued.expectNothing(outcome, 69, "57014", "query ")
  }

  @Test func `C5 C6 C7 C8 C9 it comes back and the run reads again, without a word`() throws {
    let server = try OwnServer()
    for harm in ["kill", "kill a neighbour", "fast", "immediate", "restart"] {
      let issued = try Issued(Gate.script, on: try server.database())
      let outcome = try issued.atGate { _ in
        switch harm {
        case "kill":
          let pid = try #require(try answer(Self.backend, issued.database))
          try server.administer("kill -9 \(pid)")
        case "kill a neighbour":
          let pid =
            "select pid from pg_catalog.pg_stat_activity where query like '%advisory_lock(42)%' and pid <> pg_backend_pid()"
          try server.administer("kill -9 \(try #require(try answer(pid, issued.database)))")
        case "restart": try server.control("restart -m fast")
        default:
          try server.control("stop -m \(harm)")
          try server.start()
        }
      }
      #expect(outcome.code == 0 && outcome.error == [], "\(harm): \(outcome.error)")
      try issued.expectSecond()
    }
  }

  @Test(arguments: ["fast", "immediate"]) func `C7 C8 it does not come back and nothing is published`(_ mode: String)
    throws
  {
    let server = try OwnServer()
    let issued = try Issued(Gate.script, job: "deadline_seconds: 4\n", on: try server.database())
    let before = try tree(issued.world.archive)
    let outcome = try issued.atGate { _ in try server.control("stop -m \(mode)") }
    #expect(outcome.code == 69 && outcome.error.count == 1, "\(outcome.error)")
    #expect(try tree(issued.world.archive) == before)
  }

  @Test func `C15 a page that is broken is for an administrator, and asked for once`() throws {
    let server = try OwnServer()
    let database = try server.database()
    let issued = try Issued(on: database)
    try run("checkpoint", database)
    let path = try #require(try answer("select pg_relation_filepath('programme.days')", database))
    try server.control("stop -m fast")
    try server.administer("\"$bin/pg_checksums\" -e -D \"$folder\"")
    try server.administer("printf XXXX | dd of=\"$folder/\(path)\" bs=1 seek=5000 conv=notrunc")
    try server.start()
    let proxy = try Proxy(database)
    let outcome = try issued.run(proxy.through(database))
    try issued.expectNothing(outcome, 76, "XX001", "administrator")
    #expect(proxy.recordings.count == 1)
  }
}
