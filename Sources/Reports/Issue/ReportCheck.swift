import Facts
import Metrics

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
