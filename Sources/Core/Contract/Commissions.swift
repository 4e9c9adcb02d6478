/// A commission as its row records it. nil means not recorded; it never means zero.
package struct Commission: Hashable, Sendable {
  package var id: Int64
  /// Shown to people; nil when blank.
  package var reference: Text?
  package var boroughCode: Text?
  @PackedText package var title: Text?
  package var theme: Text?
  package var arrangement: Term<Arrangement>?
  /// As first agreed, before any variation.
  @CompactDays package var daysAgreed: Days?
  @CompactDays package var daysPerWeek: Days?
  @CompactDay package var requestedOn: CalendarDay?
  @CompactDay package var agreedOn: CalendarDay?
  @CompactDay package var startsOn: CalendarDay?
  /// The planned last day as recorded, also where it lies before `startsOn`.
  @CompactDay package var dueOn: CalendarDay?
  @CompactDay package var completedOn: CalendarDay?
  @CompactDay package var withdrawnOn: CalendarDay?
  @CompactDay package var onHoldSince: CalendarDay?
  @CompactDay package var caseStudyOn: CalendarDay?
  /// The commission that this one grew out of.
  package var followsCommissionID: Int64?
  /// Whether `request` or `work_undertaken` is recorded, without which there is no case study to print.
  package var hasNarrative = false
  /// Whether the start is the date of the first day entry: so it is where no start is offered.
  package var startsWithFirstDay = false

  package init(id: Int64) { self.id = id }

  /// The planned last day that counts: one before the start counts as not recorded.
  package var plannedLastDay: CalendarDay? {
    guard let dueOn, let startsOn, dueOn < startsOn else { return dueOn }
    return nil
  }
}

