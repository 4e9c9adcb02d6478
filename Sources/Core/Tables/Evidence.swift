/// A file of `evidence/`: rows that a figure counted and that no other file of the issue prints, without free text. From
/// these files the figures can be explained and compared again without the database.
package struct Evidence: Sendable {
  package typealias Body = ([Cell]) throws -> Void

  package let shape: TableShape
  /// Gives the file's rows by their key, one at a time.
  package let forEachRow: @Sendable (EvidenceFacts, Body) throws -> Void

  private init?(_ schema: RelationSchema, _ forEachRow: @escaping @Sendable (EvidenceFacts, Body) throws -> Void) {
    guard let shape = schema.file else { return nil }
    (self.shape, self.forEachRow) = (shape, forEachRow)
  }

  /// The files by path. A relation whose rows a project holds needs no line here.
  package static let all = (held + lists + ofProjects).sorted { $0.shape.path < $1.shape.path }

  private static let held = Contract.saved.compactMap { schema in
    Evidence(schema) { facts, body in
      guard let held = schema.heldRows else { return }
      try facts.forEachProject { try held.cells($0).forEach(body) }
    }
  }

  private static let lists = [
    list(Adviser.relation) { $0.advisers.sorted { $0.id < $1.id } }, list(Action.relation) { $0.actions },
    list(MonthSum.relation) { $0.series.months }, list(FirstDay.relation) { $0.series.firstDays },
    list(BankHoliday.relation) { $0.bankHolidays.sorted() },
  ].compactMap(\.self)

  private static func list<Row>(
    _ relation: Relation<Row>, _ rows: @escaping @Sendable (Programme) -> [Row]
  ) -> Evidence? {
    Evidence(relation.schema) { facts, body in
      for row in rows(facts.programme) { try body(relation.cells(row)) }
    }
  }

  private static let ofProjects = [
    Evidence(Commission.relation.schema) { facts, body in
      try facts.forEachProject { try body(Commission.relation.cells($0)) }
    },
    sums(SpanDays.relation, \.daySpans, SpanDays.rows), sums(SpanOutcomes.relation, \.outcomeSpans, SpanOutcomes.rows),
  ].compactMap(\.self)

  /// Returns the file of what the projects have in the spans beside the period.
  private static func sums<Row>(
    _ relation: Relation<Row>, _ spans: @escaping @Sendable (ReportingContext) -> [EvidenceSpan],
    _ rows: @escaping @Sendable (Project, EvidenceSpan) -> [Row]
  ) -> Evidence? {
    Evidence(relation.schema) { facts, body in
      for span in facts.applicable(spans(facts.context)) {
        try facts.forEachProject { project in
          for row in rows(project, span) { try body(relation.cells(row)) }
        }
      }
    }
  }
}

/// What the files of `evidence/` are written from: projects put in the order of their commissions once for all of them.
package struct EvidenceFacts: Sendable {
  let programme: Programme
  let context: ReportingContext
  private let order: [Int32]

  package init(_ programme: Programme, _ context: ReportingContext) {
    self.programme = programme
    self.context = context
    let ids = programme.projects.map(\.commission.id)
    order = (0..<Int32(ids.count)).sorted { ids[Int($0)] < ids[Int($1)] }
  }

  fileprivate func forEachProject(_ body: (borrowing Project) throws -> Void) rethrows {
    let projects = programme.projects.span
    for place in order { try body(projects[Int(place)]) }
  }
}

/// A span beside the period whose days or outcomes are kept in totals.
package struct EvidenceSpan: Sendable {
  /// As the file names it.
  package let name: String
  package let window: ComparisonSpan
}

extension ReportingContext {
  /// The spans of evidence/day_totals.csv. The year to date is named after the day before the period: days.csv holds what is
  /// left of the year.
  package var daySpans: [EvidenceSpan] {
    let earlier = earlierThisYear
    let recent = recentBefore
    return comparedSpans
      + (earlier.length > 0 ? [EvidenceSpan(name: "ytd-\(earlier.lastDay)", window: .yearToDate)] : [])
      + (recent.length > 0 ? [EvidenceSpan(name: "from-\(recent.from)", window: .recent)] : [])
  }

