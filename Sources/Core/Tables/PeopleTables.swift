extension Tables {
  /// One row a borough by name and code; a last row `~` for what belongs to no listed one, where there is any.
  package static let boroughs = Table<MeasuredGroup<Borough?>>(
    "boroughs.csv", "Boroughs", "Every listed borough, and a last row ~ for the rest if any.", key: ["borough_code"]
  ) {
    Column("borough_code", "Borough code", "The borough's ONS code; ~ for projects of no listed borough.") {
      row -> Text in row.subject?.code ?? "~"
    }
    Column("borough", "Borough", "The borough's name; ~ for no listed borough.") { ($0.subject?.name ?? "~").recorded }
    // Columns are only ever added at the end.
    Catalogue.of(
      .borough, first: [metrics.reach, metrics.projects, metrics.project.daysInPeriod, metrics.project.daysToDate]
    ).map {
      metric in Column(metric) { $0.measure(metric) }
    }
  }

  /// One row an adviser in post on a day of the period, or with days in it; by name and number.
  package static let advisers = Table<MeasuredGroup<Adviser>>(
    "advisers.csv", "Advisers", "Every adviser in post on a day of the period, or with days in it.", key: ["adviser_id"]
  ) {
    Column(.adviserID) { $0.subject.id }
    Column("adviser", "Adviser", "The adviser's name.") { $0.subject.name.recorded }
    Catalogue.of(
      .adviser,
      first: [
        metrics.project.daysInPeriod, metrics.daysHost, metrics.daysCommissioned, metrics.daysUrgent, metrics.daysBoard,
        metrics.projectsWorked, metrics.capacityDays, metrics.utilisation, metrics.daysUnrecorded,
      ]
    ).map { metric in Column(metric) { $0.measure(metric) } }
  }
}
