/// A project in scope as `projects.csv` prints it.
package struct ProjectRow {
  fileprivate let project: MeasuredProject
  /// The borough's name; nil where the code is not recorded or no listed borough has it.
  fileprivate let borough: Text?
  /// By `metrics`: each is evaluated once for its own column and the column `unknown`.
  fileprivate let measures: [Measure]

  static let metrics = Catalogue.of(.project)

  /// - Parameter boroughs: names by code.
  package init(_ project: MeasuredProject, boroughs: [Text: Text]) {
    self.project = project
    borough = project.commission.boroughCode.flatMap { boroughs[$0] }?.recorded
    measures = Self.metrics.map { $0.measure(project) }
  }

  fileprivate var commission: Commission { project.commission }

  /// The row's metrics that have no value they can be relied on for, because an input is not recorded.
  fileprivate var unknown: [String] { measures.indices.filter { measures[$0].isUnknown }.map { Self.metrics[$0].id } }
}

extension Column<ProjectRow> {
  fileprivate init(_ metric: any AnyMetric) {
    guard let index = ProjectRow.metrics.firstIndex(where: { $0 === metric }) else {
      preconditionFailure("\(metric.id) is no metric of a project")
    }
    self.init(metric) { $0.measures[index] }
  }
}

extension Tables {
  /// One row a project in scope, in the order of the programme's projects.
  package static let projects = Table<ProjectRow>(
    "projects.csv", "Projects", "Every project in scope of the period, by borough, reference and commission.",
    key: ["commission_id"]
  ) {
    placedColumns
    // Columns are only ever added at the end.
    Catalogue.of(.project).filter { metric in !placedColumns.contains { $0.shape.name == metric.id } }.map {
      Column($0)
    }
  }

  @ColumnList<ProjectRow> private static var placedColumns: [Column<ProjectRow>] {
    Column(.reference) { $0.commission.reference }
    Column(.boroughCode) { $0.commission.boroughCode }
    Column(.borough) { $0.borough }
    Column("title", "Title", "What the project is called.") { $0.commission.title }
    Column(.theme) { $0.commission.theme }
    Column(.arrangement) { $0.commission.arrangement?.text }
    Column(metrics.project.state)
    Column(metrics.project.progress)
    Column("requested_on", "Requested", "When the borough asked.") { $0.commission.requestedOn }
    Column("starts_on", "Starts", "When work starts.") { $0.commission.startsOn }
    Column("due_on", "Due", "The planned last day, as recorded.") { $0.commission.dueOn }
    Column("completed_on", "Completed", "When the project ended.") { $0.commission.completedOn }
    Column(metrics.project.daysAgreedOriginally)
    Column(metrics.project.daysAgreed)
    Column(metrics.project.daysInPeriod)
    Column(metrics.project.daysYearToDate)
    Column(metrics.project.daysToDate)
    Column(metrics.project.daysProfiled)
    Column(metrics.project.daysAhead)
    Column(metrics.project.daysRemaining)
    Column(metrics.project.daysOverAllowance)
    Column(metrics.project.advisersInPeriod)
    Column(metrics.project.firstDayOn)
    Column(metrics.project.lastDayOn)
    Column(metrics.project.waitDays)
    Column(metrics.outcomesInPeriod)
    Column(metrics.project.outcomesAchieved)
    Column(metrics.project.outcomesEnabling)
    Column(metrics.project.outcomesExpected)
    Column(metrics.project.outcomesNotAchieved)
    Column(metrics.project.strands)
    Column(metrics.project.strandsCompleted)
    Column(metrics.project.rating)
    Column(metrics.project.feedback)
    Column(metrics.project.boroughsReached)
    Column(.caseStudyOn) { $0.commission.caseStudyOn }
    Column(.commissionID) { $0.commission.id }
    Column(metrics.project.daysOverdue)
    Column(
      "adviser_ids", "Adviser numbers", blank: "No adviser has days on it in the period.",
      "The advisers with days on the project in the period, separated by spaces."
    ) { spaced($0.project.adviserIDs) }
    Column(
      "unknown", "Unknown metrics", blank: "None of the row's metrics is unknown.",
      "The row's metrics that are unknown because an input is not recorded, separated by spaces."
    ) { spaced($0.unknown) }
  }
}

/// Returns nil where there is nothing to list.
private func spaced(_ items: [some CustomStringConvertible]) -> String? {
  items.isEmpty ? nil : items.map(\.description).joined(separator: " ")
}

extension MeasuredProject {
  /// Returns every figure of the project: its identity, and its value as projects.csv prints it.
  ///
  /// - Parameter key: the project's, of `ProjectKeys`.
  package func figures(key: String, _ period: Period) -> [(identity: String, value: String)] {
    ProjectRow.metrics.map { metric in
      let identity = FigureIdentity(metric, .project, encodedKey: key, span: metric.span(of: period))
      return (identity.description, metric.measure(self).printed)
    }
  }
}

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
