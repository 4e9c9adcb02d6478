package import Core
import System

/// An issue's `datapackage.json`: what was written, for which period, from which snapshot, by which definitions.
///
/// `bytes(tables:formats:)` writes it and `init(parsing:)` reads it. It is a Frictionless Data Package, version 2, that names every
/// file of the issue but itself.
package struct Manifest: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    /// Within the issue: `evidence/strands.csv`.
    package let path: String
    package let bytes: Int
    /// 64 hexadecimal digits.
    package let sha256: String
  }

  package static let path = "datapackage.json"

  /// The report's title.
  package let title: String
  /// Where the rows came from, in words; never a host.
  package let source: String
  /// nil in issues of versions before 0.2.
  package let server: ServerKind?
  package let period: Period
  /// The first day not reported on.
  package let reportingEnd: CalendarDay
  /// The day that `--today` gave; nil where the clock gave it, or where the report is the same on every day.
  package let today: CalendarDay?
  /// What the job counts by. Without it no figure can be explained.
  package let thresholds: Thresholds
  package let issue: Int
  /// provisional, final or revised; draft for what is not issued.
  package let status: String
  package let snapshot: Instant
  package let programVersion: String
  /// By metric.
  package let definitionVersions: [String: Int]
  /// `sha256:…`; nil where there was no job file.
  package let jobFileDigest: String?
  /// Why it was issued again though nothing had changed; nil when something had.
  package let reissueReason: String?
  /// What the organisation offered of the contract.
  package let offer: Offer
  /// Whether the data files begin with a byte-order mark.
  package let hasByteOrderMark: Bool
  /// Why the files were removed; nil while they are there.
  package var retraction: String?
  /// Every file but the manifest itself, by path.
  package let files: [File]

  /// `2010-11-Q3/1`.
  package var name: String { "\(period.name)/\(issue)" }

  package var isDraft: Bool { status == "draft" }

  /// Whether the period was not over. On its last day `reportingEnd` alone does not say, and of a draft the status does not.
  package var isPartial: Bool {
    isDraft ? (today ?? snapshot.day) < period.span.until : status == FigureStatus.provisional.rawValue
  }

  /// The period as it was seen when the issue was made.
  package var context: ReportingContext? {
    ReportingContext(period, today: isPartial ? reportingEnd.previous : period.span.until)
  }
}

