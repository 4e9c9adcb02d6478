package import Core

/// What was issued, and what became of it.
package struct History {
  package struct ListedIssue: Hashable, Sendable {
    package let manifest: Manifest
    /// `current` leads to it.
    package let isCurrent: Bool

    package init(_ manifest: Manifest, isCurrent: Bool) {
      self.manifest = manifest
      self.isCurrent = isCurrent
    }
  }

  /// By first day, last day and number.
  package let issues: [ListedIssue]

  package init(_ issues: [ListedIssue]) {
    self.issues = issues.sorted { left, right in
      let (a, b) = (left.manifest, right.manifest)
      if a.period.span.from != b.period.span.from { return a.period.span.from < b.period.span.from }
      return (a.period.span.until, a.issue) < (b.period.span.until, b.issue)
    }
  }

  private static let declared = Table<ListedIssue>(
    "history.csv", "History", "Every issue of the archive.", key: ["period", "issue"]
  ) {
    Column("period", "Period", "The period's name.") { $0.manifest.period.name }
    Column("issue", "Issue", "Counts within the period.") { $0.manifest.issue }
    Column("status", "Status", codes: ["provisional", "final", "revised", "retracted"], "What it was issued as.") {
      $0.status
    }
    Column("snapshot", "Snapshot", "When its data was read, in UTC.") { $0.manifest.snapshot }
    Column("current", "Current", "Whether current leads to it.") { $0.isCurrent }
    Column("reason", "Reason", blank: "It is not retracted.", "Why it was retracted.") { $0.manifest.retraction }
  }

  package var table: FilledTable { Self.declared.filled(issues) }

  package var lines: [String] {
    guard !issues.isEmpty else { return ["Nothing has been issued."] }
    return Listing(
      issues,
      [
        "issue": { $0.manifest.name }, "status": { $0.status }, "snapshot": { $0.manifest.snapshot.description },
        "": { $0.isCurrent ? "current" : "" }, "": { $0.manifest.retraction ?? "" },
      ]
    ).lines()
  }
}

extension History.ListedIssue {
  /// Whether the issue still has its files.
  package var hasFiles: Bool { manifest.retraction == nil }
  package var status: String { manifest.retraction == nil ? manifest.status : "retracted" }
}

/// One figure over all periods and issues.
///
/// It is asked for by any of its identities: elsewhere it is what measures the same for the same key over the span of the
/// same part, so that a quarter's days can be followed from quarter to quarter.
package struct FigureHistory {
  package struct HistoryRow: Hashable, Sendable {
    package let issue: History.ListedIssue
    package let figure: SavedFigure
  }

  package private(set) var rows: [HistoryRow] = []
  private let metric: String
  private let key: String
  private let grain: String
  private let span: String

  /// - Parameter periods: of the archive; the identity's span is looked up among theirs.
  package init(_ identity: FigureIdentity, periods: [Manifest]) {
    metric = identity.metric
    grain = identity.grain.rawValue
    key = identity.key
    // The same span may be one period's own and the next one's previous: its own counts.
    let roles = periods.compactMap { $0.period.spanRoles[identity.span] }
    let own = roles.first { !$0.hasPrefix("previous") && !$0.hasPrefix("last year") }
    span = own ?? roles.first ?? identity.span
  }

  /// Issues in the order of the history.
  package mutating func add(_ issue: History.ListedIssue, _ figures: SavedFigures) {
    let roles = issue.manifest.period.spanRoles
    for (name, role) in roles where role == span {
      guard let figure = figures["\(metric)/\(grain)/\(key)/\(name)"] else { continue }
      rows.append(HistoryRow(issue: issue, figure: figure))
    }
  }

  private static let declared = Table<HistoryRow>(
    "figure-history.csv", "A figure's history", "One figure in every issue that has it.", key: ["period", "issue"]
  ) {
    Column("period", "Period", "The period's name.") { $0.issue.manifest.period.name }
    Column("issue", "Issue", "Counts within the period.") { $0.issue.manifest.issue }
    Column("figure", "Figure", "Its identity in the issue.") { $0.figure.identity.description }
    Column("value", "Value", blank: "The status says why.", "As the issue prints it.") {
      $0.figure.value.isEmpty ? nil : $0.figure.value
    }
    Column(
      "status", "Status", codes: FigureStatus.allCases.map(\.rawValue),
      blank: "A cell that has a value has none of its own.", "Its status in the issue."
    ) { $0.figure.status?.rawValue }
    Column("snapshot", "Snapshot", "When the issue's data was read.") { $0.issue.manifest.snapshot }
    Column("current", "Current", "Whether current leads to the issue.") { $0.issue.isCurrent }
  }

  package var table: FilledTable { Self.declared.filled(rows) }

  package var lines: [String] {
    Listing(
      rows,
      [
        "issue": { $0.issue.manifest.name }, "figure": { $0.figure.identity.description }, "value": { $0.figure.words },
        "status": { $0.figure.status?.rawValue ?? $0.issue.manifest.status },
        "": { $0.issue.isCurrent ? "current" : "" },
      ]
    ).lines()
  }
}

