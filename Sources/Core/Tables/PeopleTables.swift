extension Tables {
  /// One row a borough by name and code; a last row `~` for what belongs to no listed one, where there is any.
  package static let boroughs = Table<BoroughMeasures>(
    "boroughs.csv", "Boroughs", "Every listed borough, and a last row ~ for the rest if any.",
    key: ["borough_code"]
  ) {
    Column(
      "borough_code", "Borough code", "The borough's ONS code; ~ for projects of no listed borough."
    ) { row -> Text in row.borough?.code ?? "~" }
    Column("borough", "Borough", "The borough's name; ~ for no listed borough.") {
      ($0.borough?.name ?? "~").recorded
    }
    Column(.metric(.reach, codes: Reach.words, blank: "The row is of no listed borough.")) {
      $0.reach?.rawValue
    }
    Column(.metric(.projects)) { $0.projects }
    Column(.metric(.daysInPeriod)) { $0.daysInPeriod }
    Column(.metric(.daysToDate)) { $0.daysToDate }
  }

  /// One row an adviser in post on a day of the period, or with days in it; by name and number.
  package static let advisers = Table<AdviserMeasures>(
    "advisers.csv", "Advisers",
    "Every adviser in post on a day of the period, or with days in it.", key: ["adviser_id"]
  ) {
    Column(.adviserID) { $0.adviser.id }
    Column("adviser", "Adviser", "The adviser's name.") { $0.adviser.name.recorded }
    Column(.metric(.daysInPeriod)) { $0.daysInPeriod }
    Column(.metric(.daysHost)) { $0.days(.host) }
    Column(.metric(.daysCommissioned)) { $0.days(.commissioned) }
    Column(.metric(.daysUrgent)) { $0.days(.urgent) }
    Column(.metric(.daysBoard)) { $0.days(.board) }
    Column(.metric(.projectsWorked)) { $0.projectsWorked }
    Column(.metric(.capacityDays)) { $0.capacity.days }
    Column(.metric(.utilisation, blank: "Not applicable: the adviser's capacity is 0.")) {
      $0.utilisation.map { $0.rounded(to: 4) }
    }
    Column(.metric(.daysUnrecorded)) { $0.daysUnrecorded }
  }
}
