package import Core
import System

/// An issue's `datapackage.json`, read back.
package struct Manifest: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    /// Within the issue.
    package let path: String
    package let bytes: Int
    /// 64 hexadecimal digits.
    package let sha256: String

    package init(path: String, bytes: Int, sha256: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  package static let path = "datapackage.json"

  package let period: Period
  /// The first day not reported on.
  package let reportingEnd: CalendarDay
  package let thresholds: Thresholds
  package let issue: Int
  /// provisional, final or revised.
  package let status: String
  package let snapshot: Instant
  package let programVersion: String
  /// By metric.
  package let definitionVersions: [String: Int]
  /// `sha256:…`; nil where there was no job file.
  package let jobFileDigest: String?
  /// Why the files were taken away; nil while they are there.
  package let retraction: String?
  /// Every file but the manifest itself, by path.
  package let files: [File]

  /// `2010-11-Q3/1`.
  package var name: String { "\(period.name)/\(issue)" }

  /// The period was not over: on its last day `reportingEnd` alone would not tell.
  package var isPartial: Bool { status == FigureStatus.provisional.rawValue }

  /// The period as it was seen when the issue was made.
  package var context: ReportingContext? {
    ReportingContext(period, today: isPartial ? reportingEnd.previous : period.span.until)
  }

  /// - Throws: `.malformed` for what is not a manifest of ours.
  package init(parsing bytes: [UInt8]) throws(IssueError) {
    guard let json = JSON(parsing: bytes), let ours = json["boardReport"] else {
      throw Self.error("no manifest of an issue")
    }
    period = try Self.period(ours)
    thresholds = try Self.thresholds(ours)
    reportingEnd = try Self.need(
      ours["asOf"]?.string.flatMap { CalendarDay($0) }, "asOf")
    issue = try Self.need(ours["issue"]?.integer, "issue")
    status = try Self.need(ours["status"]?.string, "status")
    snapshot = try Self.need(ours["snapshot"]?.string.flatMap { Instant($0) }, "snapshot")
    programVersion = try Self.need(ours["programVersion"]?.string, "programVersion")
    definitionVersions = Dictionary(
      try Self.need(ours["definitionVersions"]?.members, "definitionVersions")
        .compactMap { member in member.value.integer.map { (member.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    jobFileDigest = ours["jobFileDigest"]?.string
    retraction = ours["retraction"]?["reason"]?.string
    files = try Self.files(json)
  }

  /// The manifest of the same issue once its files are gone. What names and describes them stays.
  ///
  /// - Parameter day: when they were taken away.
  package static func retracting(
    _ bytes: [UInt8], reason: String, on day: CalendarDay
  ) throws(IssueError) -> [UInt8] {
    guard let json = JSON(parsing: bytes), let ours = json["boardReport"] else {
      throw error("no manifest of an issue")
    }
    let retraction = JSON.object([
      .init(name: "reason", value: .string(reason)),
      .init(name: "on", value: .string(day.description)),
    ])
    return json.setting("boardReport", to: ours.setting("retraction", to: retraction)).bytes
  }
}

extension Manifest {
  private static func error(_ what: String) -> IssueError { IssueError(.malformed(what), path) }

  private static func need<Value>(_ value: Value?, _ name: String) throws(IssueError) -> Value {
    guard let value else { throw error("\(name) is missing or wrong") }
    return value
  }

  private static func period(_ ours: JSON) throws(IssueError) -> Period {
    let period = ours["period"]
    guard let from = period?["from"]?.string.flatMap({ CalendarDay($0) }),
      let to = period?["to"]?.string.flatMap({ CalendarDay($0) }),
      let month = ours["settings"]?["yearStartsIn"]?.integer, (1...12).contains(month),
      let found = Period(Span(from: from, until: to.next), yearStartsIn: month),
      found.name == period?["name"]?.string
    else { throw error("period is missing or wrong") }
    return found
  }

  private static func thresholds(_ ours: JSON) throws(IssueError) -> Thresholds {
    let settings = ours["settings"]
    func number(_ name: String) throws(IssueError) -> Int {
      try need(settings?[name]?.integer, name)
    }
    var thresholds = Thresholds(
      behindBelow: try number("behindBelow"), slippingBelow: try number("slippingBelow"),
      waitLimitDays: try number("waitLimitDays"),
      stalledAfterDays: try number("stalledAfterDays"),
      caseStudyDueDays: try number("caseStudyDueDays"))
    if let free = settings?["freeDays"] {
      thresholds.freeDays = try need(free.string.flatMap { Days($0) }, "freeDays")
    }
    return thresholds
  }

  private static func files(_ json: JSON) throws(IssueError) -> [File] {
    var files: [File] = []
    for resource in try need(json["resources"]?.array, "resources") {
      guard let path = resource["path"]?.string, let bytes = resource["bytes"]?.integer,
        let hash = resource["hash"]?.string, hash.hasPrefix("sha256:")
      else { throw error("resources: path, bytes or hash is missing or wrong") }
      files.append(File(path: path, bytes: bytes, sha256: String(hash.dropFirst(7))))
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

/// An issue's folder against its manifest.
package struct Verification: Hashable, Sendable {
  package enum Difference: Hashable, Sendable {
    case missing(String)
    case extra(String)
    /// Another length, and so other bytes.
    case resized(String, was: Int, now: Int)
    case changed(String)
  }

  /// By path; none where everything is as it was issued.
  package let differences: [Difference]
  /// How many files the manifest names.
  package let files: Int
  /// Why they were taken away; nil while they are there.
  package let retraction: String?

  /// - Parameter found: every file in the folder but the manifest itself; something that is no file, such as a link, with
  ///   an empty digest.
  package init(_ manifest: Manifest, found: [Manifest.File]) {
    let there = Dictionary(found.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    // What is retracted is gone on purpose: nothing may be left of it.
    let expected = manifest.retraction == nil ? manifest.files : []
    let named = Set(expected.map(\.path))
    let differences = expected.compactMap { Self.difference($0, there[$0.path]) }
    let extra = found.map(\.path).filter { !named.contains($0) }.map(Difference.extra)
    self.differences = (differences + extra).sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
    files = expected.count
    retraction = manifest.retraction
  }

  package var agrees: Bool { differences.isEmpty }

  /// All that was issued is there, unchanged: a retracted issue is not.
  package var isWhole: Bool { agrees && retraction == nil }

  private static func difference(_ file: Manifest.File, _ found: Manifest.File?) -> Difference? {
    guard let found else { return .missing(file.path) }
    if found.sha256.isEmpty { return .changed(file.path) }
    if found.bytes != file.bytes {
      return .resized(file.path, was: file.bytes, now: found.bytes)
    }
    return found.sha256 == file.sha256 ? nil : .changed(file.path)
  }
}

extension Verification.Difference: CustomStringConvertible {
  package var path: String {
    switch self {
    case .missing(let path), .extra(let path), .changed(let path), .resized(let path, _, _): path
    }
  }

  /// One line, the path first.
  package var description: String {
    switch self {
    case .missing(let path): "\(path): missing"
    case .extra(let path): "\(path): not in the manifest"
    case .changed(let path): "\(path): its bytes have changed"
    case .resized(let path, let was, let now):
      "\(path): its bytes have changed (\(was), now \(now))"
    }
  }
}