/// Every figure of the programme in every current issue, as one long table.
package struct ProgrammeHistory {
  private struct LongRow {
    let period: Period
    let span: FigureSpan?
    let figure: SavedFigure

    /// The first day that the figure counts; nil where it counts to date.
    var from: CalendarDay? { isToDate ? nil : span?.days.from }
    var isToDate: Bool { figure.identity.span == period.toDateName }
  }

  private var rows: [LongRow] = []

  package init() {}

  /// Adds an issue. Issues are added in the order of the history.
  package mutating func add(_ manifest: Manifest, _ figures: SavedFigures) {
    guard let context = manifest.context else { return }
    let ofProgramme = figures.byIdentity.values.filter { $0.identity.grain == .programme }
    for figure in ofProgramme.sorted(by: { Text($0.identity.description) < Text($1.identity.description) }) {
      rows.append(LongRow(period: manifest.period, span: FigureSpan(figure.identity.span, context), figure: figure))
    }
  }

  private static let declared = Table<LongRow>(
    "all-figures.csv", "All figures", "Every figure of the programme in every current issue.",
    key: ["period", "figure"]
  ) {
    Column("period", "Period", "The period's name.") { $0.period.name }
    Column("from", "From", blank: "It counts to date.", "The first day that the figure counts.") { $0.from }
    Column("until", "Until", blank: "It is not known.", "The last day that the figure counts.") {
      $0.span?.days.lastDay
    }
    Column("figure", "Figure", "The figure's identity.") { $0.figure.identity.description }
    Column("metric", "Metric", "What is measured.") { $0.figure.identity.metric }
    Column("grain", "Grain", "What the figure is about.") { $0.figure.identity.grain.rawValue }
    Column("key", "Key", "Which one it is about.") { $0.figure.identity.key }
    Column("span", "Span", "Which days it counts.") { $0.figure.identity.span }
    Column("value", "Value", blank: "The status says why.", "As the issue prints it.") { Decimal($0.figure.value) }
    Column("n", "Taken from", blank: "It is neither a ratio nor a median.", "What a ratio or a median is taken from.") {
      $0.figure.n
    }
    Column("status", "Status", blank: "It has none of its own.", "Its status in the issue.") {
      $0.figure.status?.rawValue
    }
  }

  package var table: FilledTable { Self.declared.filled(rows) }

  package var lines: [String] {
    Listing(
      rows,
      [
        "period": { $0.period.name }, "figure": { $0.figure.identity.description }, "value": { $0.figure.words },
        "n": { $0.figure.n.map { String($0) } ?? "" },
      ]
    ).lines()
  }
}

extension IssueFiles {
  /// Returns the points of a measure's series; nil where the issue has none.
  package func series(_ measure: SeriesMeasure) throws -> FilledTable? {
    guard try open(TableShape.series.path) != nil else { return nil }
    let shape = TableShape.series
    let name = Cell(measure.id)
    guard let metric = shape.columns.firstIndex(where: { $0.name == "metric" }) else { return nil }
    var rows: [[Cell]] = []
    try forEachRow(of: shape, shape.columns) { if $0[metric] == name { rows.append($0) } }
    return rows.isEmpty ? nil : FilledTable(shape: shape, rows: rows)
  }
}
