import Facts
package import Metrics

extension Table {
  package static func boroughs(_ measures: Measures) -> Table {
    Table(
      .boroughs,
      rows: measures.boroughs.map {
        [
          Cell($0.borough?.code ?? "~"), Cell(($0.borough?.name ?? "~").recorded),
          Cell($0.reach?.rawValue),
          Cell($0.projects), Cell($0.daysInPeriod), Cell($0.daysToDate),
        ]
      })
  }

  package static func advisers(_ measures: Measures) -> Table {
    Table(.advisers, rows: measures.advisers.map(\.row))
  }
}

extension AdviserMeasures {
  fileprivate var row: [Cell] {
    [
      Cell(adviser.id), Cell(adviser.name.recorded), Cell(daysInPeriod), Cell(days(.host)),
      Cell(days(.commissioned)), Cell(days(.urgent)), Cell(days(.board)), Cell(projectsWorked),
      Cell(capacity.days), utilisation.map { .number($0.rounded(to: 4)) } ?? .empty,
      Cell(daysUnrecorded),
    ]
  }
}
