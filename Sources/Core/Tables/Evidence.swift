/// The files of `evidence/`: rows a figure counted that stand nowhere else in the issue, without free text, from
/// which it can be explained and compared again without the database.
package enum Evidence: String, CaseIterable, Sendable {
  case advisers, bankHolidays, commissions, dayTotals, outcomeTotals, reviews, sharedPractice
  case strands, variations

  package var shape: TableShape {
    switch self {
    case .advisers: .evidenceAdvisers
    case .bankHolidays: .evidenceBankHolidays
    case .commissions: .evidenceCommissions
    case .dayTotals: .evidenceDayTotals
    case .outcomeTotals: .evidenceOutcomeTotals
    case .reviews: .evidenceReviews
    case .sharedPractice: .evidenceSharedPractice
    case .strands: .evidenceStrands
    case .variations: .evidenceVariations
    }
  }

  /// The file as a value, where there are few rows.
  package func table(_ programme: Programme, _ context: ReportingContext) -> FilledTable {
    var rows: [[Cell]] = []
    forEachRow(EvidenceFacts(programme, context)) { rows.append($0) }
    return FilledTable(shape: shape, rows: rows)
  }

  /// Its rows, by their key, one at a time.
  package func forEachRow(
    _ facts: EvidenceFacts, _ body: ([Cell]) throws -> Void
  ) rethrows {
    let (programme, context) = (facts.programme, facts.context)
    switch self {
    case .advisers: try programme.advisers.sorted { $0.id < $1.id }.map(\.evidence).forEach(body)
    case .bankHolidays: try programme.evidenceBankHolidays(context).forEach(body)
    case .commissions: try facts.lendByID { try body($0.evidence) }
    case .dayTotals:
      for span in programme.dayTotalSpans(context) {
        try facts.lendByID { try $0.evidenceDays(span).forEach(body) }
      }
    case .outcomeTotals:
      for span in programme.outcomeTotalSpans(context) {
        try facts.lendByID { try $0.evidenceOutcomes(span).forEach(body) }
      }
    case .reviews: try facts.lendByID { try $0.evidenceReview.map(body) }
    case .sharedPractice: try facts.lendByID { try $0.evidenceShares.forEach(body) }
    case .strands: try facts.lendByID { try $0.evidenceStrands.forEach(body) }
    case .variations: try facts.lendByID { try $0.evidenceVariations.forEach(body) }
    }
  }
}

/// What the files of `evidence/` are written from: projects put in the order of their commissions once for all of them.
package struct EvidenceFacts {
  let programme: Programme
  let context: ReportingContext
  private let order: [Int32]

  package init(_ programme: Programme, _ context: ReportingContext) {
    self.programme = programme
    self.context = context
    let ids = programme.projects.map(\.commission.id)
    order = (0..<Int32(ids.count)).sorted { ids[Int($0)] < ids[Int($1)] }
  }

  fileprivate func lendByID(_ body: (borrowing Project) throws -> Void) rethrows {
    let lent = programme.projects.span
    for place in order { try body(lent[Int(place)]) }
  }
}

extension Adviser {
  var evidence: [Cell] { [Cell(id), Cell(appointedOn), Cell(leftOn), Cell(daysPerWeek)] }
}

extension Project {
  /// The commission's own columns without its free text, and what lies before the period in one line.
  var evidence: [Cell] {
    let own: [Cell] = [
      Cell(commission.id), Cell(commission.reference), Cell(commission.boroughCode),
      Cell(commission.theme), Cell(commission.arrangement?.text), Cell(commission.requestedOn),
      Cell(commission.agreedOn), Cell(commission.startsOn), Cell(commission.dueOn),
      Cell(commission.completedOn), Cell(commission.withdrawnOn), Cell(commission.onHoldSince),
      Cell(commission.daysAgreed), Cell(commission.daysPerWeek), Cell(commission.caseStudyOn),
    ]
    return own + daysBefore.cells + [
      Cell(outcomesBefore.achieved), Cell(outcomesBefore.enabling), Cell(outcomesBefore.expected),
      Cell(outcomesBefore.notAchieved), Cell(outcomesBefore.unrecorded),
    ]
  }

  func evidenceDays(_ span: EvidenceSpan) -> [[Cell]] {
    adviserDays.filter { $0.window == span.window && $0.tally.entries > 0 }
      .sorted { $0.adviserID < $1.adviserID }
      .map { [Cell(span.name), Cell(commission.id), Cell($0.adviserID)] + $0.tally.cells }
  }

  func evidenceOutcomes(_ span: EvidenceSpan) -> [[Cell]] {
    achieved.filter { $0.window == span.window && $0.count > 0 }
      .sorted { $0.kind.precedes($1.kind) }
      .map { [Cell(span.name), Cell(commission.id), Cell($0.kind), Cell($0.count)] }
  }

  var evidenceReview: [Cell]? {
    review.map {
      [
        Cell(commission.id), Cell($0.askedOn), Cell($0.receivedOn), Cell($0.rating?.text),
        Cell($0.hasComment), Cell($0.mayPublish),
      ]
    }
  }

