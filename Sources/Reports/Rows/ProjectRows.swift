package import Facts
package import Metrics

extension Table {
  /// All projects in scope; with very many, stream `MeasuredProjects.forEachRow` instead.
  package static func projects(_ measures: Measures, _ programme: Programme) -> Table {
    let names = programme.boroughNames
    return Table(.projects, rows: measures.projects.map { $0.row(boroughs: names) })
  }
}

extension MeasuredProjects {
  /// The rows of projects.csv one by one, for a file that streams.
  package func forEachRow(_ programme: Programme, _ body: ([Cell]) throws -> Void) rethrows {
    let names = programme.boroughNames
    for index in indices { try body(self[index].row(boroughs: names)) }
  }
}

extension Programme {
  package var boroughNames: [Text: Text] {
    Dictionary(boroughs.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
  }
  package var adviserNames: [Int64: Text] {
    Dictionary(advisers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ProjectMeasures {
  /// The project's row of projects.csv.
  ///
  /// - Parameter boroughs: names by code.
  package func row(boroughs: [Text: Text]) -> [Cell] {
    let last: [Cell] = [
      Cell(commission.caseStudyOn), Cell(commission.id), Cell(daysOverdue),
      adviserIDs.isEmpty ? .empty : Cell(adviserIDs.map(String.init).joined(separator: " ")),
      unknown.isEmpty ? .empty : Cell(unknown.map(\.id).joined(separator: " ")),
    ]
    return recordCells(boroughs) + daysCells + workCells + last
  }

  private func recordCells(_ boroughs: [Text: Text]) -> [Cell] {
    [
      Cell(commission.reference), Cell(commission.boroughCode),
      Cell(commission.boroughCode.flatMap { boroughs[$0] }?.recorded), Cell(commission.title),
      Cell(commission.theme), Cell(commission.arrangement?.text), Cell(state.rawValue),
      Cell(progress.rawValue), Cell(commission.requestedOn), Cell(commission.startsOn),
      Cell(commission.dueOn), Cell(commission.completedOn),
    ]
  }

  private var daysCells: [Cell] {
    [
      Cell(commission.daysAgreed), Cell(daysAgreed), Cell(daysInPeriod), Cell(daysYearToDate),
      Cell(daysToDate), Cell(daysProfiled), Cell(daysAhead), Cell(daysRemaining),
      Cell(daysOverAllowance),
    ]
  }

  private var workCells: [Cell] {
    [
      Cell(adviserIDs.count), Cell(firstDayOn), Cell(lastDayOn), Cell(waitDays),
      Cell(outcomesInPeriod), Cell(outcomes.achieved), Cell(outcomes.enabling),
      Cell(outcomes.expected), Cell(outcomes.notAchieved), Cell(project.strands.count),
      Cell(strandsCompleted), Cell(rating?.text), Cell(feedback.rawValue), Cell(boroughsReached),
    ]
  }

  /// The row's metrics that have no value they can be relied on for, because an input is not recorded.
  package var unknown: [Metric] {
    let judged: [(Metric, Bool)] = [
      (.daysAgreedOriginally, commission.daysAgreed == nil), (.daysAgreed, daysAgreed == nil),
      (.daysProfiled, daysProfiled == nil), (.daysAhead, daysAhead == nil),
      (.daysRemaining, daysRemaining == nil),
      (.daysOverAllowance, daysOverAllowance == .unknown), (.waitDays, waitDays == .unknown),
      (.rating, feedback.isReceived && rating?.value == nil),
    ]
    return judged.filter(\.1).map(\.0)
  }

  /// Every figure of the project: its identity, and its cell of projects.csv.
  ///
  /// - Parameter key: the project's, of `ProjectKeys`.
  package func figures(key: String, _ period: Period) -> [(identity: String, cell: Cell)] {
    let cells = row(boroughs: [:])
    return TableShape.projects.metrics(of: .project).map { index, metric in
      let identity = FigureIdentity(
        metric, .project, encodedKey: key, span: metric.span(of: period))
      return (identity.description, cells[index])
    }
  }
}

extension Text {
  /// nil for white space: not recorded.
  var recorded: Text? { Text(recorded: string) }
}
