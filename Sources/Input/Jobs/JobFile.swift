import Core
import Yams

/// The reader of job files: YAML of one mapping of known keys, read strictly.
///
/// Yams gives the text and location of each value and nothing more. Its own conversions would read `010` as 8 and `yes`
/// as true.
package enum JobFile {
  /// The largest size in bytes.
  package static let largest = 65_536

  /// Returns the job that `bytes`, the file at `path`, declare.
  ///
  /// - Parameter formats: the output formats that the program knows.
  package static func parse(_ bytes: [UInt8], path: String, formats: [String]) throws(JobError) -> Job {
    var job = Job(folder: Path.folder(of: path))
    let settings = try settings(of: bytes, path: path)
    for setting in settings { try read(setting, into: &job, formats) }
    try check(job)
    return job
  }

  private static func settings(of bytes: [UInt8], path: String) throws(JobError) -> [Setting] {
    let start = SourceLocation(file: path, line: 1, column: 1)
    guard bytes.count <= largest else {
      throw JobError(start, "the file has \(bytes.count) bytes", expected: "\(largest) at most")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JobError(start, "the file is not UTF-8", expected: "UTF-8")
    }
    return try Document.read(text, path: path)
  }

  private static func read(_ setting: Setting, into job: inout Job, _ formats: [String]) throws(JobError) {
    guard let key = JobKey(rawValue: setting.key) else {
      let known = JobKey.allCases.map(\.rawValue).joined(separator: ", ")
      throw JobError(setting.keyPlace, "the key \(quoted(setting.key)) is unknown", expected: "one of \(known)")
    }
    job.places[key.rawValue] = setting.place
    switch key {
    case .title: job.title = try setting.text()
    case .board: job.board = try setting.text()
    case .contact: job.contact = try setting.text()
    case .purpose: job.purpose = try setting.text()
    case .database: job.database = try setting.conninfo()
    case .data: job.data = try setting.path()
    case .dates: job.dates = try setting.choice(DateOrder.self)
    case .schema: job.schema = try setting.text()
    case .output: job.output = try setting.path()
    case .timeZone: job.timeZone = try setting.text()
    case .yearStartsIn: job.yearStartsIn = try setting.integer(1...12)
    case .freeDays: job.freeDays = try setting.days()
    case .behindBelow: job.behindBelow = try setting.integer(1...100)
    case .slippingBelow: job.slippingBelow = try setting.integer(1...100)
    case .waitLimitDays: job.waitLimitDays = try setting.integer(0...36_500)
    case .stalledAfterDays: job.stalledAfterDays = try setting.integer(1...36_500)
    case .caseStudyDueDays: job.caseStudyDueDays = try setting.integer(0...36_500)
    case .targets: job.targets = try setting.targets()
    case .targetTolerance: job.targetTolerance = try setting.integer(0...100)
    case .planningShare: job.planningShare = try setting.integer(1...100)
    case .listLimit:
      job.listLimit = try setting.integer(1...1_000_000)
      job.trend.mostProjects = job.listLimit
    case .leastForPercent: job.leastForPercent = try setting.integer(1...1_000_000)
    case .trendMonths: job.trend.months = try setting.integer(TrendSettings.leastMonths...1_200)
    case .screenOutliers: job.trend.screensOutliers = try setting.boolean()
    case .rebase: job.trend.rebases = try setting.rebases()
    case .firstQuarter: job.firstQuarter = try setting.text()
    case .dueAfterDays: job.dueAfterDays = try setting.integer(0...36_500)
    case .deadlineSeconds: job.deadlineSeconds = try setting.integer(1...86_400)
    case .maxLagSeconds: job.maxLagSeconds = try setting.integer(0...31_536_000)
    case .bom: job.bom = try setting.boolean()
    case .strict: job.strict = try setting.boolean()
    case .implausibleFall: job.implausibleFall = try setting.integer(0...100)
    case .acceptEmpty: job.acceptsEmpty = try setting.boolean()
    case .foreignTables: job.acceptsForeignTables = try setting.boolean()
    case .caseNumbers: job.caseNumbers = try setting.caseNumbers()
    case .fileMode: job.fileMode = try setting.mode()
    case .formats: job.formats = try setting.choices(formats)
    case .sections:
      let ids = try setting.choices(PaperSection.all.map(\.id))
      job.sections = PaperSection.ordered(ids.compactMap { id in PaperSection.all.first { $0.id == id } })
    case .headline:
      job.headline = try setting.choices(Catalogue.of(.programme).map(\.id), most: ReportSettings.mostHeadlineMeasures)
    case .words: job.words = try setting.texts(ProgrammeWords.keys)
    case .commentary: job.commentary = try setting.path()
    case .afterIssue: job.afterIssue = try setting.words()
    case .afterRetract: job.afterRetract = try setting.words()
    case .afterFailure: job.afterFailure = try setting.words()
    case .heartbeat: job.heartbeat = try setting.words()
    case .afterIssueSeconds: job.afterIssueSeconds = try setting.integer(1...86_400)
    }
  }

  /// Checks rules that involve more than one key.
  private static func check(_ job: Job) throws(JobError) {
    if let place = job.places["data"], job.database != nil {
      throw JobError(place, "data and database are both given", expected: "one of them")
    }
    if job.slippingBelow < job.behindBelow, let place = job.places["slipping_below"] ?? job.places["behind_below"] {
      throw JobError(
        place, "slipping_below is \(job.slippingBelow) and behind_below \(job.behindBelow)",
        expected: "a slipping_below that is not below behind_below")
    }
  }
}

