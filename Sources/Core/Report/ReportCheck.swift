/// Why a report must not be published: the program's own arithmetic or a file of the program is wrong. Nothing was published.
package struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Fault: Hashable, Sendable {
    /// A number is missing and its status gives no reason, or gives one for a number that is there.
    case unexplainedBlank
    /// Two rows have one key, or two figures one identity.
    case duplicate
    /// Rows do not add up to their figure.
    case sum
  }

  package let code: Fault
  /// The file or section, the row and the column or figure; never text from the database.
  package let place: String
  package let message: String

  init(_ code: Fault, _ place: String, _ message: String) {
    self.code = code
    self.place = place
    self.message = message
  }

  package var description: String { "\(place): \(message)" }
}

/// What was written of the files that stream: handed to the check before an issue is published.
package struct StreamedTotals: Hashable, Sendable {
  /// Of `days.csv`.
  package var days = Days.zero
  /// Of `outcomes.csv`, those at stage achieved.
  package var outcomesAchieved = 0
  /// Rows of `projects.csv`; nil when the report holds them itself.
  package var projects: Int?

  package init() {}
}

extension Report {
  /// Refuses a report that contradicts itself, or leaves a number out without a reason. The writer checks single cells.
  ///
  /// - Parameter streamed: of the files that stream; nil before they are written.
  package func check(streamed: StreamedTotals? = nil) throws(ReportError) {
    for table in tables + (revisions.map { [$0] } ?? []) { try table.checkKeys() }
    try checkReasons()
    try checkSums()
    if let streamed { try check(streamed) }
  }

  private func table<Row>(_ table: Table<Row>) -> FilledTable? { tables.first { $0.shape.path == table.shape.path } }

  /// A figure's status must say why a number is missing, and only then.
  private func checkReasons() throws(ReportError) {
    guard let figures = table(Tables.figures) else { return }
    let without: [Cell] = [FigureStatus.notApplicable, .unknown].map(\.rawValue.cell)
    let values = zip(figures["value"], figures["word"]).map { $0 == .empty ? $1 : $0 }
    for (index, (value, status)) in zip(values, figures["status"]).enumerated()
    where (value == .empty) != without.contains(status) {
      throw ReportError(
        .unexplainedBlank, "figures.csv, \(figures["figure"][index].printed)", "value and status contradict each other")
    }
  }

  private func checkSums() throws(ReportError) {
    let (projectsInScope, days) = (facts.count(metrics.projectsInScope), facts.days(metrics.daysDelivered).hundredths)
    if let projects = table(Tables.projects) {
      try equal("projects.csv", projects.rows.count, projectsInScope)
      try equal("projects.csv", projects.sum("days_in_period"), days)
      try equal("projects.csv", projects.sum("outcomes_in_period"), Int64(facts.count(metrics.outcomesInPeriod)))
    }
    if let boroughs = table(Tables.boroughs) {
      try equal("boroughs.csv", boroughs.sum("days_in_period"), days)
      try equal("boroughs.csv", boroughs.sum("projects"), Int64(projectsInScope))
    }
    if let figures = table(Tables.figures) {
      let rows = zip(zip(figures["metric"], figures["grain"]), figures["value"])
      let daysInPeriod = rows.filter { $0.0.0 == metrics.project.daysInPeriod.id.cell }
      // The grains whose rows hold all days of the period.
      for grain in [Grain.theme, .arrangement, .activity, .month] {
        let values = daysInPeriod.filter { $0.0.1 == grain.rawValue.cell }.map(\.1.mantissa)
        try equal("figures.csv, days by \(grain.rawValue)", values.reduce(0, +), days)
      }
    }
  }

  private func check(_ streamed: StreamedTotals) throws(ReportError) {
    try equal("days.csv", streamed.days.hundredths, facts.days(metrics.daysDelivered).hundredths)
    try equal("outcomes.csv", streamed.outcomesAchieved, facts.count(metrics.outcomesInPeriod))
    if let projects = streamed.projects { try equal("projects.csv", projects, facts.count(metrics.projectsInScope)) }
  }

  private func equal<T: Equatable>(_ place: String, _ rows: T, _ figure: T) throws(ReportError) {
    guard rows == figure else { throw ReportError(.sum, place, "its rows come to \(rows), the figure is \(figure)") }
  }
}

extension FilledTable {
  /// Refuses two rows with one key.
  func checkKeys() throws(ReportError) {
    guard !shape.key.isEmpty else { return }
    let columns = shape.columns.indices.filter { shape.key.contains(shape.columns[$0].name) }
    var seen = Set<[Cell]>(minimumCapacity: rows.count)
    for (index, row) in rows.enumerated() where !seen.insert(columns.map { row[$0] }).inserted {
      throw ReportError(.duplicate, "\(shape.path), row \(index + 1)", "its key is in two rows")
    }
  }

  /// Returns the sum of a column of numbers, in units of its last decimal.
  fileprivate func sum(_ column: String) -> Int64 { self[column].reduce(0) { $0 + $1.mantissa } }
}

extension Cell { fileprivate var mantissa: Int64 { if case .number(let number) = self { number.mantissa } else { 0 } } }
