/// A row of `since-last.csv`.
struct SinceLastRow: Sendable {
  enum RowKind: String, CaseIterable { case project, mover, forecast, finding, firstFigures = "first figures" }

  let kind: RowKind
  var reference: Text?
  var commission: Int64?
  /// A metric or a column.
  var subject: String?
  var was: String?
  var recomputed: String?
  var now: String?
  var difference: Decimal?
  var count: Int?
  var words: String?

  init(_ kind: RowKind) { self.kind = kind }
}

extension Tables {
  /// What moved since the report before, what that report expected, and how good first figures were.
  static let sinceLast = Table<SinceLastRow>(
    "since-last.csv", "Since the last report",
    "What earlier issues printed beside this one. It decides nothing about whether an issue is unchanged, and is never revised."
  ) {
    Column(
      "kind", "Kind", codes: SinceLastRow.RowKind.words,
      """
      What the row says: something of a project, whose part of a sum changed, what was expected, which findings of quality are \
      new, or how much first figures changed.
      """
    ) { $0.kind.rawValue }
    Column("commission_id", "Commission", blank: "The row is of no single project.", "The commission's number.") {
      $0.commission
    }
    Column("reference", "Reference", blank: Blank.notRecorded, "The project's name for people.") { $0.reference }
    Column("subject", "Subject", blank: "The row is of the project as such.", "The metric or column that it is about.")
    {
      $0.subject
    }
    Column("was", "Was", blank: "It had no value.", "As the issue before printed it.") { $0.was }
    Column(
      "recomputed", "Recomputed", blank: "It is not recomputed.", "What was printed before, by the rows of today."
    ) { $0.recomputed }
    Column("now", "Now", blank: "It has no value.", "As this issue has it.") { $0.now }
    Column(
      "difference", "Difference", blank: "There is no difference of numbers.",
      "Now less was; of first figures the mean difference without its sign."
    ) { $0.difference }
    Column(
      "count", "Count", unit: "reports, projects or quarters", blank: "There is nothing to count.",
      "How many reports running, how many projects were unknown, or of how many quarters."
    ) { $0.count }
    Column("words", "Words", blank: "The cells say all.", "What the paper says.") { $0.words }
  }
}

extension TableShape { package static let sinceLast = Tables.sinceLast.shape }

extension ReportFacts {
  /// `since-last.csv`; nil where no earlier issue says anything.
  var sinceLastTable: FilledTable? {
    let rows = projectRows + moverRows + forecastRows + findingRows + firstFigureRows
    return rows.isEmpty ? nil : Tables.sinceLast.filled(rows)
  }

  /// By commission.
  private var references: [Int64: Text] {
    Dictionary(
      measures.projects.compactMap { project in
        project.commission.reference.map { (project.commission.id, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private var projectRows: [SinceLastRow] {
    let references = references
    return (since?.statements ?? []).map { statement in
      var row = SinceLastRow(.project)
      row.commission = statement.commission
      row.reference = statement.commission.flatMap { references[$0] ?? since?.last.projects[$0]?.reference }
      row.subject = statement.subject.isEmpty ? nil : statement.subject
      (row.was, row.now, row.count) = (statement.was, statement.now, statement.reports)
      row.words = statement.words
      return row
    }
  }

  private var moverRows: [SinceLastRow] {
    (since?.movers ?? []).flatMap { movers -> [SinceLastRow] in
      if movers.isOtherMethod {
        var row = SinceLastRow(.mover)
        (row.subject, row.words) = (movers.metric.id, "method changed")
        return [row]
      }
      return movers.all.map { mover in
        var row = SinceLastRow(.mover)
        row.commission = mover.commission
        row.reference = mover.reference.recorded
        row.subject = movers.metric.id
        (row.was, row.now) = (mover.was.description, mover.now.description)
        row.recomputed = mover.recomputed.description
        row.difference = mover.change
        return row
      }
    }
  }

  private var forecastRows: [SinceLastRow] {
    guard let expected = scored else { return [] }
    let names = metrics.ahead
    let delivered = days(metrics.daysDelivered)
    var firm = SinceLastRow(.forecast)
    (firm.subject, firm.was, firm.now) = (names.daysCommittedFirm.id, expected.firm.description, delivered.description)
    firm.difference = (delivered - expected.firm).decimal
    var asked = SinceLastRow(.forecast)
    (asked.subject, asked.was) = (names.daysCommittedAsked.id, expected.asked.description)
    var unknown = SinceLastRow(.forecast)
    (unknown.subject, unknown.count) = (names.commitmentUnknown.id, expected.unknown)
    return [firm, asked, unknown]
  }

  /// A row a rule: how many findings were there and are, and how many of them are new, carried and gone.
  private var findingRows: [SinceLastRow] {
    guard let news = findingNews else { return [] }
    let rules = Set(news.new.keys).union(news.carried.keys).union(news.gone.keys)
    return rules.sorted { Text($0) < Text($1) }.map { rule in
      func sum(_ counts: [String: [Finding.Severity: Int]]) -> Int { (counts[rule] ?? [:]).values.reduce(0, +) }
      let (new, carried, gone) = (sum(news.new), sum(news.carried), news.gone[rule] ?? 0)
      var row = SinceLastRow(.finding)
      (row.subject, row.was, row.now) = (rule, "\(carried + gone)", "\(new + carried)")
      row.difference = Decimal(new - gone)
      row.words = "\(new) new, \(carried) carried, \(gone) gone"
      return row
    }
  }

  private var firstFigureRows: [SinceLastRow] {
    guard let first = earlier.firstFigures else { return [] }
    let lines = first.lines.map { line in
      var row = SinceLastRow(.firstFigures)
      (row.subject, row.difference, row.count) = (line.metric, line.mean, line.quarters)
      row.words = "largest \(line.largest)"
      return row
    }
    var lags = SinceLastRow(.firstFigures)
    guard let median = first.lags.median, let late = first.lags.lateShare else { return lines }
    (lags.subject, lags.difference, lags.count) = ("recorded_at", median, first.quarters)
    lags.words =
      "median days from work to entry; \(late.percentWritten()) of \(first.lags.entries) entries later than \(EntryLags.late)"
    return lines + [lags]
  }
}
