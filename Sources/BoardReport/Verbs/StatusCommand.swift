import ArgumentParser
import Core
import Input
import Issues
import System

/// The verb `status`, which reports whether the board has every report that is due. A run that never happened cannot
/// report this.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Name each quarter whose report is due and missing.",
    discussion: """
      Reads the job file and the archive, and no database. A quarter is due from due_after_days after its end, starting with \
      first_quarter (else the earliest issued quarter, else only the last complete one). A quarter has its report when its \
      current issue agrees with its manifest and is not provisional. Exits 1 when a report is missing; `run --catch-up` \
      issues the missing ones.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var today: TodayOption

  @Option(help: ArgumentHelp("Also write this file for node exporter's textfile collector.", valueName: "file"))
  var prometheus: String?

  @Flag(help: "Print nothing when nothing is due: cron mails what is printed.") var quiet = false

  func run() throws {
    let declaration = try job.declared()
    let today = try today.day(in: declaration.job.timeZone)
    try answering {
      let dues = try DueReports(declaration, today: today)
      if !quiet || !dues.missing.isEmpty { Console.say(dues.lines) }
      if let prometheus { try Self.write(PrometheusText(dues, jobName: declaration.name).text, to: prometheus) }
      // The lines on standard output are the answer.
      guard dues.missing.isEmpty else { throw Failure(.answerIsNo, "") }
    }
  }

  /// Writes the file whole or not at all. The file is readable for all, because the exporter runs as another user.
  private static func write(_ text: String, to path: String) throws {
    do throws(FileError) { try Folder.replace(fileAt: path, Array(text.utf8), mode: 0o644) } catch {
      throw Failure(writing: error, for: "--prometheus")
    }
  }
}

/// The quarters whose reports are due, and those among them that the board does not have.
struct DueReports {
  let quarters: [Period]
  /// The missing quarters in order.
  let missing: [(quarter: Period, shortfall: MissingReason)]
  /// The record of the last run; nil when there was none.
  let lastRun: LastRunRecord?

  /// Reads only the archive. Without an archive, nothing was issued.
  init(_ declaration: Declaration, today: CalendarDay) throws {
    let first = try declaration.firstQuarter()
    func due(from first: Period?) -> [Period] {
      Period.quarters(
        dueOn: today, afterDays: declaration.job.dueAfterDays, first: first, yearStartsIn: declaration.job.yearStartsIn)
    }
    guard let archive = try Self.archive(declaration.job) else {
      quarters = due(from: first)
      missing = quarters.map { ($0, .neverIssued) }
      lastRun = nil
      return
    }
    quarters = due(from: try first ?? archive.earliestQuarter(yearStartsIn: declaration.job.yearStartsIn))
    var missing: [(quarter: Period, shortfall: MissingReason)] = []
    for quarter in quarters {
      guard let shortfall = try MissingReason.find(of: quarter, in: archive) else { continue }
      missing.append((quarter, shortfall))
    }
    self.missing = missing
    lastRun = try archive.lastRunRecord()
  }

  private static func archive(_ job: Job) throws(FileError) -> Archive? {
    do { return try Archive.open(job.output, fileMode: UInt16(job.fileMode), create: false) } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }

  /// One line for each missing quarter, or one line that says that none is missing.
  var lines: [String] {
    guard missing.isEmpty else { return missing.map { "\($0.quarter.name): \($0.shortfall)" } }
    guard let last = quarters.last else { return ["up to date: no quarter is due"] }
    let count = quarters.count == 1 ? "1 quarter" : "\(quarters.count) quarters"
    return ["up to date: \(count) due, the last \(last.name)"]
  }
}

extension Archive {
  /// Returns the earliest quarter that has an issue.
  fileprivate borrowing func earliestQuarter(yearStartsIn month: Int) throws -> Period? {
    var earliest: Period?
    for name in try periods() {
      guard let quarter = Period(quarterFolder: name, yearStartsIn: month), try !issues(of: name).isEmpty,
        earliest.map({ quarter.span.from < $0.span.from }) ?? true
      else { continue }
      earliest = quarter
    }
    return earliest
  }
}

/// The metrics of the job in Prometheus' text format 0.0.4. All are gauges; unknown ones are left out. Prometheus uses
/// the label `job` itself, so the program's label is `job_name`.
struct PrometheusText {
  private var lines: [String] = []
  private let jobName: String

  init(_ dues: DueReports, jobName: String) {
    self.jobName = jobName
    add("quarters_due", "Quarters whose report is due and not there, whole and final.", [(nil, dues.missing.count)])
    add("quarters_expected", "Quarters whose report is due, there or not.", [(nil, dues.quarters.count)])
    guard let run = dues.lastRun else { return }
    if let success = run.lastSuccess {
      add(
        "last_success_timestamp_seconds", "When a run last ended with 0, issued or unchanged.",
        [(nil, Int(success.secondsSince1970))])
    }
    add("last_run_timestamp_seconds", "When the last run ended, well or not.", [(nil, Int(run.end.secondsSince1970))])
    add("last_run_exit_code", "The exit code of the last run.", [(nil, run.exit)])
    add(
      "last_run_duration_seconds", "How long the last run took.",
      [(nil, max(0, Int(run.end.seconds - run.start.seconds)))])
    add("rows", "Rows the last run read.", run.rows.map { (("relation", $0.name), $0.number) })
    add(
      "findings", "Findings of data quality of the last run.", run.findings.map { (("severity", $0.name), $0.number) })
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func add(_ name: String, _ help: String, _ samples: [(label: (String, String)?, value: Int)]) {
    guard !samples.isEmpty else { return }
    let name = "board_report_\(name)"
    lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
    for sample in samples {
      let labels = [("job_name", jobName)] + (sample.label.map { [$0] } ?? [])
      let written = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
      lines.append("\(name){\(written)} \(sample.value)")
    }
  }

  private static func escaped(_ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// The reason why the board does not have a due report.
enum MissingReason: Hashable {
  case neverIssued
  /// There are issues, but `current` leads to none.
  case notCurrent
  case provisional(IssueName)
  /// The first difference, and the number of differences.
  case damaged(IssueName, String, of: Int)
  /// The reason that was given for the retraction.
  case retracted(IssueName, String)
  /// The error that prevents reading the archive.
  case unreadable(String)

  /// Returns nil when the period's current issue agrees with its manifest and is not provisional.
  ///
  /// - Throws: when the archive's issues of that name are of other days.
  static func find(of period: Period, in archive: borrowing Archive) throws -> MissingReason? {
    do { return try look(for: period, in: archive) } catch let error as FileError {
      // The other quarters are still reported.
      return .unreadable(error.line)
    }
  }

  private static func look(for period: Period, in archive: borrowing Archive) throws -> MissingReason? {
    try archive.refuseOtherDays(of: period)
    guard let name = try archive.current(of: period.name) else {
      return try archive.issues(of: period.name).isEmpty ? .neverIssued : .notCurrent
    }
    do {
      let manifest = try archive.contents(of: name).manifest()
      guard manifest.period == period, manifest.issue == name.number else {
        return .damaged(name, "\(Manifest.path): of another issue, \(manifest.name)", of: 1)
      }
      if let reason = manifest.retraction { return .retracted(name, reason) }
      let differences = try archive.verify(name).differences
      if let first = differences.first { return .damaged(name, "\(first)", of: differences.count) }
      return manifest.isPartial ? .provisional(name) : nil
    } catch let error as IssueError { return .damaged(name, "\(error)", of: 1) }
  }
}

extension MissingReason: CustomStringConvertible {
  var description: String {
    switch self {
    case .neverIssued: "never issued"
    case .notCurrent: "issued, but current leads to none"
    case .provisional(let name): "\(name) is provisional"
    case .damaged(let name, let what, let count):
      "\(name) is damaged: \(what)" + (count > 1 ? " (and \(count - 1) more)" : "")
    case .retracted(let name, let reason): "\(name) was retracted: \(reason)"
    case .unreadable(let what): what
    }
  }

  /// The reason for an issue whose figures may not have changed; nil when no reason is needed.
  var reissueReason: String? { if case .damaged = self { "\(self)" } else { nil } }
}