  var evidenceShares: [[Cell]] {
    shares.sorted { ($0.number, $0.sharedOn) < ($1.number, $1.sharedOn) }.map {
      [
        Cell(commission.id), Cell($0.number), Cell($0.sharedOn), Cell($0.boroughCode),
        Cell($0.channel),
      ]
    }
  }

  var evidenceStrands: [[Cell]] {
    strands.map {
      [
        Cell(commission.id), Cell($0.number), Cell($0.completedOn), Cell($0.onHoldSince),
        Cell($0.stoppedOn), Cell($0.startsOn), Cell($0.dueOn),
      ]
    }
  }

  var evidenceVariations: [[Cell]] {
    variations.map {
      [Cell(commission.id), Cell($0.number), Cell($0.agreedOn), Cell($0.daysChange)]
    }
  }
}

extension DayTally {
  /// Count, sum, first and last.
  fileprivate var cells: [Cell] { [Cell(entries), Cell(days), Cell(first), Cell(last)] }
}

/// A span whose days or outcomes are kept in totals, and its name in the file.
struct EvidenceSpan {
  let name: String
  let window: ComparisonSpan
}

extension Programme {
  /// Comparisons that hold numbers, and the year to date before the period, named as the year to date of the day
  /// before: what is left of it stands in days.csv.
  func dayTotalSpans(_ context: ReportingContext) -> [EvidenceSpan] {
    let earlier = context.earlierThisYear
    return comparisons(context)
      + (earlier.length > 0
        ? [EvidenceSpan(name: "ytd-\(earlier.lastDay)", window: .yearToDate)] : [])
  }

  /// Comparisons that hold numbers, and the whole year to date.
  func outcomeTotalSpans(_ context: ReportingContext) -> [EvidenceSpan] {
    comparisons(context)
      + [EvidenceSpan(name: context.period.yearToDateName, window: .yearToDate)]
  }

  /// In order of their names.
  private func comparisons(_ context: ReportingContext) -> [EvidenceSpan] {
    context.frames.filter { $0.window != .period && isApplicable($0) }
      .map { EvidenceSpan(name: $0.period.name, window: $0.window) }
      .sorted { $0.name < $1.name }
  }

  /// Those of the spans whose capacity is reported.
  func evidenceBankHolidays(_ context: ReportingContext) -> [[Cell]] {
    let spans = context.frames.map(\.span)
    return bankHolidays.sorted().filter { day in spans.contains { $0.contains(day) } }
      .map { [Cell($0)] }
  }
}

extension TableShape {
  package static let evidenceAdvisers = TableShape(
    "evidence/advisers.csv", "Advisers' posts", "Every adviser's time in post, without names.",
    key: ["adviser_id"],
    [
      .adviserID, ColumnShape("appointed_on", "Appointed", .date, required: true, "First day in post."),
      .date(
        "left_on", "Left", "Last day in post.", "The adviser has not left, or it is not recorded."),
      .rate(required: true),
    ])

  package static let evidenceBankHolidays = TableShape(
    "evidence/bank_holidays.csv", "Bank holidays",
    "The bank holidays of the period and of the periods it is compared with.", key: ["holiday_on"],
    [ColumnShape("holiday_on", "Bank holiday", .date, required: true, "The day.")])

  package static let evidenceDayTotals = TableShape(
    "evidence/day_totals.csv", "Days of other spans",
    "Day entries of the spans the period is compared with, summed by commission and adviser.",
    key: ["span", "commission_id", "adviser_id"],
    [
      ColumnShape(
        "span", "Span", required: true,
        """
        The previous period, the same quarter last year, or the year to date up to the day before the period \
        (ytd and that day).
        """),
      .commissionID, .adviserID, .count("count", "Entries", "day entries", "How many day entries."),
      ColumnShape("sum", "Days", .decimal(2), unit: "days", required: true, "Their days summed."),
      .date("first", "First", "Their earliest date.", Blank.noEntries),
      .date("last", "Last", "Their latest date.", Blank.noEntries),
    ])

  package static let evidenceOutcomeTotals = TableShape(
    "evidence/outcome_totals.csv", "Outcomes of other spans",
    "Outcomes at stage achieved of the spans beside the period, counted by commission and kind.",
    key: [],
    [
      ColumnShape(
        "span", "Span", required: true,
        "The previous period, the same quarter last year, or the whole year to date."),
      .commissionID, .kind, .count("count", "Outcomes", "outcomes", "How many outcomes."),
    ])
}

extension TableShape {
  package static let evidenceVariations = TableShape(
    "evidence/variations.csv", "Variations", "Changes of the days agreed, without their reasons.",
    key: [],
    [
      .commissionID, .number("variation_no", "Variation number"),
      ColumnShape("agreed_on", "Agreed", .date, required: true, "When the change was agreed."),
      ColumnShape(
        "days_change", "Change of days", .decimal(2), unit: "days", required: true,
        "How many days more were agreed; below zero for fewer."),
    ])

