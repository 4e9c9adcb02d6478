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
    [
      Cell(commission.reference), Cell(commission.boroughCode.flatMap { names.boroughs[$0] }),
      Cell(commission.arrangement?.text), Cell(commission.theme), Cell(workedOn), Cell(adviserID),
      Cell(names.advisers[adviserID]), Cell(activity), Cell(days), Cell(recordedAt),
      Cell(commission.id),
    ]
  }
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
