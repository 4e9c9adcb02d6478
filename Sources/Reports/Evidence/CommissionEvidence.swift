import Facts

extension TableShape {
  package static let evidenceCommissions = TableShape(
    "evidence/commissions.csv", "Commissions read",
    "Every commission a figure counted, without its free text, and what of it lies before the period.",
    key: ["commission_id"], own + before)

  private static let own: [Column] = [
    .commissionID, .reference, .boroughCode, .theme, .arrangement,
    .date("requested_on", "Requested", "When the borough asked."),
    .date("agreed_on", "Agreed", "When the work was agreed."),
    .date("starts_on", "Starts", "When work starts."),
    .date("due_on", "Due", "The planned last day."),
    .date("completed_on", "Completed", "When the project ended."),
    .date("withdrawn_on", "Withdrawn", "When the commission was withdrawn."),
    .date("on_hold_since", "On hold since", "When work was put on hold."),
    Column(
      "days_agreed", "Days first agreed", .decimal(2), unit: "days", blank: Blank.notRecorded,
      "Days as first agreed, before any variation."),
    .rate(blank: Blank.notRecorded),
    .caseStudyOn,
  ]

  private static let before: [Column] = [
    .count(
      "days_before_count", "Day entries before", "day entries", "Day entries before the period."),
    Column(
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

extension Column {
  static func date(
    _ name: String, _ title: String, _ meaning: String, _ blank: String = Blank.notRecorded
  ) -> Column { Column(name, title, .date, blank: blank, meaning) }

  static func count(
    _ name: String, _ title: String, _ unit: String, _ meaning: String
  ) -> Column { Column(name, title, .integer, unit: unit, required: true, meaning) }

  /// Days a week, of a commission or of an adviser's post.
  static func rate(required: Bool = false, blank: String? = nil) -> Column {
    Column(
      "days_per_week", "Days a week", .decimal(2), unit: "days", required: required, blank: blank,
      "Days a week.")
  }

  fileprivate static func outcomesBefore(_ stage: String, _ which: String) -> Column {
    count(
      "outcomes_before_\(stage)",
      "Outcomes before, \(stage == "not_achieved" ? "not achieved" : stage)",
      "outcomes", "Outcomes observed before the period \(which).")
  }
}
