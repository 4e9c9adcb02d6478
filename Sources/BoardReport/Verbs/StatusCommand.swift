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
      current issue agrees with its manifest and is not provisional, and no later run was refused as implausible. Exits 1 \
      when a report is missing or was not delivered by after_issue; `run --catch-up` issues and delivers the missing ones. \
      Also exits 1 when the last run found an issue that prints a comment whose consent has ended.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var today: TodayOption

  @Option(
    help: ArgumentHelp("Also write this file for node exporter's textfile collector.", valueName: "file"),
    completion: .file())
  var prometheus: String?

  @Flag(help: "Print nothing when nothing is due: cron mails what is printed.") var quiet = false

  func run() throws {
    let declaration = try job.declared()
    let today = try today.day(in: declaration.job.timeZone)
    try answering {
      let dues = try DueReports(declaration, today: today)
      if !quiet || !dues.isWell { Console.say(dues.lines) }
      if let prometheus { try PrometheusText(dues, jobName: declaration.name).write(to: prometheus) }
      // The lines on standard output are the answer.
      guard dues.isWell else { throw Failure(.answerIsNo, "") }
    }
  }
}

/// The quarters whose reports are due, and those among them that the board does not have.
struct DueReports {
  let quarters: [Period]
  /// The missing quarters in order.
  let missing: [(quarter: Period, shortfall: MissingReason)]
  /// The issues that `after_issue` did not deliver, with the reason.
  let undelivered: [(name: IssueName, reason: String)]
  /// The record of the last run; nil when there was none.
  let lastRun: LastRunRecord?

  /// Reads only the archive. Without an archive, nothing was issued.
  init(_ declaration: Declaration, today: CalendarDay) throws {
    let first = try declaration.firstQuarter()
    func due(from first: Period?) -> [Period] {
      Period.quarters(
        dueOn: today, afterDays: declaration.job.dueAfterDays, first: first, yearStartsIn: declaration.job.yearStartsIn)
    }
    guard let archive = try Archive.existing(declaration.job) else {
      quarters = due(from: first)
      missing = quarters.map { ($0, .neverIssued) }
      undelivered = []
      lastRun = nil
      return
    }
    quarters = due(from: try first ?? archive.earliestQuarter(yearStartsIn: declaration.job.yearStartsIn))
    var missing: [(quarter: Period, shortfall: MissingReason)] = []
    lastRun = try archive.lastRunRecord()
    for quarter in quarters {
      let refused = lastRun?.refusals[quarter.name].map { MissingReason.refused($0) }
      if let shortfall = try MissingReason.find(of: quarter, in: archive) ?? refused {
        missing.append((quarter, shortfall))
      }
    }
    self.missing = missing
    undelivered = declaration.job.afterIssue.isEmpty ? [] : try Deliveries(of: archive).missing(in: archive)
  }

  /// Whether the board has every report that is due, each was delivered, and no issue prints a comment whose consent has ended.
  var isWell: Bool { missing.isEmpty && undelivered.isEmpty && quotesWithoutConsent == 0 }

  private var quotesWithoutConsent: Int { lastRun?.quotesWithoutConsent ?? 0 }

  /// One line for each missing quarter and each issue that was not delivered, or one line that says that there is none; then one
  /// for comments without consent.
  var lines: [String] {
    let count = quotesWithoutConsent
    let quotes =
      count == 1 ? "1 comment is printed whose consent has" : "\(count) comments are printed whose consents have"
    return dueLines + (count == 0 ? [] : ["\(quotes) ended; board-report check names the issues to retract"])
  }

  private var dueLines: [String] {
    guard missing.isEmpty && undelivered.isEmpty else {
      return missing.map { "\($0.quarter.name): \($0.shortfall)" }
        + undelivered.map { "\($0.name): published, but \($0.reason)" }
    }
    guard let last = quarters.last else { return ["up to date: no quarter is due"] }
    let count = quarters.count == 1 ? "1 quarter" : "\(quarters.count) quarters"
    return ["up to date: \(count) due, the last \(last.name)"]
  }
}

extension Archive {
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

/// The reason why the board does not have a due report.
enum MissingReason: Hashable {
  case neverIssued
  /// There are issues, but `current` leads to none.
  case notCurrent
  case provisional(IssueName)
  /// The first difference, and the number of differences.
  case damaged(IssueName, String, of: Int)
  /// The issue stays current, but the latest run found data that is implausible.
  case refused(String)
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
    case .refused(let what): "the latest run was refused: \(what)"
    case .retracted(let name, let reason): "\(name) was retracted: \(reason)"
    case .unreadable(let what): what
    }
  }

  /// The reason for an issue whose figures may not have changed; nil when no reason is needed.
  var reissueReason: String? { if case .damaged = self { "\(self)" } else { nil } }
}