  package static let evidenceStrands = TableShape(
    "evidence/strands.csv", "Strands",
    "Parts of projects with dates of their own, without their words.",
    key: [],
    [
      .commissionID, .number("strand_no", "Strand number"),
      .date("completed_on", "Completed", "When the strand ended."),
      .date("on_hold_since", "On hold since", "When the strand was put on hold."),
      .date("stopped_on", "Stopped", "When the strand was stopped."),
      .date("starts_on", "Starts", "When the strand starts."),
      .date("due_on", "Due", "The strand's planned last day."),
    ])

  package static let evidenceReviews = TableShape(
    "evidence/reviews.csv", "Reviews", "Clients' reviews, without their comments.",
    key: ["commission_id"],
    [
      .commissionID,
      .date("asked_on", "Asked", "When the review was asked for."),
      .date("received_on", "Received", "When it was received."),
      ColumnShape(
        "rating", "Rating", blank: Blank.notRecorded,
        "How useful the client found the work: " + ColumnShape.asRecorded(Rating.words)),
      ColumnShape(
        "has_comment", "Has a comment", .boolean, required: true, "Whether there is a comment."),
      ColumnShape(
        "may_publish", "May be published", .boolean, required: true,
        "Whether the client agreed to have the comment published."),
    ])

  package static let evidenceSharedPractice = TableShape(
    "evidence/shared_practice.csv", "Shared practice",
    "Practice of projects shared with a borough or a wider audience, without its summary.", key: [],
    [
      .commissionID, .number("share_no", "Share number"),
      ColumnShape("shared_on", "Shared", .date, required: true, "When it was shared."),
      ColumnShape(
        "borough_code", "Borough code", blank: "It was shared with a wider audience.",
        "The ONS code of the borough it reached."),
      ColumnShape("channel", "Channel", blank: Blank.notRecorded, "How it was shared."),
    ])
}

extension ColumnShape {
  fileprivate static func number(_ name: String, _ title: String) -> ColumnShape {
    ColumnShape(name, title, .integer, required: true, "Counts within the commission.")
  }
}

extension TableShape {
  package static let evidenceCommissions = TableShape(
    "evidence/commissions.csv", "Commissions read",
    "Every commission a figure counted, without its free text, and what of it lies before the period.",
    key: ["commission_id"], own + before)

  private static let own: [ColumnShape] = [
    .commissionID, .reference, .boroughCode, .theme, .arrangement,
    .date("requested_on", "Requested", "When the borough asked."),
    .date("agreed_on", "Agreed", "When the work was agreed."),
    .date("starts_on", "Starts", "When work starts."),
    .date("due_on", "Due", "The planned last day."),
    .date("completed_on", "Completed", "When the project ended."),
    .date("withdrawn_on", "Withdrawn", "When the commission was withdrawn."),
    .date("on_hold_since", "On hold since", "When work was put on hold."),
    ColumnShape(
      "days_agreed", "Days first agreed", .decimal(2), unit: "days", blank: Blank.notRecorded,
      "Days as first agreed, before any variation."),
    .rate(blank: Blank.notRecorded),
    .caseStudyOn,
  ]

  private static let before: [ColumnShape] = [
    .count(
      "days_before_count", "Day entries before", "day entries", "Day entries before the period."),
    ColumnShape(
      "days_before_sum", "Days before", .decimal(2), unit: "days", required: true,
      "The sum of days of the entries before the period."),
    .date("days_before_first", "First day before", "Their earliest date.", Blank.noEntries),
    .date("days_before_last", "Last day before", "Their latest date.", Blank.noEntries),
    .outcomesBefore("achieved", "at stage achieved"),
    .outcomesBefore("enabling", "at stage enabling"),
    .outcomesBefore("expected", "at stage expected"),
    .outcomesBefore("not_achieved", "at stage not achieved"),
    .outcomesBefore("unrecorded", "whose stage is not recorded or not a known one"),
  ]
}

extension ColumnShape {
  static func date(
    _ name: String, _ title: String, _ meaning: String, _ blank: String = Blank.notRecorded
  ) -> ColumnShape { ColumnShape(name, title, .date, blank: blank, meaning) }

  static func count(
    _ name: String, _ title: String, _ unit: String, _ meaning: String
  ) -> ColumnShape { ColumnShape(name, title, .integer, unit: unit, required: true, meaning) }

  /// Days a week, of a commission or of an adviser's post.
  static func rate(required: Bool = false, blank: String = Blank.notRecorded) -> ColumnShape {
    ColumnShape(
      "days_per_week", "Days a week", .decimal(2), unit: "days", required: required, blank: blank,
      "Days a week.")
  }

  fileprivate static func outcomesBefore(_ stage: String, _ which: String) -> ColumnShape {
    count(
      "outcomes_before_\(stage)",
      "Outcomes before, \(stage == "not_achieved" ? "not achieved" : stage)",
      "outcomes", "Outcomes observed before the period \(which).")
  }
}