extension Commission {
  /// A row is a project: its file prints the sums of what lies before the period beside the commission's own columns.
  package static let relation = Relation<Project>(
    "commissions", "One row for each request of a borough or the board; once agreed, a project.",
    key: ["commission_id"], hasOneRowPerKey: true, unique: "reference",
    order: .init(earlier: "starts_on", later: "due_on"), blank: Project(Commission(id: 0)),
    evidence: (
      "Commissions read",
      "Every commission a figure counted, without its free text, and what of it lies before the period."
    )
  ) {
    Field(
      "commission_id", \.commission.id, "A whole number that stays the commission's own.", example: "7", isCode: true
    ).printed(as: .commissionID).needed()
    Field(
      "reference", \.commission.reference,
      "The reference people quote, such as LRSA-007. No two commissions share one.", example: "LRSA-007",
      required: true, longest: 200, isCode: true
    ).printed(as: .reference).filled(with: .column("commission_id")).absentIfEmpty().adds(
      "a name for each project that people know")
    Field(
      "borough_code", \.commission.boroughCode,
      "The ONS code of the borough that asked, as in boroughs. Leave empty for work for all of London.",
      example: "E09000015", label: .boroughCode
    ).referring(to: "boroughs").printed(as: .boroughCode).adds("boroughs, and how each is reached")
    Field(
      "title", \.commission.title, "What the project is about, in one line. Name no child, family or member of staff.",
      example: "Quality assurance of child protection plans", required: true
    ).needed()
    Field(
      "theme", \.commission.theme,
      "The subject, in words of your own such as early intervention. Reports group by it, so write it the same way each time.",
      example: "quality assurance", required: true, label: .theme
    ).printed(as: .theme).filled(with: .text("not recorded")).adds("days by theme")
    Field(
      "arrangement", \.commission.arrangement,
      "One of: host (a day a week in one borough), commissioned (days a borough asked for), urgent (put first), board (the board's own priorities).",
      example: "commissioned", required: true
    ).printed(as: .arrangement).acceptingEmpty().adds("days by arrangement, and which boroughs host an adviser")
    Field(
      "requested_on", \.commission.requestedOn, "The day the request came in. Waiting times count from here.",
      example: "2010-07-12", required: true
    ).printed("Requested", "When the borough asked.").acceptingEmpty().adds("requests received and waiting times")
    Field(
      "agreed_on", \.commission.agreedOn, "The day adviser and borough agreed the work. Leave empty until then.",
      example: "2010-07-26"
    ).printed("Agreed", "When the work was agreed.").adds("the state agreed")
    Field(
      "starts_on", \.commission.startsOn,
      "First day of the agreed period, planned or past. Leave empty if none is agreed.", example: "2010-08-02"
    ).planned().absentIfEmpty().printed("Starts", "When work starts.").adds(
      "starts as agreed, and what days should be delivered by now")
    Field(
      "due_on", \.commission.dueOn, "Planned last day, not before starts_on. Leave empty if the support has no end.",
      example: "2010-10-29"
    ).planned().printed("Due", "The planned last day.").adds(
      "what is overdue, and what days should be delivered by now")
    Field(
      "completed_on", \.commission.completedOn, "The day the work was finished. Leave empty until then.",
      example: "2010-10-29"
    ).printed("Completed", "When the project ended.").adds("what is completed")
    Field(
      "withdrawn_on", \.commission.withdrawnOn,
      "The day the request was withdrawn or the work stopped for good. Leave empty otherwise.", example: "2010-09-10"
    ).printed("Withdrawn", "When the commission was withdrawn.").adds("what was withdrawn")
    Field(
      "on_hold_since", \.commission.onHoldSince, "The day the work was put on hold. Empty it when work goes on.",
      example: "2010-09-01"
    ).printed("On hold since", "When work was put on hold.").adds("what is on hold")
    Field(
      "days_agreed", \.commission.daysAgreed,
      "Days as first agreed, such as 10 or 7.5; two decimals at most. Never change it later: write a variation. Leave empty if no number was agreed.",
      example: "10", hundredths: 0...999_999
    ).printed("Days first agreed", "Days as first agreed, before any variation.").adds(
      "days agreed, and what is overrun or behind")
    Field(
      "days_per_week", \.commission.daysPerWeek,
      "For support over time: days a week, 0 to 7, two decimals at most. Leave empty if the rate is not recorded.",
      example: "1.5", hundredths: 0...700
    ).printed("Days a week", "Days a week.").adds("what support over time should have delivered by now")
    Field(
      "request", .text,
      "Details of the project request: what was asked for, and why. Name no child, family or member of staff. Leave empty if not recorded.",
      example: "The borough asked for an outside view of how plans are checked."
    ).adds("what was asked for, in the paper and in case studies")
    Field(
      "work_undertaken", .text,
      "Details of the work undertaken: what was done, with whom. Name nobody. Leave empty if not recorded.",
      example: "Forty plans were read with team managers."
    ).adds("what was done, in case studies")
    Field(
      "next_steps", .text,
      "What the borough does next; write None identified if that was the answer. Leave empty if not recorded.",
      example: "None identified"
    ).adds("next steps, in the paper and in case studies")
    Field(
      "case_study_on", \.commission.caseStudyOn,
      "The day the end-of-project case study was shared online. Leave empty until then.", example: "2011-03-31"
    ).printed(as: .caseStudyOn).adds("case studies shared, and those due")
    Field(
      "on_hold_reason", .text, "Why the work is on hold, in one sentence. Leave empty if not recorded.",
      example: "Waits for the new head of service."
    ).adds("why work is on hold")
    Field.computed("has_narrative", \.commission.hasNarrative, filled: "request", "work_undertaken")

    Field.printed(
      "days_before_count", \.daysBefore.entries, "Day entries before", "Day entries before the period.",
      unit: "day entries")
    Field.printed(
      "days_before_sum", \.daysBefore.days, "Days before", "The sum of days of the entries before the period.")
    Field.printed(
      "days_before_first", \.daysBefore.first, "First day before", "Their earliest date.", blank: Blank.noEntries)
    Field.printed(
      "days_before_last", \.daysBefore.last, "Last day before", "Their latest date.", blank: Blank.noEntries)
    Field.outcomesBefore("achieved", \.outcomesBefore.achieved, "at stage achieved")
    Field.outcomesBefore("enabling", \.outcomesBefore.enabling, "at stage enabling")
    Field.outcomesBefore("expected", \.outcomesBefore.expected, "at stage expected")
    Field.outcomesBefore("not_achieved", \.outcomesBefore.notAchieved, "at stage not achieved")
    Field.outcomesBefore("unrecorded", \.outcomesBefore.unrecorded, "whose stage is not recorded or not a known one")
    Field(
      "follows_commission_id", \.commission.followsCommissionID,
      "The commission that this one grew out of. Leave empty if there is none.", example: "3"
    ).referring(to: "commissions", "commission_id").printed(
      "Follows commission", "The number of the commission that this one grew out of.", blank: "It grew out of none."
    ).unmeasured().adds("which project grew out of which")
  }
}

extension Field<Project> {
  @inline(__always) fileprivate static func outcomesBefore(
    _ stage: String, _ path: @autoclosure @escaping FieldPath<Project, Int>, _ which: String
  ) -> Field {
    printed(
      "outcomes_before_\(stage)", path(), "Outcomes before, \(stage == "not_achieved" ? "not achieved" : stage)",
      "Outcomes observed before the period \(which).", unit: "outcomes")
  }
}

/// A commission's free text, which no figure reads.
package struct Narrative: Hashable, Sendable {
  package var request: Text?
  package var workUndertaken: Text?
  package var nextSteps: Text?
  package var onHoldReason: Text?

  package init(
    request: Text? = nil, workUndertaken: Text? = nil, nextSteps: Text? = nil, onHoldReason: Text? = nil
  ) {
    self.request = request
    self.workUndertaken = workUndertaken
    self.nextSteps = nextSteps
    self.onHoldReason = onHoldReason
  }
}

extension [Project] {
  /// Puts the titles of the projects from `start` on into one piece of memory.
  package mutating func packTitles(from start: Int) {
    let packed = PackedText.packed(self[start...].map(\.commission.packedTitle))
    for (index, title) in zip(start..., packed) { self[index].commission.packedTitle = title }
  }
}

extension Commission {
  fileprivate var packedTitle: PackedText {
    get { _title }
    set { _title = newValue }
  }
}
