import Facts

extension TableShape {
  /// One row a day entry of the period, by date, reference, adviser, activity and commission.
  package static let days = TableShape(
    "days.csv", "Days", "Every day entry of the period: the rows behind the figures of days.",
    key: [],
    [
      .reference, .borough, .arrangement, .theme,
      Column("worked_on", "Worked", .date, required: true, "The day of the work."),
      .adviserID, .adviser, .activity,
      Column(
        "days", "Days", .decimal(2), unit: "days", required: true, "How much was worked that day."),
      .recordedAt, .commissionID,
    ])

  /// One row an outcome observed in the period, by date, reference, number and commission.
  package static let outcomes = TableShape(
    "outcomes.csv", "Outcomes", "Every outcome observed in the period, whatever its stage.",
    key: [],
    [
      .reference, .borough, .outcomeNumber,
      Column("observed_on", "Observed", .date, required: true, "When it was observed."),
      .kind,
      Column(
        "stage", "Stage", blank: Blank.notRecorded,
        "How far the outcome has come: " + Column.asRecorded(Stage.words)),
      Column("summary", "Summary", blank: Blank.notRecorded, "What was observed."),
      .recordedAt, .commissionID,
    ])
}
