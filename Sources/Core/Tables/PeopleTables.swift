extension TableShape {
  /// One row a borough by name and code; a last row `~` for what belongs to no listed one, where there is any.
  package static let boroughs = TableShape(
    "boroughs.csv", "Boroughs", "Every listed borough, and a last row ~ for the rest if any.",
    key: ["borough_code"],
    [
      Column(
        "borough_code", "Borough code", required: true,
        "The borough's ONS code; ~ for projects of no listed borough."),
      Column(
        "borough", "Borough", blank: Blank.notRecorded,
        "The borough's name; ~ for no listed borough."),
      .metric(.reach, codes: Reach.words, blank: Blank.noListedBorough),
      .metric(.projects, required: true),
      .metric(.daysInPeriod, required: true), .metric(.daysToDate, required: true),
    ])

  /// One row an adviser in post on a day of the period, or with days in it; by name and number.
  package static let advisers = TableShape(
    "advisers.csv", "Advisers",
    "Every adviser in post on a day of the period, or with days in it.", key: ["adviser_id"],
    [
      .adviserID, Column("adviser", "Adviser", blank: Blank.notRecorded, "The adviser's name."),
      .metric(.daysInPeriod, required: true), .metric(.daysHost, required: true),
      .metric(.daysCommissioned, required: true), .metric(.daysUrgent, required: true),
      .metric(.daysBoard, required: true), .metric(.projectsWorked, required: true),
      .metric(.capacityDays, required: true),
      .metric(.utilisation, blank: "Not applicable: the adviser's capacity is 0."),
      .metric(.daysUnrecorded, required: true),
    ])
}

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
