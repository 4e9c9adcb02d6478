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
    guard let key = JobKey.all.first(where: { $0.name == setting.key }) else {
      let known = JobKey.all.map(\.name).joined(separator: ", ")
      throw JobError(setting.keyPlace, "the key \(quoted(setting.key)) is unknown", expected: "one of \(known)")
    }
    job.places[key.name] = setting.place
    try key.read(setting, &job, formats)
  }

  /// Checks rules that involve more than one key.
  private static func check(_ job: Job) throws(JobError) {
    if let place = job.places["data"], job.database != nil {
      throw JobError(place, "data and database are both given", expected: "one of them")
    }
    let (slipping, behind) = (job.thresholds.slippingBelow, job.thresholds.behindBelow)
    if slipping < behind, let place = job.places["slipping_below"] ?? job.places["behind_below"] {
      throw JobError(
        place, "slipping_below is \(slipping) and behind_below \(behind)",
        expected: "a slipping_below that is not below behind_below")
    }
  }
}

/// A key of the job file: its name there, and what its value sets in a job.
private struct JobKey: Sendable {
  let name: String
  /// Reads the value into the job. `formats` are the output formats that the program knows.
  let read: @Sendable (_ setting: Setting, _ job: inout Job, _ formats: [String]) throws(JobError) -> Void

  static let all: [JobKey] = [
    JobKey("title", \.title, Setting.text), JobKey("board", \.board, Setting.text),
    JobKey("contact", \.contact, Setting.text), JobKey("purpose", \.purpose, Setting.text),
    JobKey("database", \.database, Setting.conninfo), JobKey("data", \.data, Setting.path),
    JobKey("dates", \.dates, Setting.choice), JobKey("schema", \.schema, Setting.text),
    JobKey("output", \.output, Setting.path), JobKey("time_zone", \.timeZone, Setting.text),
    JobKey("year_starts_in", \.yearStartsIn, 1...12), JobKey("free_days", \.thresholds.freeDays, Setting.days),
    JobKey("behind_below", \.thresholds.behindBelow, 1...100),
    JobKey("slipping_below", \.thresholds.slippingBelow, 1...100),
    JobKey("wait_limit_days", \.thresholds.waitLimitDays, 0...36_500),
    JobKey("stalled_after_days", \.thresholds.stalledAfterDays, 1...36_500),
    JobKey("case_study_due_days", \.thresholds.caseStudyDueDays, 0...36_500),
    JobKey("planning_share", \.thresholds.planningShare, 1...100),
    JobKey("targets", \.thresholds.targets, Setting.targets),
    JobKey("target_tolerance", \.targetTolerance, 0...100),
    JobKey("list_limit") { (setting, job, _) throws(JobError) in
      job.listLimit = try setting.integer(1...1_000_000)
      job.thresholds.trend.mostProjects = job.listLimit
    },
    JobKey("least_for_percent", \.leastForPercent, 1...1_000_000),
    JobKey("trend_months", \.thresholds.trend.months, TrendSettings.leastMonths...1_200),
    JobKey("screen_outliers", \.thresholds.trend.screensOutliers, Setting.boolean),
    JobKey("rebase", \.thresholds.trend.rebases, Setting.rebases),
    JobKey("first_quarter", \.firstQuarter, Setting.text), JobKey("due_after_days", \.dueAfterDays, 0...36_500),
    JobKey("deadline_seconds", \.deadlineSeconds, 1...86_400),
    JobKey("max_lag_seconds", \.maxLagSeconds, 0...31_536_000), JobKey("bom", \.bom, Setting.boolean),
    JobKey("strict", \.strict, Setting.boolean), JobKey("implausible_fall", \.implausibleFall, 0...100),
    JobKey("accept_empty", \.acceptsEmpty, Setting.boolean),
    JobKey("foreign_tables", \.acceptsForeignTables, Setting.boolean),
    JobKey("case_numbers", \.caseNumbers, Setting.caseNumbers), JobKey("file_mode", \.fileMode, Setting.mode),
    JobKey("formats") { (setting, job, formats) throws(JobError) in job.formats = try setting.choices(formats) },
    JobKey("sections") { (setting, job, _) throws(JobError) in
      let ids = try setting.choices(PaperSection.all.map(\.id))
      job.sections = PaperSection.ordered(ids.compactMap { id in PaperSection.all.first { $0.id == id } })
    },
    JobKey("headline") { (setting, job, _) throws(JobError) in
      job.headline = try setting.choices(Catalogue.of(.programme).map(\.id), most: ReportSettings.mostHeadlineMeasures)
    },
    JobKey("words") { (setting, job, _) throws(JobError) in job.words = try setting.texts(ProgrammeWords.keys) },
    JobKey("commentary", \.commentary, Setting.path), JobKey("after_issue", \.afterIssue, Setting.words),
    JobKey("after_retract", \.afterRetract, Setting.words), JobKey("after_failure", \.afterFailure, Setting.words),
    JobKey("heartbeat", \.heartbeat, Setting.words), JobKey("after_issue_seconds", \.afterIssueSeconds, 1...86_400),
  ]
}

extension JobKey {
  init(
    _ name: String, _ read: @escaping @Sendable (Setting, inout Job, [String]) throws(JobError) -> Void
  ) { self.init(name: name, read: read) }

  /// A key whose value a method of `Setting` reads.
  init<Value>(
    _ name: String, _ path: any WritableKeyPath<Job, Value> & Sendable,
    _ value: @escaping @Sendable (Setting) -> () throws(JobError) -> Value
  ) {
    self.init(name) { (setting, job, _) throws(JobError) in job[keyPath: path] = try value(setting)() }
  }

  /// The same of a key that a job may lack.
  init<Value>(
    _ name: String, _ path: any WritableKeyPath<Job, Value?> & Sendable,
    _ value: @escaping @Sendable (Setting) -> () throws(JobError) -> Value
  ) {
    self.init(name) { (setting, job, _) throws(JobError) in job[keyPath: path] = try value(setting)() }
  }

  init(_ name: String, _ path: any WritableKeyPath<Job, Int> & Sendable, _ range: ClosedRange<Int>) {
    self.init(name) { (setting, job, _) throws(JobError) in job[keyPath: path] = try setting.integer(range) }
  }
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
      return try start.settings(of: mapping)
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

  /// Returns the keys of a mapping in this file with their values.
  func settings(of mapping: Node.Mapping) throws(JobError) -> [Setting] {
    var settings: [Setting] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key, key.tag == Tag(.str) else {
        throw JobError(at(key), "a key is no word", expected: "a word")
      }
      settings.append(Setting(key: scalar.string, keyPlace: at(key), place: at(value), value: value))
    }
    return settings
  }
}
