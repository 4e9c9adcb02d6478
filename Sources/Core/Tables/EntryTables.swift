extension TableShape {
  /// One row a day entry of the period, by date, reference, adviser, activity and commission.
  package static let days = TableShape(
    "days.csv", "Days", "Every day entry of the period: the rows behind the figures of days.",
    key: [],
    [
      .reference, .borough, .arrangement, .theme,
      ColumnShape("worked_on", "Worked", .date, required: true, "The day of the work."),
      .adviserID, .adviser, .activity,
      ColumnShape(
        "days", "Days", .decimal(2), unit: "days", required: true, "How much was worked that day."),
      .recordedAt, .commissionID,
    ])

  /// One row an outcome observed in the period, by date, reference, number and commission.
  package static let outcomes = TableShape(
    "outcomes.csv", "Outcomes", "Every outcome observed in the period, whatever its stage.",
    key: [],
    [
      .reference, .borough, .outcomeNumber,
      ColumnShape("observed_on", "Observed", .date, required: true, "When it was observed."),
      .kind,
      ColumnShape(
        "stage", "Stage", blank: Blank.notRecorded,
        "How far the outcome has come: " + ColumnShape.asRecorded(Stage.words)),
      ColumnShape("summary", "Summary", blank: Blank.notRecorded, "What was observed."),
      .recordedAt, .commissionID,
    ])
}

/// Names a streamed row prints beside its own columns, looked up once.
package struct EntryNames: Sendable {
  let boroughs: [Text: Text]
  let advisers: [Int64: Text]

  package init(_ programme: Programme) {
    boroughs = programme.boroughNames.compactMapValues(\.recorded)
    advisers = programme.adviserNames.compactMapValues(\.recorded)
  }
}

extension DayEntry {
  /// Its row of days.csv.
  package func row(_ commission: Commission, _ names: EntryNames) -> [Cell] {
    names.projectCells(commission) + [Cell(workedOn)] + names.adviserCells(adviserID)
      + [Cell(activity), Cell(days), Cell(recordedAt), Cell(commission.id)]
  }
}

// The runs of days.csv that very many rows repeat.
extension EntryNames {
  /// Reference, borough, arrangement and theme.
  package func projectCells(_ commission: Commission) -> [Cell] {
    [
      Cell(commission.reference), Cell(commission.boroughCode.flatMap { boroughs[$0] }),
      Cell(commission.arrangement?.text), Cell(commission.theme),
    ]
  }

  /// Number and name of an adviser.
  package func adviserCells(_ id: Int64) -> [Cell] { [Cell(id), Cell(advisers[id])] }
}

extension Outcome {
  /// Its row of outcomes.csv.
  package func row(_ commission: Commission, _ names: EntryNames) -> [Cell] {
    [
      Cell(commission.reference), Cell(commission.boroughCode.flatMap { names.boroughs[$0] }),
      Cell(number), Cell(observedOn), Cell(kind), Cell(stage?.text), Cell(summary),
      Cell(recordedAt), Cell(commission.id),
    ]
  }
}
