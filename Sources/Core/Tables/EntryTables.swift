/// A day entry or an outcome, and what its row prints beside its own columns.
package struct EntryRow<Entry: Sendable>: Sendable {
  package let entry: Entry
  package let commission: Commission
  package let names: EntryNames

  package init(_ entry: Entry, _ commission: Commission, _ names: EntryNames) {
    (self.entry, self.commission, self.names) = (entry, commission, names)
  }

  fileprivate var borough: Text? { commission.boroughCode.flatMap { names.boroughs[$0] } }
}

// A column that a relation gets later comes last in its file.

/// The columns that days.csv had first.
private let dayColumns = ["worked_on", "adviser_id", "activity", "days", "recorded_at", "commission_id"]

private let outcomeColumns = ["outcome_no", "observed_on", "kind", "stage", "summary", "recorded_at", "commission_id"]

extension DayEntry {
  /// The columns that days.csv got later.
  package static let laterColumns = relation.columns(but: dayColumns) { $0 }
}

extension Tables {
  /// One row a day entry of the period, by date, reference, adviser, activity and commission.
  package static let days = Table<EntryRow<DayEntry>>(
    "days.csv", "Days", "Every day entry of the period: the rows behind the figures of days."
  ) {
    Column(.reference) { $0.commission.reference }
    Column(.borough) { $0.borough }
    Column(.arrangement) { $0.commission.arrangement }
    Column(.theme) { $0.commission.theme }
    DayEntry.relation.columns(dayColumns[..<2]) { $0.entry }
    Column(.adviser) { $0.names.adviser($0.entry.adviserID) }
    DayEntry.relation.columns(dayColumns[2...]) { $0.entry }
    Column(.boroughCode) { $0.commission.boroughCode }
    DayEntry.relation.columns(but: dayColumns) { $0.entry }
  }

  /// One row an outcome observed in the period, by date, reference, number and commission.
  package static let outcomes = Table<EntryRow<Outcome>>(
    "outcomes.csv", "Outcomes", "Every outcome observed in the period, whatever its stage."
  ) {
    Column(.reference) { $0.commission.reference }
    Column(.borough) { $0.borough }
    Outcome.relation.columns(outcomeColumns[...]) { $0.entry }
    Column(.boroughCode) { $0.commission.boroughCode }
    Outcome.relation.columns(but: outcomeColumns) { $0.entry }
  }
}

extension TableShape {
  package static let days = Tables.days.shape
  package static let outcomes = Tables.outcomes.shape
}

/// The names that an entry's row prints beside its own columns. Each is looked up once.
package struct EntryNames: Sendable {
  let boroughs: [Text: Text]
  private let advisers: [Int64: Text]
  private let isListed: Bool

  package init(_ programme: Programme) {
    isListed = programme.offer.has("advisers")
    boroughs = programme.boroughNames.compactMapValues(\.recorded)
    advisers = programme.adviserNames.compactMapValues(\.recorded)
  }

  /// Returns reference, borough, arrangement and theme: cells that very many rows of days.csv repeat.
  package func projectCells(_ commission: Commission) -> [Cell] {
    [
      Cell(commission.reference), Cell(commission.boroughCode.flatMap { boroughs[$0] }), Cell(commission.arrangement),
      Cell(commission.theme),
    ]
  }

  /// Returns number and name of an adviser.
  package func adviserCells(_ id: Int64?) -> [Cell] { [Cell(id), Cell(adviser(id))] }

  /// Returns the adviser's name: the number, where no advisers are offered.
  func adviser(_ id: Int64?) -> Text? { id.flatMap { isListed ? advisers[$0] : Text(String($0)) } }
}
