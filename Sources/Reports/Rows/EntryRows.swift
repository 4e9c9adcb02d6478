package import Facts

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