extension Manifest {
  /// The manifest of a report whose files are these.
  ///
  /// - Parameter today: see the property.
  package init(_ report: Report, today: CalendarDay?, hasByteOrderMark: Bool, files: [File]) {
    title = report.settings.title.string
    source = report.stamp.origin.words
    server = report.stamp.server
    period = report.context.period
    reportingEnd = report.context.reportingEnd
    self.today = today
    thresholds = report.settings.thresholds
    issue = report.stamp.issue
    status = report.statusWord
    snapshot = report.stamp.snapshot
    programVersion = report.stamp.programVersion
    definitionVersions = Dictionary(uniqueKeysWithValues: Catalogue.all.map { ($0.id, $0.definition.version) })
    jobFileDigest = report.stamp.jobDigest
    reissueReason = report.stamp.reason?.string
    offer = report.offer
    self.hasByteOrderMark = hasByteOrderMark
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

extension Origin {
  fileprivate var words: String {
    switch self {
    case .oneServer: "The programme's database, as one snapshot held it"
    case .nodes(let count): "The programme's database on \(count) nodes of a cluster, as all of them were at one moment"
    case .foreignServers(let count):
      "The programme's database with \(count == 1 ? "a foreign server" : "\(count) foreign servers"), which share no snapshot"
    }
  }
}

// Writing.
extension Manifest {
  /// Returns the file's bytes, its keys in a fixed order.
  ///
  /// - Parameters:
  ///   - tables: what describes the data files, by path.
  ///   - formats: those the program knows.
  package func bytes(tables: [String: TableShape], formats: [OutputFormat]) -> [UInt8] {
    JSON.object([
      "$schema": .string(Self.profile("datapackage")),
      "name": .string("board-report-\(Self.slug(period.name))-\(issue)"), "title": .string(title),
      "description": .string("\(period.title), \(period.span.written), issue \(issue)."),
      "version": .string("\(issue).0.0"), "created": .string(snapshot.description),
      "sources": .array([.object(["title": .string(source)])]), "boardReport": vendorObject,
      "resources": .array(
        files.map { file in resource(file, tables[file.path], formats.first { $0.path == file.path }?.mediaType) }),
    ]).bytes
  }

  /// What no standard has a key for.
  private var vendorObject: JSON {
    let versions = definitionVersions.sorted { $0.key < $1.key }
    return .object([
      "period": .object([
        "name": .string(period.name), "title": .string(period.title), "from": .string(period.span.from.description),
        "to": .string(period.span.lastDay.description),
      ]), "asOf": .string(reportingEnd.description), "today": (today?.description).map(JSON.string),
      "settings": settings, "issue": .integer(issue), "status": .string(status),
      "snapshot": .string(snapshot.description), "server": server.map(Self.object),
      "programVersion": .string(programVersion),
      "definitionVersions": .object(versions.map { .init(name: $0, value: .integer($1)) }),
      "reissued": reissueReason.map { .object(["reason": .string($0)]) },
      "absent": offer.absent.isEmpty ? nil : .strings(offer.absent.sorted()),
      "jobFileDigest": jobFileDigest.map(JSON.string), "formulaGuard": Self.formulaGuard,
    ])
  }

  private static func object(_ server: ServerKind) -> JSON {
    .object(["kind": .string(server.name), "lastCommit": (server.lastCommit?.description).map(JSON.string)])
  }

  /// The thresholds by their keys: each is named once, to be written and to be read.
  private static let limits: [(key: String, path: any WritableKeyPath<Thresholds, Int> & Sendable)] = [
    ("behindBelow", \.behindBelow), ("slippingBelow", \.slippingBelow), ("waitLimitDays", \.waitLimitDays),
    ("stalledAfterDays", \.stalledAfterDays), ("caseStudyDueDays", \.caseStudyDueDays),
  ]
  /// Those that an issue of version 0.1 does not have.
  private static let laterLimits: [(key: String, path: any WritableKeyPath<Thresholds, Int> & Sendable)] = [
    ("planningShare", \.planningShare)
  ]

  private var settings: JSON {
    let free = thresholds.freeDays.map { JSON.string($0.description) }
    let first: [(String, JSON?)] = [("yearStartsIn", .integer(period.yearStartsIn)), ("freeDays", free)]
    let all =
      first + (Self.limits + Self.laterLimits).map { ($0.key, .integer(thresholds[keyPath: $0.path])) }
      + [("trend", trend), ("targets", targets)]
    return .object(all.compactMap { key, value in value.map { .init(name: key, value: $0) } })
  }

  private var trend: JSON {
    let settings = thresholds.trend
    func list(_ rebases: [TrendSettings.Rebase]) -> JSON {
      .array(rebases.map { .object(["from": .string($0.from.description), "why": .string($0.why.string)]) })
    }
    let rebases = JSON.object(
      settings.rebases.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: list($0.value)) })
    return .object([
      "months": .integer(settings.months), "screensOutliers": .boolean(settings.screensOutliers),
      "mostProjects": .integer(settings.mostProjects), "rebase": rebases,
    ])
  }

  private static let formulaGuard = JSON.object([
    "prefix": .string("'"), "before": .strings(["=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠"]),
    "meaning": .string(
      "A text cell whose first character, or first that is not white space, is one of these has the prefix; "
        + "removing one leading apostrophe from a text cell restores every value."),
  ])

  private static let textTypes = [
    "csv": "text/csv", "json": "application/json", "md": "text/markdown", "svg": "image/svg+xml",
  ]

