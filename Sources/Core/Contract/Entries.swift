/// A day entry: an adviser's days on a commission, of one activity, on one date.
package struct DayEntry: Hashable, Sendable {
  package var commissionID: Int64 = 0
  package var workedOn = CalendarDay.first
  package var adviserID: Int64?
  package var activity: Text?
  package var days = Days.zero
  package var recordedAt: Instant?

  package static let relation = Relation<DayEntry>(
    "days", "One row for each piece of an adviser's working day: the entries every figure of days is added up from.",
    key: ["commission_id", "worked_on", "adviser_id", "activity"], dated: "worked_on", blank: DayEntry()
  ) {
    Field("commission_id", \.commissionID, "The commission the work was for.", example: "7").referring(
      to: "commissions"
    ).printed(as: .commissionID).needed()
    Field("worked_on", \.workedOn, "The day of the work.", example: "2010-08-06").printed(
      "Worked", "The day of the work."
    ).needed()
    Field("adviser_id", \.adviserID, "The adviser who worked.", example: "1", required: true).referring(to: "advisers")
      .printed(
        as: .adviserID
      ).acceptingEmpty().adds("days by adviser")
    Field(
      "activity", \.activity,
      "What kind of work, in words of your own such as training, 200 characters at most. Reports group by it, so write it the same way each time.",
      example: "case audit", required: true, longest: 200, label: .activity
    ).printed("Activity", "What was done.").acceptingEmpty().adds("days by activity")
    Field(
      "days", \.days,
      "How much of a day: 1, 0.5, 0.25; two decimals at most. Days, not hours: one date should come to no more than 1.",
      example: "0.5", hundredths: 1...3100
    ).printed("Days", "How much was worked that day.").needed()
    Field(
      "recorded_at", \.recordedAt,
      "When the entry was first written, such as 2010-08-06T15:40:00Z; correcting it leaves this alone. It tells a late entry from a correction.",
      example: "2010-08-06T15:40:00Z"
    ).stamped().printed(as: .recordedAt).unmeasured().adds(
      "whether an entry came late or was corrected")
  }
}

/// An outcome of a commission, as it was observed.
package struct Outcome: Hashable, Sendable {
  package var commissionID: Int64 = 0
  package var number: Int64?
  package var observedOn = CalendarDay.first
  package var kind: Text?
  package var stage: Term<Stage>?
  package var summary: Text?
  package var recordedAt: Instant?
  /// By when an expected outcome should be seen.
  package var expectedBy: CalendarDay?
  /// The number of the expectation that this outcome settles.
  package var follows: Int64?
  package var confirmedBy: Term<ConfirmedBy>?

  package static let relation = Relation<Outcome>(
    "outcomes", "One row for each safeguarding outcome of a commission, hoped for or seen.",
    key: ["commission_id", "outcome_no"], dated: "observed_on", blank: Outcome()
  ) {
    Field("commission_id", \.commissionID, "The commission it came of.", example: "7").referring(to: "commissions")
      .printed(as: .commissionID).needed()
    Field.number("outcome_no", \.number, of: "outcome", "Outcome number", "Counts a project's outcomes.")
    Field(
      "observed_on", \.observedOn,
      "The day it was seen or, while only expected, stated. It falls in the period of this day.", example: "2010-10-15"
    ).printed("Observed", "When it was observed.").needed()
    Field(
      "kind", \.kind,
      "What sort of outcome, in words of your own such as practice, 200 characters at most. Reports group by it, so write it the same way each time.",
      example: "practice", required: true, longest: 200, label: .kind
    ).printed(as: .kind).filled(with: .text("not recorded")).adds("outcomes by kind")
    Field(
      "stage", \.stage,
      "One of: expected (hoped for), enabling (makes a change possible), achieved (the change was seen), not achieved.",
      example: "achieved", required: true
    ).printed("Stage", "How far the outcome has come").needed()
    Field(
      "summary", \.summary, "What changed, for whom, and how you know. Name no child, family or member of staff.",
      example: "Plans now name who does what by when; an audit of twenty showed it.", required: true
    ).printed("Summary", "What was observed.").unmeasured().needed()
    Field(
      "recorded_at", \.recordedAt, "When the outcome was first written, such as 2010-08-06T15:40:00Z.",
      example: "2010-10-18T09:30:00Z"
    ).stamped().printed(as: .recordedAt).unmeasured().adds(
      "whether an outcome came late or was corrected")
    Field(
      "expected_by", \.expectedBy, "Of an expected outcome, the day by which it should be seen. Leave empty otherwise.",
      example: "2011-06-30"
    ).planned().printed("Expected by", "The day by which an expected outcome should be seen.").adds(
      "expectations that are due")
    Field(
      "follows", \.follows,
      "The outcome_no of the expectation that this outcome settles, whether achieved or not. Leave empty if there is none.",
      example: "1"
    ).printed("Follows", "The number of the project's expectation that the outcome settles.").adds(
      "what became of expectations")
    Field(
      "confirmed_by", \.confirmedBy,
      "Who confirmed that it was achieved. One of: adviser, client, audit, inspection, data. Leave empty if not recorded.",
      example: "audit"
    ).printed("Confirmed by", "Who confirmed the outcome").adds("outcomes confirmed by others than the adviser")
  }
}

// The order of a file's rows never depends on the order of reading: what two rows share, the next column decides.

extension Outcome {
  /// Returns whether the outcome comes before `other` in outcomes.csv: by date, reference, number and commission, then by
  /// what is left.
  package static func precedes(
    _ left: (outcome: Outcome, reference: Text?), _ right: (outcome: Outcome, reference: Text?)
  ) -> Bool {
    let (a, b) = (left.outcome, right.outcome)
    if a.observedOn != b.observedOn { return a.observedOn < b.observedOn }
    if left.reference != right.reference { return left.reference.precedes(right.reference) }
    if a.number != b.number { return (a.number ?? .min) < (b.number ?? .min) }
    if a.commissionID != b.commissionID { return a.commissionID < b.commissionID }
    if let one = a.recordedAt, let other = b.recordedAt, one != other { return one < other }
    if (a.recordedAt == nil) != (b.recordedAt == nil) { return a.recordedAt == nil }
    if a.kind != b.kind { return a.kind.precedes(b.kind) }
    if a.stage?.text != b.stage?.text { return (a.stage?.text).precedes(b.stage?.text) }
    if a.summary != b.summary { return a.summary.precedes(b.summary) }
    let (one, other) = (Outcome.relation.cells(a), Outcome.relation.cells(b))
    return one.map(\.printed).lexicographicallyPrecedes(other.map(\.printed))
  }
}

extension Text? {
  /// Returns whether the text comes before `other` in code-point order. What is not recorded comes first.
  package func precedes(_ other: Text?) -> Bool {
    guard let other else { return false }
    return self.map { $0 < other } ?? true
  }
}
