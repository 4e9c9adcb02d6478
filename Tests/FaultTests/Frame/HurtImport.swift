import Foundation
import Input
import Support
import System

/// Imports hurt at one of their system calls: each has a database of its own, empty before, and afterwards it holds
/// everything or nothing.
final class HurtImport: Sendable {
  private let empty: String
  private let whole: [String]
  private let tracer: Tracer

  init() throws {
    let world = try World()
    let conninfo = try TestServer.shared.database()
    guard try world.program(["database", "create", "--database", conninfo]).code == 0 else {
      throw Broken("database create")
    }
    empty = databaseName(conninfo)
    let full = try TestServer.shared.database(copying: empty)
    guard try world.program(Self.words(full)).code == 0 else { throw Broken("import") }
    whole = try Self.contents(full)
    tracer = try Tracer()
  }

  struct Broken: Error {
    let what: String
    init(_ what: String) { self.what = what }
  }

  static func words(_ conninfo: String) -> [String] { ["import", repository + "/sql/sample", "--database", conninfo] }

  /// Of each relation a digest of its rows.
  static func contents(_ conninfo: String) throws -> [String] {
    try [
      "boroughs", "advisers", "bank_holidays", "commissions", "days", "outcomes", "reviews", "shared_practice",
      "strands", "variations",
    ].map { relation in
      try answer(
        "select count(*) || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from programme.\(relation) t",
        conninfo) ?? ""
    }
  }

  /// The calls of an import that succeeds.
  func calls() throws -> [SystemCall] {
    let world = try World()
    let conninfo = try TestServer.shared.database(copying: empty)
    let done = try world.program(Self.words(conninfo), wrapper: tracer.record(into: world.home["trace"]))
    guard done.code == 0 else { throw Broken("\(done.error)") }
    return try tracer.calls(in: world.home["trace"])
  }

  /// What is wrong after an import that is killed, or whose call fails, there; empty when nothing is.
  func hurt(_ injection: Injection, at call: SystemCall) throws -> Harmed {
    let world = try World()
    let conninfo = try TestServer.shared.database(copying: empty)
    let outcome: ProgramRun
    do {
      try write("deadline_seconds: 4\n", to: world.home["job.yml"])
      outcome = try world.program(
        Self.words(conninfo) + ["--job", "job.yml"], wrapper: tracer.inject(injection, at: call))
    } catch let error as FileError where error.kind == .timedOut {
      return Harmed(world, ["import, \(injection) at \(call): did not end"])
    }
    try Support.wait(
      for: "0",
      to:
        "select count(*) from pg_stat_activity where application_name like 'board-report%' and datname = current_database()",
      conninfo)
    let found = try Self.contents(conninfo)
    var wrong: [String] = []
    let isWhole = found == whole
    if !isWhole, found.contains(where: { !$0.hasPrefix("0") }) { wrong.append("half imported") }
    switch outcome.code {
    case 0: if !isWhole { wrong.append("a false success") }
    case -SIGKILL: break
    case 64, 65, 69, 73, 74, 76, 77:
      let inDoubt = outcome.error.first?.contains("not known") ?? false
      if isWhole, !inDoubt { wrong.append("imported, and exit \(outcome.code): \(outcome.error)") }
      if outcome.error.count != 1 { wrong.append("said \(outcome.error)") }
    default: wrong.append("exit \(outcome.code): \(outcome.error)")
    }
    let next = try world.program(Self.words(conninfo))
    if next.code != 0 { wrong.append("the next import: \(next.code) \(next.error)") }
    if try Self.contents(conninfo) != whole { wrong.append("the next import is not whole") }
    try? Support.run("drop database \(databaseName(conninfo))", conninfo + " dbname=postgres")
    return Harmed(world, wrong.map { "import, \(injection) at \(call): \($0)" })
  }
}