/// The keys as the file spells them.
enum JobKey: String, CaseIterable {
  case title, board, contact, purpose, database, data, dates, schema, output
  case timeZone = "time_zone"
  case yearStartsIn = "year_starts_in"
  case freeDays = "free_days"
  case behindBelow = "behind_below"
  case slippingBelow = "slipping_below"
  case waitLimitDays = "wait_limit_days"
  case stalledAfterDays = "stalled_after_days"
  case caseStudyDueDays = "case_study_due_days"
  case planningShare = "planning_share"
  case targets
  case targetTolerance = "target_tolerance"
  case listLimit = "list_limit"
  case leastForPercent = "least_for_percent"
  case trendMonths = "trend_months"
  case screenOutliers = "screen_outliers"
  case rebase
  case firstQuarter = "first_quarter"
  case dueAfterDays = "due_after_days"
  case deadlineSeconds = "deadline_seconds"
  case maxLagSeconds = "max_lag_seconds"
  case bom, strict
  case implausibleFall = "implausible_fall"
  case acceptEmpty = "accept_empty"
  case foreignTables = "foreign_tables"
  case caseNumbers = "case_numbers"
  case fileMode = "file_mode"
  case formats, sections, headline, words, commentary
  case afterIssue = "after_issue"
  case afterRetract = "after_retract"
  case afterFailure = "after_failure"
  case heartbeat
  case afterIssueSeconds = "after_issue_seconds"
}

/// Returns text of the file for a message: one line, short, without characters that control a terminal.
func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars.prefix(40).map { scalar in isControl(scalar) ? "\u{FFFD}" : scalar }
  let isCut = text.unicodeScalars.count > 40
  return "‘" + String(String.UnicodeScalarView(scalars)) + (isCut ? "…’" : "’")
}

/// Returns whether the character is a control, changes the direction of text, or ends a line.
func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: true
  default: false
  }
}

