/// A project in scope as `projects.csv` prints it.
package struct ProjectRow: Sendable {
  let measures: ProjectMeasures
  /// The borough's name; nil where the code is not recorded or no listed borough has it.
  let borough: Text?

  /// - Parameter boroughs: names by code.
  package init(_ measures: ProjectMeasures, boroughs: [Text: Text]) {
    self.measures = measures
    borough = measures.commission.boroughCode.flatMap { boroughs[$0] }?.recorded
  }

  var commission: Commission { measures.commission }
}

extension Tables {
  /// One row a project in scope, in the order of the programme's projects.
  package static let projects = Table<ProjectRow>(
    "projects.csv", "Projects",
    "Every project in scope of the period, by borough, reference and commission.",
    key: ["commission_id"]
  ) {
    Column(.reference) { $0.commission.reference }
    Column(.boroughCode) { $0.commission.boroughCode }
    Column(.borough) { $0.borough }
    Column("title", "Title", "What the project is called.") { $0.commission.title }
    Column(.theme) { $0.commission.theme }
    Column(.arrangement) { $0.commission.arrangement?.text }
    Column(.metric(.state, codes: State.words)) { $0.measures.state.rawValue }
    Column(.metric(.progress, codes: Progress.words)) { $0.measures.progress.rawValue }
    Column("requested_on", "Requested", "When the borough asked.") { $0.commission.requestedOn }
    Column("starts_on", "Starts", "When work starts.") { $0.commission.startsOn }
    Column("due_on", "Due", "The planned last day, as recorded.") { $0.commission.dueOn }
    Column("completed_on", "Completed", "When the project ended.") { $0.commission.completedOn }
    Column(.metric(.daysAgreedOriginally, blank: Blank.seeUnknown)) { $0.commission.daysAgreed }
    Column(.metric(.daysAgreed, blank: Blank.seeUnknown)) { $0.measures.daysAgreed }
    Column(.metric(.daysInPeriod)) { $0.measures.daysInPeriod }
    Column(.metric(.daysYearToDate)) { $0.measures.daysYearToDate }
    Column(.metric(.daysToDate)) { $0.measures.daysToDate }
    Column(.metric(.daysProfiled, blank: Blank.seeUnknown)) { $0.measures.daysProfiled }
    Column(.metric(.daysAhead, blank: Blank.seeUnknown)) { $0.measures.daysAhead }
    Column(.metric(.daysRemaining, blank: Blank.seeUnknown)) { $0.measures.daysRemaining }
    Column(.metric(.daysOverAllowance, blank: Blank.seeUnknown)) { $0.measures.daysOverAllowance }
    Column(.metric(.advisersInPeriod)) { $0.measures.adviserIDs.count }
    Column(.metric(.firstDayOn, blank: "There is no day entry to date.")) { $0.measures.firstDayOn }
    Column(.metric(.lastDayOn, blank: "There is no day entry to date.")) { $0.measures.lastDayOn }
    Column(.metric(.waitDays, blank: Blank.seeUnknown)) { $0.measures.waitDays }
    Column(.metric(.outcomesInPeriod)) { $0.measures.outcomesInPeriod }
    Column(.metric(.outcomesAchieved)) { $0.measures.outcomes.achieved }
    Column(.metric(.outcomesEnabling)) { $0.measures.outcomes.enabling }
    Column(.metric(.outcomesExpected)) { $0.measures.outcomes.expected }
    Column(.metric(.outcomesNotAchieved)) { $0.measures.outcomes.notAchieved }
    Column(.metric(.strands)) { $0.measures.project.strands.count }
    Column(.metric(.strandsCompleted)) { $0.measures.strandsCompleted }
    Column(.metric(.rating, blank: Blank.seeUnknown)) { $0.measures.rating?.text }
    Column(.metric(.feedback, codes: Feedback.words)) { $0.measures.feedback.rawValue }
    Column(.metric(.boroughsReached)) { $0.measures.boroughsReached }
    Column(.caseStudyOn) { $0.commission.caseStudyOn }
    Column(.commissionID) { $0.commission.id }
    Column(.metric(.daysOverdue, blank: "The project is not overdue.")) { $0.measures.daysOverdue }
    Column(
      "adviser_ids", "Adviser numbers", blank: "No adviser has days on it in the period.",
      "The advisers with days on the project in the period, separated by spaces."
    ) { spaced($0.measures.adviserIDs) }
    Column(
      "unknown", "Unknown metrics", blank: "None of the row's metrics is unknown.",
      "The row's metrics that are unknown because an input is not recorded, separated by spaces."
    ) { spaced($0.measures.unknown.map(\.id)) }
  }

  /// The columns that hold a metric of a project, and so have an identity in every row.
  package static let projectMetrics: [(metric: Metric, column: Column<ProjectRow>)] =
    projects.columns.compactMap { column in
      Catalogue.metric(column.shape.name).flatMap {
        $0.grains.contains(.project) ? ($0, column) : nil
      }
    }
}

/// Returns nil where there is nothing to list.
private func spaced(_ items: [some CustomStringConvertible]) -> String? {
  items.isEmpty ? nil : items.map(\.description).joined(separator: " ")
}

extension ProjectMeasures {
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

  /// Returns every figure of the project: its identity, and its cell of projects.csv.
  ///
  /// - Parameter key: the project's, of `ProjectKeys`.
  package func figures(key: String, _ period: Period) -> [(identity: String, cell: Cell)] {
    let row = ProjectRow(self, boroughs: [:])
    return Tables.projectMetrics.map { metric, column in
      let identity = FigureIdentity(
        metric, .project, encodedKey: key, span: metric.span(of: period))
      return (identity.description, column.cell(row))
    }
  }
}
