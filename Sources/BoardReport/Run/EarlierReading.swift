import Core
import Input
import Issues
import System

extension RunOrder {
  /// Reads what earlier issues printed, as far as this report speaks of it: the current issue of the period before, how many
  /// reports in a row gave a project's progress, the first promise of each action, and the last quarters' first figures.
  func earlierReports(in archive: borrowing Archive, _ measures: [any AnyMetric]) throws -> EarlierReports {
    var earlier = EarlierReports()
    guard let before = period.previousPeriod, try archive.isOf(before) else { return earlier }
    let issues = try PreviousIssues(of: before, in: archive)
    if let latest = issues.latest {
      var last = try latest.lastReport()
      last.expected = try issues.settled?.expectedDays()
      // Of older issues nothing is claimed where one cannot be read.
      last = (try? counted(last, in: archive)) ?? last
      earlier.last = (try? followed(last, in: archive)) ?? last
    }
    earlier.promised = (try? promised(in: archive)) ?? [:]
    earlier.firstFigures = try? firstFigures(in: archive, measures)
    return earlier
  }

  /// Counts the reports in a row that gave each project the progress that it had in the last one.
  private func counted(_ last: LastReport, in archive: borrowing Archive) throws -> LastReport {
    var last = last
    var running = Set(last.projects.keys)
    var before = last.period.previousPeriod
    let version = last.versions["progress"]
    for _ in 1..<FirstFigures.mostQuarters {
      guard let period = before, !running.isEmpty, let issue = try current(of: period, in: archive),
        issue.manifest.definitionVersions["progress"] == version
      else { break }
      let progress = try issue.progress()
      running = running.filter { progress[$0] == last.projects[$0]?.progress }
      for id in running { last.projects[id]?.reports += 1 }
      before = period.previousPeriod
    }
    return last
  }

  /// Finds the report since which each finding of the last one has been there, report after report.
  private func followed(_ last: LastReport, in archive: borrowing Archive) throws -> LastReport {
    var last = last
    var running = Set(last.findings.keys)
    var before = last.period.previousPeriod
    for _ in 1..<FirstFigures.mostQuarters {
      guard let period = before, !running.isEmpty, let issue = try current(of: period, in: archive) else { break }
      running.formIntersection(try issue.findings())
      let name = ReportName(period: period, issue: issue.manifest.issue)
      for identity in running { last.findings[identity] = name }
      before = period.previousPeriod
    }
    return last
  }

  /// Returns the earliest day by which each action was to be done, over the last issues of the archive.
  private func promised(in archive: borrowing Archive) throws -> [Int64: CalendarDay] {
    var promised: [Int64: CalendarDay] = [:]
    var before = period.previousPeriod
    for _ in 0..<FirstFigures.mostQuarters {
      guard let period = before, let issue = try current(of: period, in: archive) else { break }
      // The older issue wins.
      for (number, due) in try issue.actionsDue() { if let due { promised[number] = due } }
      before = period.previousPeriod
    }
    return promised
  }

  /// Returns how much first figures changed, over the last quarters of the archive before this period's end.
  private func firstFigures(in archive: borrowing Archive, _ measures: [any AnyMetric]) throws -> FirstFigures? {
    let quarters = try archive.periods().compactMap { Period(quarterFolder: $0, yearStartsIn: job.yearStartsIn) }
      .filter { $0 != period && $0.span.until <= period.span.until }.sorted { $0.span.from > $1.span.from }
    var found: [(first: IssueSource, current: IssueSource)] = []
    for quarter in quarters {
      guard found.count < FirstFigures.mostQuarters else { break }
      guard let current = try current(of: quarter, in: archive) else { continue }
      for name in try archive.issues(of: quarter.name) {
        guard let first = try source(name, in: archive), !first.manifest.isPartial else { continue }
        found.append((first, current))
        break
      }
    }
    return try FirstFigures(found, measures)
  }

  /// Returns the current issue of a period; nil where there is none of its days that can be read.
  private func current(of period: Period, in archive: borrowing Archive) throws -> IssueSource? {
    guard try archive.isOf(period), let name = try archive.current(of: period.name) else { return nil }
    return try source(name, in: archive)
  }

  private func source(_ name: IssueName, in archive: borrowing Archive) throws -> IssueSource? {
    let files = try archive.contents(of: name)
    guard let manifest = try? files.manifest(), manifest.retraction == nil else { return nil }
    return try IssueSource(files, manifest)
  }
}
