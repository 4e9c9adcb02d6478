extension Report {
  /// Refuses a report that contradicts itself, or leaves something blank without a reason.
  ///
  /// - Parameter streamed: of the files that went past; nil before they did.
  package func check(streamed: StreamedTotals? = nil) throws(ReportError) {
    for table in tables { try table.check() }
    try checkReasons()
    try checkSums()
    if let streamed { try check(streamed) }
    for paper in [paper, collated].compactMap(\.self) + caseStudies.map(\.paper) {
      try paper.check()
    }
  }

  private func table(_ shape: TableShape) -> Table? { tables.first { $0.shape.path == shape.path } }

  /// A figure's status, and a project's column unknown, must say why a number is missing, and only then.
  private func checkReasons() throws(ReportError) {
    let without: [Cell] = [FigureStatus.notApplicable, .unknown].map { Cell($0.rawValue) }
    for row in table(.figures)?.rows ?? [] where (row[5] == .empty) != without.contains(row[7]) {
      throw ReportError(
        .unexplainedBlank, "figures.csv, \(row[0].printed)",
        "value and status contradict each other")
    }
  }

  private func checkSums() throws(ReportError) {
    if let projects = table(.projects) {
      try equal("projects.csv", projects.rows.count, totals.projects)
      try equal("projects.csv", projects.sum("days_in_period"), totals.daysDelivered.hundredths)
      try equal("projects.csv", projects.sum("outcomes_in_period"), Int64(totals.outcomesAchieved))
    }
    if let boroughs = table(.boroughs) {
      try equal("boroughs.csv", boroughs.sum("days_in_period"), totals.daysDelivered.hundredths)
      try equal("boroughs.csv", boroughs.sum("projects"), Int64(totals.projects))
    }
    for (grain, sum) in groupSums {
      try equal("figures.csv, days by \(grain)", sum, totals.daysDelivered.hundredths)
    }
  }

  /// Days in the period by every grain whose rows hold all of them.
  private var groupSums: [(String, Int64)] {
    let rows = table(.figures)?.rows.filter { $0[1] == Cell(Metric.daysInPeriod.id) } ?? []
    return [Metric.Grain.theme, .arrangement, .activity, .month].map { grain in
      let values = rows.filter { $0[2] == Cell(grain.rawValue) }.map { $0[5] }
      return (grain.rawValue, values.reduce(0) { $0 + $1.mantissa })
    }
  }

  private func check(_ streamed: StreamedTotals) throws(ReportError) {
    try equal("days.csv", streamed.days.hundredths, totals.daysDelivered.hundredths)
    try equal("outcomes.csv", streamed.outcomesAchieved, totals.outcomesAchieved)
    if let projects = streamed.projects { try equal("projects.csv", projects, totals.projects) }
  }

  private func equal<T: Equatable>(_ place: String, _ rows: T, _ figure: T) throws(ReportError) {
    guard rows == figure else {
      throw ReportError(.sum, place, "its rows come to \(rows), the figure is \(figure)")
    }
  }
}

extension Table {
  /// Of a column of numbers, in units of its last decimal.
  fileprivate func sum(_ column: String) -> Int64 {
    guard let index = shape.columns.firstIndex(where: { $0.name == column }) else { return 0 }
    return rows.reduce(0) { $0 + $1[index].mantissa }
  }
}

extension Cell {
  fileprivate var mantissa: Int64 {
    if case .number(let number) = self { number.mantissa } else { 0 }
  }
}

extension Paper {
  /// Every table names its source and is as wide in every row as its head.
  fileprivate func check() throws(ReportError) {
    for (index, section) in sections.enumerated() {
      for case .table(let table) in section.blocks {
        let place = "the paper, section \(index + 1)"
        guard !table.source.isEmpty else {
          throw ReportError(.noSource, place, "a table names no source")
        }
        guard table.rows.allSatisfy({ $0.count == table.heads.count }) else {
          throw ReportError(.cellCount, place, "a table's row is not as wide as its head")
        }
      }
    }
  }
}

extension Table {
  /// Every row as wide as the shape, every cell of its column's kind, no empty cell without a reason, no key twice.
  package func check() throws(ReportError) {
    for (index, row) in rows.enumerated() { try shape.check(row, number: index + 1) }
    guard !shape.key.isEmpty else { return }
    let columns = shape.key.compactMap { name in shape.columns.firstIndex { $0.name == name } }
    var seen = Set<[Cell]>(minimumCapacity: rows.count)
    for (index, row) in rows.enumerated()
    where !seen.insert(columns.map { row[$0] }).inserted {
      throw ReportError(.duplicate, "\(shape.path), row \(index + 1)", "its key stands twice")
    }
  }
}

extension TableShape {
  /// - Parameter number: of the row, from 1, the header not counted.
  package func check(_ row: [Cell], number: Int) throws(ReportError) {
    guard row.count == columns.count else {
      throw ReportError(
        .cellCount, "\(path), row \(number)", "\(row.count) cells for \(columns.count) columns")
    }
    // The place of a cell is put into words only where it is told: there are many cells.
    func refusal(_ code: ReportError.Code, _ index: Int, _ problem: String) -> ReportError {
      ReportError(code, "\(path), row \(number), column \(columns[index].name)", problem)
    }
    for index in row.indices {
      if row[index] == .empty {
        guard !columns[index].isRequired, columns[index].blank != nil else {
          throw refusal(.unexplainedBlank, index, "the cell is empty without a reason")
        }
      } else if !columns[index].kind.takes(row[index]) {
        throw refusal(.cellKind, index, "the cell is not of the column's kind")
      }
    }
  }
}

extension Column.Kind {
  fileprivate func takes(_ cell: Cell) -> Bool {
    switch (self, cell) {
    case (.text, .text), (.date, .day), (.dateTime, .instant), (.boolean, .boolean): true
    case (.number, .number): true
    case (.integer, .number(let number)): number.scale == 0
    case (.decimal(let scale), .number(let number)): number.scale == scale
    default: false
    }
  }
}

/// Why a report must not be published: our own arithmetic or a file of ours is wrong. Nothing was written.
package struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// A row has too few cells or too many.
    case cellCount
    /// A cell is not of its column's kind.
    case cellKind
    /// An empty cell whose column gives no reason for one.
    case unexplainedBlank
    /// A table names no file that it is taken from.
    case noSource
    /// Two rows have one key, or two figures one identity.
    case duplicate
    /// Rows do not add up to the figure they stand behind.
    case sum
  }

  package let code: Code
  /// The file or section, the row and the column or figure; never text from the database.
  package let place: String
  package let message: String

  package init(_ code: Code, _ place: String, _ message: String) {
    self.code = code
    self.place = place
    self.message = message
  }

  package var description: String { "\(place): \(message)" }
}
