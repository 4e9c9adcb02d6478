import Foundation
import Support
import Synchronization
import System

/// What became of a program at one of its calls.
struct Harmed: Sendable {
  /// Empty when all is as it must be.
  let wrong: [String]
  /// Whether it came to that call: not every run asks as often as the one that was recorded.
  let isReached: Bool

  init(_ world: borrowing World, _ wrong: [String]) {
    self.wrong = wrong
    isReached = exists(world.home["harmed"])
  }

  /// Adds them to what `Tests/faults` prints.
  static func tell(_ harmed: [Harmed], _ figure: String, of all: Int) {
    let wrong = harmed.flatMap(\.wrong)
    Figures.add(figure, harmed.count(where: \.isReached), of: all)
    Figures.add("half-published", wrong.count { $0.contains("half") })
    Figures.add("false successes", wrong.count { $0.contains("false success") })
  }
}

/// A copy of an archive in which a run is hurt, over a database that runs only read.
///
/// It judges by itself, because it is used on many threads, where an expectation would belong to no test.
final class Hurt: Sendable {
  private let database: String
  private let pristine: String
  private let job: String
  private let issued: [String: String]
  private let tracer: Tracer
  /// What killed runs left behind so far.
  private let left = Mutex<Set<String>>([])

  init(_ issued: borrowing Issued) throws {
    database = issued.database
    pristine = issued.world.archive
    job = issued.world.job
    try write("title: Board report\ndeadline_seconds: 4\n", to: job + ".hurt")
    self.issued = try tree(pristine)
    tracer = try Tracer()
  }

  /// A fresh folder with a copy of the archive.
  private func world() throws -> World {
    let world = try World()
    let copied = try shell("exec cp -a \"$1\" \"$2\"", pristine, world.archive)
    guard copied.status.succeeded else { throw Broken("cp") }
    return world
  }

  private struct Broken: Error {
    let what: String
    init(_ what: String) { self.what = what }
  }

  /// A run that does not end is one that ends with code -1.
  private func run(_ world: borrowing World, _ wrapper: String = "", job: String? = nil) throws -> ProgramRun {
    let words = ["--output", world.archive, "--database", database, "--job", job ?? self.job]
    do { return try world.program(["run"] + words + World.quarter, wrapper: wrapper) } catch let error as FileError
      where error.kind == .timedOut
    { return ProgramRun(code: -1, output: [], error: ["did not end"]) }
  }

  /// The calls of a whole run that publishes.
  func calls() throws -> [SystemCall] {
    let world = try world()
    let outcome = try run(world, tracer.record(into: world.home["trace"]))
    guard outcome.code == 0 else { throw Broken("\(outcome.error)") }
    return try tracer.calls(in: world.home["trace"])
  }

  /// Kills a run at the call. What is wrong afterwards; empty when nothing is.
  func kill(at call: SystemCall) throws -> Harmed {
    let world = try world()
    let outcome = try run(world, tracer.inject(.kill, at: call))
    guard outcome.code == -SIGKILL || outcome.code == 0 else {
      return Harmed(world, ["killed at \(call): exit \(outcome.code)"])
    }
    var wrong = try faults(of: world, mayHidden: true)
    if outcome.code == 0, try current(world) != "-> 2" { wrong.append("a false success") }
    if try isLeftForTheFirstTime(by: world) {
      wrong += try next(world)
      Figures.add("ways a killed run leaves the archive, each met by a next run", 1)
    }
    return Harmed(world, wrong.map { "killed at \(call): \($0)" })
  }

  /// A next run knows of the one before only what that left in the archive: where another was killed at a call that
  /// changed nothing since, it would do the same again.
  private func isLeftForTheFirstTime(by world: borrowing World) throws -> Bool {
    let files = FileManager.default
    let paths = try files.subpathsOfDirectory(atPath: world.archive).filter { !$0.hasSuffix(".last-run.json") }
    let shape = try paths.sorted().map { path in
      let whole = world.archive + "/" + path
      let size = try files.attributesOfItem(atPath: whole)[.size] as? Int ?? 0
      let mode = try mode(of: whole)
      let link = (try? files.destinationOfSymbolicLink(atPath: whole)) ?? ""
      // Each run's hidden folder has a name of its own.
      return "\(path.replacing(/\.staging[^\/]*/, with: ".staging")) \(mode) \(size) \(link)"
    }
    return left.withLock { $0.insert(shape.joined(separator: "\n")).inserted }
  }

  /// What is wrong after an undisturbed run in the same archive.
  private func next(_ world: borrowing World) throws -> [String] {
    var wrong: [String] = []
    let next = try run(world)
    if next.code != 0 { wrong.append("the next run: \(next.code) \(next.error)") }
    wrong += try faults(of: world, mayHidden: false)
    if try current(world) != "-> 2" { wrong.append("the next run did not publish") }
    return wrong
  }

