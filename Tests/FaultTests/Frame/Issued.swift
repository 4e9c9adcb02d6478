import Database
import Foundation
import Glibc
import Support
import System
import Testing

/// A programme whose first issue is out and whose rows have changed since: a run that succeeds publishes a second one, a
/// run that fails must leave everything as it was.
struct Issued: ~Copyable {
  let world: World
  /// As its superuser.
  let database: String
  private let before: [String: String]

  /// - Parameters:
  ///   - script: done to the sample's database before its rows change; it must not change a figure.
  ///   - job: a job file's text; empty for the defaults.
  ///   - days: where the script keeps the rows of `days`.
  ///   - hasOwnFirst: whether the first issue is of these rows too, where the script adds many. Then a title changes and no
  ///     figure. Where a figure changes, each run compares all those rows of two issues, which takes most of its time.
  ///   - place: a database with the sample; a new one when nil.
  init(
    _ script: String = "", job: String = "", days: String = "days", on place: String? = nil, hasOwnFirst: Bool = false
  ) throws {
    let database = try place ?? sampleDatabase()
    if !script.isEmpty { try Support.run(script, database) }
    try self.init(reading: database, changedAt: database, job: job, days: days, hasOwnFirst: hasOwnFirst)
  }

  /// The same where rows are changed in one server and read in another.
  init(
    reading database: String, changedAt primary: String, job: String = "", days: String = "days",
    hasOwnFirst: Bool = false
  ) throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write(job.isEmpty ? "title: Board report\n" : job, to: world.job)
    if hasOwnFirst {
      let first = try world.run(["--database", database] + World.quarter)
      first.expectSuccess()
    } else {
      let copied = try shell("exec cp -a \"$1\" \"$2\"", IssuedWorld.quarter.get().world.archive, world.archive)
      #expect(copied.status == .exited(0))
    }
    let change =
      hasOwnFirst ? "commissions set title = title || ' again'" : "\(days) set days = days + 0.25 where days = 0.5"
    try Support.run("update programme.\(change)", primary)
    self.before = try tree(world.archive)
    self.database = database
    self.world = world
  }

  /// A run of the same quarter.
  ///
  /// - Parameter words: after `--database`; the superuser's connection string when nil.
  func run(_ conninfo: String? = nil, _ words: [String] = [], environment: [String] = [], wrapper: String = "") throws
    -> ProgramRun
  {
    try world.run(
      ["--database", conninfo ?? database] + World.quarter + words, environment: environment, wrapper: wrapper)
  }

  /// The code, one line that says all of this, nothing published or left behind, no session and no lock.
  func expectNothing(
    _ outcome: ProgramRun, _ code: Int32, _ says: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(outcome.code == code, "\(outcome.error)", sourceLocation: sourceLocation)
    #expect(outcome.output == [], sourceLocation: sourceLocation)
    #expect(outcome.error.count == 1, "\(outcome.error)", sourceLocation: sourceLocation)
    let line = outcome.error.first ?? ""
    #expect(line.hasPrefix("board-report: "), "\(line)", sourceLocation: sourceLocation)
    for words in says { #expect(line.contains(words), "\(line)", sourceLocation: sourceLocation) }
    try expectUntouched(sourceLocation: sourceLocation)
  }

  /// The archive is as it was before the run, byte for byte; nothing holds the server or the archive.
  func expectUntouched(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try tree(world.archive) == before, sourceLocation: sourceLocation)
    try expectNothingHeld(sourceLocation: sourceLocation)
  }

  /// No session of ours on the server, and the archive's lock is free.
  func expectNothingHeld(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait(for: "0", to: sessions, database)
    let lock = unsafe Glibc.open(world.archive + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0, "the lock is held", sourceLocation: sourceLocation)
  }

  private var sessions: String {
    """
    select count(*) from pg_catalog.pg_stat_activity
    where datname = current_database() and application_name like 'board-report%'
    """
  }

  /// The next run, undisturbed, publishes the second issue whole and sweeps what a killed one left.
  func expectNext(_ conninfo: String? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try run(conninfo)
    #expect(outcome.code == 0, "\(outcome.error)", sourceLocation: sourceLocation)
    try expectSecond(sourceLocation: sourceLocation)
  }

  /// The second issue is there, whole, and the first as it was.
  func expectSecond(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let now = try tree(world.archive)
    #expect(now["2010-11-Q3/current"] == "-> 2", sourceLocation: sourceLocation)
    let debris = now.keys.filter { $0.contains(".staging") }
    #expect(debris.isEmpty, sourceLocation: sourceLocation)
    for (path, bytes) in before where path != "2010-11-Q3/current" {
      #expect(now[path] == bytes, "\(path)", sourceLocation: sourceLocation)
    }
    let verified = try world.program(["verify", "--output", world.archive])
    #expect(verified.code == 0, "\(verified.output)", sourceLocation: sourceLocation)
    try expectNothingHeld(sourceLocation: sourceLocation)
  }
}
