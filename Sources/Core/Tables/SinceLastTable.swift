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
    return (since?.statements ?? []).map { said in
      SinceLastRow(
        kind: .project,
        reference: said.commission.flatMap { references[$0] ?? since?.last.projects[$0]?.reference },
        commission: said.commission, subject: said.subject.isEmpty ? nil : said.subject, was: said.was, now: said.now,
        count: said.reports, words: said.words)
    }
  }

  private var moverRows: [SinceLastRow] {
    (since?.movers ?? []).flatMap { movers -> [SinceLastRow] in
      if movers.isOtherMethod {
        return [SinceLastRow(kind: .mover, subject: movers.metric.id, words: "method changed")]
      }
      return movers.all.map {
        SinceLastRow(
          kind: .mover, reference: $0.reference.recorded, commission: $0.commission, subject: movers.metric.id,
          was: $0.was.description, recomputed: $0.recomputed.description, now: $0.now.description,
          difference: $0.change)
      }
    }
  }

  private var forecastRows: [SinceLastRow] {
    guard let expected = scored else { return [] }
    let names = metrics.ahead
    let delivered = days(metrics.daysDelivered)
    return [
      SinceLastRow(
        kind: .forecast, subject: names.daysCommittedFirm.id, was: expected.firm.description,
        now: delivered.description, difference: (delivered - expected.firm).decimal),
      SinceLastRow(kind: .forecast, subject: names.daysCommittedAsked.id, was: expected.asked.description),
      SinceLastRow(kind: .forecast, subject: names.commitmentUnknown.id, count: expected.unknown),
    ]
  }

  /// A row a rule: how many findings were there and are, and how many of them are new, carried and gone.
  private var findingRows: [SinceLastRow] {
    guard let news = findingNews else { return [] }
    let rules = Set(news.new.keys).union(news.carried.keys).union(news.gone.keys)
    return rules.sorted { Text($0) < Text($1) }.map { rule in
      func sum(_ counts: [String: [Finding.Severity: Int]]) -> Int { (counts[rule] ?? [:]).values.reduce(0, +) }
      let (new, carried, gone) = (sum(news.new), sum(news.carried), news.gone[rule] ?? 0)
      return SinceLastRow(
        kind: .finding, subject: rule, was: "\(carried + gone)", now: "\(new + carried)",
        difference: Decimal(new - gone), words: "\(new) new, \(carried) carried, \(gone) gone")
    }
  }

  private var firstFigureRows: [SinceLastRow] {
    guard let first = earlier.firstFigures else { return [] }
    let lines = first.lines.map {
      SinceLastRow(
        kind: .firstFigures, subject: $0.metric, difference: $0.mean, count: $0.quarters,
        words: "largest \($0.largest)")
    }
    guard let median = first.lags.median, let late = first.lags.lateShare else { return lines }
    let share = "\(late.percentWritten()) of \(first.lags.entries) entries later than \(EntryLags.late)"
    return lines + [
      SinceLastRow(
        kind: .firstFigures, subject: "recorded_at", difference: median, count: first.quarters,
        words: "median days from work to entry; \(share)")
    ]
  }
}
