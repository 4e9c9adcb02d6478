import Archive
import Facts
import Files
import Jobs

/// The quarters whose reports are due, and those among them that the board does not have.
struct Dues {
  let quarters: [Period]
  /// In order.
  let missing: [(quarter: Period, shortfall: Shortfall)]
  /// What the last run left; nil when there was none.
  let lastRun: LastRunRecord?

  /// Reads the archive and nothing else. Where there is none yet, nothing was issued.
  init(_ declaration: Declaration, today: CalendarDay) throws {
    let first = try declaration.firstQuarter()
    func due(from first: Period?) -> [Period] {
      Period.quarters(
        dueOn: today, afterDays: declaration.job.dueAfterDays, first: first,
        yearStartsIn: declaration.job.yearStartsIn)
    }
    guard let archive = try Self.archive(declaration.job) else {
      quarters = due(from: first)
      missing = quarters.map { ($0, .neverIssued) }
      lastRun = nil
      return
    }
    quarters = due(
      from: try first ?? archive.earliestQuarter(yearStartsIn: declaration.job.yearStartsIn))
    var missing: [(quarter: Period, shortfall: Shortfall)] = []
    for quarter in quarters {
      guard let shortfall = try Shortfall.find(of: quarter, in: archive) else { continue }
      missing.append((quarter, shortfall))
    }
    self.missing = missing
    lastRun = try archive.lastRunRecord()
  }

  private static func archive(_ job: Job) throws(FileError) -> Archive? {
    do {
      return try Archive.open(job.output, fileMode: UInt16(job.fileMode), create: false)
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }

  /// One a quarter that is missing; else one that says so.
  var lines: [String] {
    guard missing.isEmpty else { return missing.map { "\($0.quarter.name): \($0.shortfall)" } }
    guard let last = quarters.last else { return ["up to date: no quarter is due"] }
    let count = quarters.count == 1 ? "1 quarter" : "\(quarters.count) quarters"
    return ["up to date: \(count) due, the last \(last.name)"]
  }
}

extension Archive {
  /// The earliest quarter something was issued of.
  fileprivate borrowing func earliestQuarter(yearStartsIn month: Int) throws -> Period? {
    var earliest: Period?
    for name in try periods() {
      guard let quarter = Period(quarterFolder: name, yearStartsIn: month),
        try !issues(of: name).isEmpty,
        earliest.map({ quarter.span.from < $0.span.from }) ?? true
      else { continue }
      earliest = quarter
    }
    return earliest
  }
}
