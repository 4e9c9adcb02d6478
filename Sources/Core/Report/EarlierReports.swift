/// What earlier issues of the archive printed, as far as a report speaks of it. No figure reads it, and nothing of it is ever
/// revised.
package struct EarlierReports: Sendable {
  /// The current issue of the period before, which is what the board read; nil where there is none.
  package var last: LastReport?
  /// nil where the archive holds too few quarters.
  package var firstFigures: FirstFigures?
  /// The day by which each action was first promised, by its number.
  package var promised: [Int64: CalendarDay] = [:]

  package init() {}
}

/// The current issue of the period before.
package struct LastReport: Sendable {
  package let period: Period
  /// By commission.
  package var projects: [Int64: LastProject]
  /// The definition versions that the issue records, by metric.
  package let versions: [String: Int]
  /// The figures of the programme for that period as they were printed, by metric.
  package let figures: [String: String]
  /// By the number of the action.
  package let actionsDue: [Int64: CalendarDay?]
  /// What the first final issue of that period expected of the next quarter; nil where it did not look ahead.
  package var expected: ExpectedDays?
  /// The number of the issue.
  package let issue: Int
  /// Since which report in a row each finding has been there.
  package var findings: [FindingIdentity: ReportName]

  package init(
    period: Period, projects: [Int64: LastProject], versions: [String: Int], figures: [String: String],
    actionsDue: [Int64: CalendarDay?], issue: Int = 1, findings: Set<FindingIdentity> = []
  ) {
    self.period = period
    self.issue = issue
    self.findings = Dictionary(
      uniqueKeysWithValues: findings.map { ($0, ReportName(period: period, issue: issue)) })
    self.figures = figures
    self.projects = projects
    self.versions = versions
    self.actionsDue = actionsDue
  }

  /// Whether the issue computed a metric by another definition.
  func hasOtherMethod(of metric: any AnyMetric) -> Bool { versions[metric.id] != metric.definition.version }
}

/// A report, as people name it: `Quarter 2 of 2010/11, issue 1`.
package struct ReportName: Hashable, Sendable {
  package let period: Period
  package let issue: Int

  package init(period: Period, issue: Int) {
    self.period = period
    self.issue = issue
  }

  var written: Prose { "\(period), issue \(issue)" }
}

/// A project's row of `projects.csv` in the issue of the period before.
package struct LastProject: Hashable, Sendable {
  package var reference: Text?
  package var boroughCode: Text?
  package var progress = ""
  package var dueOn: CalendarDay?
  package var daysAgreed: Days?
  package var days = Days.zero
  package var outcomes = 0
  /// How many reports in a row, up to that one, gave this progress.
  package var reports = 1

  package init() {}
}

/// The days that an issue expected of the quarter after it.
package struct ExpectedDays: Hashable, Sendable {
  package let firm: Days
  package let asked: Days
  package let unknown: Int

  package init(firm: Days, asked: Days, unknown: Int) {
    self.firm = firm
    self.asked = asked
    self.unknown = unknown
  }

  /// Whether it was known of any project what it would take, or of none unknown.
  var saysSomething: Bool { firm != .zero || asked != .zero || unknown == 0 }
}

/// How much first figures changed afterwards, and how long entries took, over the last quarters of the archive.
package struct FirstFigures: Hashable, Sendable {
  /// Fewer quarters say nothing.
  package static let leastQuarters = 4
  package static let mostQuarters = 8

  package struct Line: Hashable, Sendable {
    package let metric: String
    /// In how many quarters both issues have a number, computed by one definition.
    package let quarters: Int
    /// Of the differences without their signs.
    package let mean: Decimal
    package let largest: Decimal

    package init(metric: String, quarters: Int, mean: Decimal, largest: Decimal) {
      self.metric = metric
      self.quarters = quarters
      self.mean = mean
      self.largest = largest
    }
  }

  package let quarters: Int
  package let lines: [Line]
  package let lags: EntryLags

  package init(quarters: Int, lines: [Line], lags: EntryLags) {
    self.quarters = quarters
    self.lines = lines
    self.lags = lags
  }
}

/// How many days lie between work and entry: of each number of days, how many entries.
package struct EntryLags: Hashable, Sendable {
  package private(set) var counts: [Int: Int] = [:]

  package init() {}

  package mutating func add(_ days: Int) { counts[days, default: 0] += 1 }
  package mutating func add(_ other: EntryLags) { counts.merge(other.counts, uniquingKeysWith: +) }

  package var entries: Int { counts.values.reduce(0, +) }

  /// The middle number, or the mean of the middle two; nil where there is no entry.
  package var median: Decimal? {
    let (entries, ordered) = (entries, counts.sorted { $0.key < $1.key })
    guard entries > 0 else { return nil }
    func value(at index: Int) -> Int {
      var seen = 0
      for (days, count) in ordered {
        seen += count
        if index < seen { return days }
      }
      return 0
    }
    return Decimal(mantissa: Int64(value(at: (entries - 1) / 2) + value(at: entries / 2)) * 5, scale: 1)
  }

  static let late = 14

  /// The share of entries that came later than 14 days after the work.
  package var lateShare: Fraction? {
    let late = counts.filter { $0.key > Self.late }.values.reduce(0, +)
    return Fraction(Int64(late), over: Int64(entries))
  }
}