  private func resource(_ file: File, _ table: TableShape?, _ mediaType: String?) -> JSON {
    let ending = file.path.split(separator: ".").last.map(String.init) ?? ""
    let textType = Self.textTypes[ending]
    return .object([
      "$schema": .string(Self.profile("dataresource")),
      "name": .string(table == nil ? Self.slug(file.path) : Self.resourceName(file.path)),
      // Readers would take a workbook for a table with one head.
      "type": table != nil ? .string("table") : textType == nil ? .string("file") : nil, "path": .string(file.path),
      "title": (table?.title).map(JSON.string), "description": (table?.meaning).map(JSON.string),
      "format": .string(ending), "mediatype": .string(textType ?? mediaType ?? "application/octet-stream"),
      "encoding": textType == nil ? nil : .string("utf-8"), "bytes": .integer(file.bytes),
      "hash": .string("sha256:" + file.sha256), "dialect": table == nil ? nil : dialect,
      "schema": table?.frictionlessSchema(beside: Set(files.map(\.path))),
    ])
  }

  /// Returns the name of a data file's resource: its path without the ending. Any other file is named by its whole path.
  static func resourceName(_ path: String) -> String { slug(String(path.dropLast(".csv".count))) }

  private var dialect: JSON {
    .object([
      "$schema": .string(Self.profile("tabledialect")), "header": .boolean(true), "delimiter": .string(","),
      "lineTerminator": .string("\r\n"), "quoteChar": .string("\""), "doubleQuote": .boolean(true),
      "byteOrderMark": .boolean(hasByteOrderMark),
    ])
  }

  private static func slug(_ text: String) -> String { String(text.lowercased().map { $0 == "/" ? "-" : $0 }) }

  static func profile(_ name: String) -> String { "https://datapackage.org/profiles/2.0/\(name).json" }
}