  /// The spans of evidence/outcome_totals.csv, the whole year to date among them.
  package var outcomeSpans: [EvidenceSpan] {
    comparedSpans + [EvidenceSpan(name: period.yearToDateName, window: .yearToDate)]
  }

  private var comparedSpans: [EvidenceSpan] {
    frames.filter { $0.window != .period }.map { EvidenceSpan(name: $0.period.name, window: $0.window) }.sorted {
      $0.name < $1.name
    }
  }
}

extension EvidenceFacts {
  /// Returns the spans for which there is a number to compare with.
  fileprivate func applicable(_ spans: [EvidenceSpan]) -> [EvidenceSpan] {
    spans.filter { span in context.frames.first { $0.window == span.window }.map(programme.isApplicable) ?? true }
  }
}

/// Days of a commission and an adviser in a span beside the period, added up.
package struct SpanDays: Sendable {
  package var span: Text = ""
  package var commissionID: Int64 = 0
  package var adviserID: Int64?
  package var tally = DayTally()

  fileprivate static func rows(_ project: borrowing Project, _ span: EvidenceSpan) -> [SpanDays] {
    let id = project.commission.id
    return project.adviserDays.filter { $0.window == span.window && $0.tally.entries > 0 }.sorted {
      ($0.adviserID ?? .min) < ($1.adviserID ?? .min)
    }.map {
      SpanDays(span: Text(span.name), commissionID: id, adviserID: $0.adviserID, tally: $0.tally)
    }
  }

  package static let relation = Relation<SpanDays>(
    "day_totals", key: ["span", "commission_id", "adviser_id"], hasOneRowPerKey: true, blank: SpanDays(),
    evidence: (
      "Days of other spans", "Day entries of the spans the period is compared with, summed by commission and adviser."
    )
  ) {
    Field.printed(
      "span", \.span, "Span",
      """
      The previous period, the same quarter last year, the year to date up to the day before the period (ytd and that \
      day), or the last 56 days so far as they lie before the period (from and their first day).
      """)
    Field.printed(\.commissionID, as: .commissionID)
    Field.printed(\.adviserID, as: .adviserID)
    Field.printed("count", \.tally.entries, "Entries", "How many day entries.", unit: "day entries")
    Field.printed("sum", \.tally.days, "Days", "Their days summed.")
    Field.printed("first", \.tally.first, "First", "Their earliest date.", blank: Blank.noEntries)
    Field.printed("last", \.tally.last, "Last", "Their latest date.", blank: Blank.noEntries)
  }
}

/// Outcomes at stage achieved of a commission and a kind in a span beside the period, counted.
package struct SpanOutcomes: Sendable {
  package var span: Text = ""
  package var commissionID: Int64 = 0
  package var kind: Text?
  package var counts = AchievedCounts()

  fileprivate static func rows(_ project: borrowing Project, _ span: EvidenceSpan) -> [SpanOutcomes] {
    let id = project.commission.id
    return project.achieved.filter { $0.window == span.window && $0.count > 0 }.sorted { $0.kind.precedes($1.kind) }.map
    {
      SpanOutcomes(span: Text(span.name), commissionID: id, kind: $0.kind, counts: $0.counts)
    }
  }

  package static let relation = Relation<SpanOutcomes>(
    "outcome_totals", blank: SpanOutcomes(),
    evidence: (
      "Outcomes of other spans",
      "Outcomes at stage achieved of the spans beside the period, counted by commission and kind."
    )
  ) {
    Field.printed("span", \.span, "Span", "The previous period, the same quarter last year, or the whole year to date.")
    Field.printed(\.commissionID, as: .commissionID)
    Field.printed(\.kind, as: .kind)
    Field.printed("count", \.counts.count, "Outcomes", "How many outcomes.", unit: "outcomes")
    Field.printed(
      "attested", \.counts.attested, "With a source", "Of how many it is recorded who confirmed them.",
      unit: "outcomes", ifEmpty: 0)
    Field.printed(
      "confirmed", \.counts.confirmed, "Confirmed by others",
      "How many were confirmed by somebody other than the adviser.", unit: "outcomes", ifEmpty: 0)
  }
}