/// The mapping of a job file as keys and values with their locations. YAML's anchors, aliases and tags are refused.
enum Document {
  static func read(_ text: String, path: String) throws(JobError) -> [Setting] {
    let start = SourceLocation(file: path, line: 1, column: 1)
    let (parser, root) = try compose(text, path: path)
    // The anchors live as long as the parser.
    return try withExtendedLifetime(parser) { () throws(JobError) -> [Setting] in
      guard let root, !isEmpty(root) else { return [] }
      try refuseIndirection(root, start)
      guard case .mapping(let mapping) = root else {
        throw JobError(start.at(root), "the file is no mapping", expected: "lines of ‘key: value’")
      }
      var settings: [Setting] = []
      for (key, value) in mapping {
        guard case .scalar(let scalar) = key, key.tag == Tag(.str) else {
          throw JobError(start.at(key), "a key is no word", expected: "a word")
        }
        settings.append(Setting(key: scalar.string, keyPlace: start.at(key), place: start.at(value), value: value))
      }
      return settings
    }
  }

  private static func compose(_ text: String, path: String) throws(JobError) -> (Yams.Parser, Node?) {
    do {
      let parser = try Yams.Parser(yaml: text, encoding: .utf8)
      return (parser, try parser.singleRoot())
    } catch let error as YamlError { throw refusal(error, path: path) } catch {
      throw JobError(SourceLocation(file: path, line: 1, column: 1), "the file is not YAML", expected: "YAML")
    }
  }

  /// Returns whether the file holds comments only.
  private static func isEmpty(_ root: Node) -> Bool {
    guard case .scalar(let scalar) = root else { return false }
    return scalar.string.isEmpty && scalar.style == .plain && scalar.anchor == nil && scalar.tag == Tag(.implicit)
  }

  /// Refuses anchors, aliases and tags in the order of the file, before any alias is followed.
  private static func refuseIndirection(_ node: Node, _ start: SourceLocation) throws(JobError) {
    guard node.anchor == nil else {
      throw JobError(start.at(node), "the value has an anchor or alias", expected: "the value itself")
    }
    switch node {
    case .scalar(let scalar):
      let plainTag = scalar.style == .plain ? Tag(.implicit) : Tag(.str)
      guard scalar.tag == plainTag else { throw tagRefused(node, start) }
    case .sequence(let sequence):
      guard sequence.tag == Tag(.implicit) else { throw tagRefused(node, start) }
      for element in sequence { try refuseIndirection(element, start) }
    case .mapping(let mapping):
      guard mapping.tag == Tag(.implicit) else { throw tagRefused(node, start) }
      for (key, value) in mapping {
        guard key.anchor == nil else {
          throw JobError(start.at(key), "the key has an anchor or alias", expected: "the key itself")
        }
        try refuseIndirection(value, start)
      }
    case .alias: throw JobError(start.at(node), "the value is an alias", expected: "the value itself")
    }
  }

  private static func tagRefused(_ node: Node, _ start: SourceLocation) -> JobError {
    JobError(start.at(node), "the value has a tag", expected: "the value alone")
  }

  private static func refusal(_ error: YamlError, path: String) -> JobError {
    func refuse(_ line: Int, _ column: Int, _ problem: String, expected: String = "YAML") -> JobError {
      JobError(SourceLocation(file: path, line: max(1, line), column: max(1, column)), problem, expected: expected)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      return refuse(mark.line, mark.column, problem)
    case .composer(_, let problem, let mark, _):
      return problem.contains("another document")
        ? refuse(mark.line, mark.column, "the file has a second document", expected: "one document")
        : refuse(mark.line, mark.column, problem)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.prefix(1).map(quoted).joined()
      return refuse(context.mark.line, context.mark.column, "the key \(names) is given twice", expected: "it only once")
    case .reader(let problem, let offset, _, let text):
      let line = text.utf8.prefix(offset ?? 0).count { $0 == UInt8(ascii: "\n") } + 1
      return refuse(line, 1, problem, expected: "printable characters")
    default: return refuse(1, 1, "the file is not YAML")
    }
  }
}

extension SourceLocation {
  /// Returns the start of a node in this file.
  func at(_ node: Node) -> SourceLocation {
    guard let mark = node.mark else { return self }
    return SourceLocation(file: file, line: mark.line, column: mark.column)
  }
}