// Reading.
extension Manifest {
  /// - Throws: `.malformed` for what is not a manifest of this program.
  package init(parsing bytes: [UInt8]) throws(IssueError) {
    let (json, ours) = try Self.objects(bytes)
    title = json["title"]?.string ?? ""
    source = json["sources"]?.array?.first?["title"]?.string ?? ""
    server = ours["server"]?["kind"]?.string.flatMap { kind in
      ServerKind(kind, lastCommit: ours["server"]?["lastCommit"]?.string.flatMap { Instant($0) })
    }
    period = try Self.period(ours)
    thresholds = try Self.thresholds(ours)
    reportingEnd = try Self.need(ours["asOf"]?.string.flatMap { CalendarDay($0) }, "asOf")
    today = ours["today"]?.string.flatMap { CalendarDay($0) }
    issue = try Self.need(ours["issue"]?.integer, "issue")
    status = try Self.need(ours["status"]?.string, "status")
    snapshot = try Self.need(ours["snapshot"]?.string.flatMap { Instant($0) }, "snapshot")
    programVersion = try Self.need(ours["programVersion"]?.string, "programVersion")
    definitionVersions = Dictionary(
      try Self.need(ours["definitionVersions"]?.members, "definitionVersions").compactMap { member in
        member.value.integer.map { (member.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    jobFileDigest = ours["jobFileDigest"]?.string
    reissueReason = ours["reissued"]?["reason"]?.string
    offer = Offer(absent: (ours["absent"]?.array ?? []).compactMap(\.string))
    retraction = ours["retraction"]?["reason"]?.string
    let resources = try Self.need(json["resources"]?.array, "resources")
    hasByteOrderMark = resources.contains { $0["dialect"]?["byteOrderMark"] == .boolean(true) }
    files = try resources.map(Self.file).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Returns the manifest of the same issue once its files are gone. What names and describes the files stays, also what this
  /// version of the program does not read.
  ///
  /// - Parameter day: when the files were removed.
  package static func retracting(_ bytes: [UInt8], reason: String, on day: CalendarDay) throws(IssueError) -> [UInt8] {
    let (json, ours) = try objects(bytes)
    let retraction = JSON.object(["reason": .string(reason), "on": .string(day.description)])
    return json.setting("boardReport", to: ours.setting("retraction", to: retraction)).bytes
  }

  private static func objects(_ bytes: [UInt8]) throws(IssueError) -> (package: JSON, ours: JSON) {
    guard let json = JSON(parsing: bytes), let ours = json["boardReport"] else {
      throw error("no manifest of an issue")
    }
    return (json, ours)
  }

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
      let found = Period(Span(from: from, until: to.next), yearStartsIn: month), found.name == period?["name"]?.string
    else { throw error("period is missing or wrong") }
    return found
  }

  private static func thresholds(_ ours: JSON) throws(IssueError) -> Thresholds {
    let settings = ours["settings"]
    var thresholds = Thresholds()
    for (key, path) in limits { thresholds[keyPath: path] = try need(settings?[key]?.integer, key) }
    for (key, path) in laterLimits {
      if let value = settings?[key] { thresholds[keyPath: path] = try need(value.integer, key) }
    }
    if let free = settings?["freeDays"] { thresholds.freeDays = try need(free.string.flatMap { Days($0) }, "freeDays") }
    thresholds.targets = try (settings?["targets"]?.members ?? []).map(Self.target)
    if let trend = settings?["trend"] { thresholds.trend = try Self.trend(trend) }
    return thresholds
  }

  private static func trend(_ json: JSON) throws(IssueError) -> TrendSettings {
    var trend = TrendSettings()
    trend.months = try need(json["months"]?.integer, "months")
    trend.mostProjects = try need(json["mostProjects"]?.integer, "mostProjects")
    trend.screensOutliers = json["screensOutliers"] != .boolean(false)
    for member in json["rebase"]?.members ?? [] {
      var rebases: [TrendSettings.Rebase] = []
      for item in member.value.array ?? [] {
        let from = try need(item["from"]?.string.flatMap { CalendarDay($0) }, "rebase")
        rebases.append(TrendSettings.Rebase(from: from, why: Text(item["why"]?.string ?? "")))
      }
      trend.rebases[member.name] = rebases
    }
    return trend
  }

  private static func file(_ resource: JSON) throws(IssueError) -> File {
    guard let path = resource["path"]?.string, let bytes = resource["bytes"]?.integer,
      let hash = resource["hash"]?.string, hash.hasPrefix("sha256:")
    else { throw error("resources: path, bytes or hash is missing or wrong") }
    return File(path: path, bytes: bytes, sha256: String(hash.dropFirst(7)))
  }
}

// Targets, by their measure.
extension Manifest {
  fileprivate var targets: JSON? {
    guard !thresholds.targets.isEmpty else { return nil }
    return .object(
      thresholds.targets.map { target in
        switch target.goal {
        case .year(let year, let parts):
          .init(
            name: target.measure,
            value: .object(["year": .string(year.description), "byQuarter": .strings(parts.map(\.description))]))
        case .atMost(let number): .init(name: target.measure, value: .object(["atMost": .string(number.description)]))
        case .atLeast(let number): .init(name: target.measure, value: .object(["atLeast": .string(number.description)]))
        }
      })
  }

  fileprivate static func target(_ member: JSON.NamedValue) throws(IssueError) -> Target {
    func number(_ name: String) -> Decimal? { member.value[name]?.string.flatMap { Decimal($0) } }
    if let year = number("year") {
      let parts = member.value["byQuarter"]?.array?.compactMap { $0.string.flatMap { Decimal($0) } } ?? []
      guard parts.count == 4 else { throw error("targets are wrong") }
      return Target(measure: member.name, goal: .year(year, byQuarter: parts))
    }
    if let number = number("atMost") { return Target(measure: member.name, goal: .atMost(number)) }
    guard let number = number("atLeast") else { throw error("targets are wrong") }
    return Target(measure: member.name, goal: .atLeast(number))
  }
}