  /// Asks a run to stop at the call. What is wrong afterwards; empty when nothing is.
  func stop(at call: SystemCall) throws -> Harmed {
    let world = try world()
    let outcome = try run(world, tracer.inject(.terminate, at: call))
    var wrong = try faults(of: world, mayHidden: false)
    let isPublished = try current(world) == "-> 2"
    switch outcome.code {
    case 0: if !isPublished || outcome.error != [] { wrong.append("a false success") }
    // Before the program listens to signals, they end it as they end any.
    case 143, -SIGTERM:
      if isPublished { wrong.append("published, and exit \(outcome.code)") }
      if try tree(world.archive) != issued { wrong.append("the archive changed") }
      if outcome.error.count != (outcome.code == 143 ? 1 : 0) { wrong.append("said \(outcome.error)") }
    default: wrong.append("exit \(outcome.code): \(outcome.error)")
    }
    return Harmed(world, wrong.map { "asked to stop at \(call): \($0)" })
  }

  /// Has the call fail. What is wrong afterwards; empty when nothing is.
  func fail(at call: SystemCall, with error: String) throws -> Harmed {
    let world = try world()
    // It may have to wait for its deadline.
    let outcome = try run(world, tracer.inject(.error(error), at: call), job: job + ".hurt")
    var wrong = try faults(of: world, mayHidden: false)
    let isPublished = try current(world) == "-> 2"
    let isUnconfirmed = outcome.error.first?.contains("did not confirm the last write") ?? false
    switch outcome.code {
    case 0:
      if !isPublished { wrong.append("a false success") }
      if outcome.error != [] { wrong.append("said \(outcome.error)") }
    case 64, 69, 73, 74, 76, 77:
      if isPublished != isUnconfirmed { wrong.append("published, and exit \(outcome.code)") }
      if !isUnconfirmed, try tree(world.archive) != issued { wrong.append("the archive changed") }
      if outcome.error.count != 1 { wrong.append("said \(outcome.error)") }
    default: wrong.append("exit \(outcome.code): \(outcome.error)")
    }
    return Harmed(world, wrong.map { "\(call) \(error): \($0)" })
  }

  /// Has the call move fewer bytes than it is asked to. What is wrong afterwards; empty when nothing is.
  func shorten(at call: SystemCall) throws -> Harmed {
    let world = try world()
    let outcome = try run(world, tracer.inject(.short, at: call))
    var wrong = try faults(of: world, mayHidden: false)
    if outcome.code != 0 || outcome.error != [] { wrong.append("\(outcome.code) \(outcome.error)") }
    if try current(world) != "-> 2" { wrong.append("a false success") }
    return Harmed(world, wrong.map { "\(call) short: \($0)" })
  }

  /// What in the second issue is not as its manifest says: `verify` in short, for it is asked very often.
  private static func differences(_ tree: [String: String], _ archive: String) throws -> [String] {
    let path = archive + "/2010-11-Q3/2/datapackage.json"
    guard let data = FileManager.default.contents(atPath: path),
      let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let resources = json["resources"] as? [[String: Any]], resources.count > 20
    else { return ["half published: no manifest"] }
    var expected: [String: String] = [:]
    for resource in resources {
      let hash = (resource["hash"] as? String ?? "").replacing("sha256:", with: "")
      expected[resource["path"] as? String ?? ""] = hash
    }
    let prefix = "2010-11-Q3/2/"
    var found: [String: String] = [:]
    for (name, what) in tree where name.hasPrefix(prefix) && !what.hasPrefix("folder") {
      found[String(name.dropFirst(prefix.count))] = String(what.suffix(64))
    }
    found["datapackage.json"] = nil
    return found == expected ? [] : ["half published: the files are not those of the manifest"]
  }

  private func current(_ world: borrowing World) throws -> String? { try tree(world.archive)["2010-11-Q3/current"] }

  /// The first issue is as it was, whatever is numbered is whole, and nothing is hidden but what a killed run may leave.
  private func faults(of world: borrowing World, mayHidden: Bool) throws -> [String] {
    var wrong: [String] = []
    let now = try tree(world.archive)
    for (path, bytes) in issued where path != "2010-11-Q3/current" && now[path] != bytes {
      wrong.append("\(path) changed")
    }
    guard let link = now["2010-11-Q3/current"], ["-> 1", "-> 2"].contains(link) else {
      return wrong + ["no current issue"]
    }
    if !mayHidden, now.keys.contains(where: { $0.contains(".staging") }) { wrong.append("something hidden is left") }
    if now["2010-11-Q3/2"] != nil { wrong += try Self.differences(now, world.archive) }
    return wrong
  }
}
