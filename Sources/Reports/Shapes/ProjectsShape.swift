import Facts
package import Metrics

extension TableShape {
  /// One row a project in scope, in the order of the programme's projects.
  package static let projects = TableShape(
    "projects.csv", "Projects",
    "Every project in scope of the period, by borough, reference and commission.",
    key: ["commission_id"],
    record + measured + [
      Column.caseStudyOn, Column.commissionID,
      .metric(.daysOverdue, blank: "The project is not overdue."),
      Column(
        "adviser_ids", "Adviser numbers", blank: "No adviser has days on it in the period.",
        "The advisers with days on the project in the period, separated by spaces."),
      Column(
        "unknown", "Unknown metrics", blank: "None of the row's metrics is unknown.",
        "The row's metrics that are unknown because an input is not recorded, separated by spaces."),
    ])

  private static let record: [Column] = [
    .reference, .boroughCode, .borough,
    Column("title", "Title", blank: Blank.notRecorded, "What the project is called."),
    .theme, .arrangement,
    .metric(.state, required: true, codes: State.words),
    .metric(.progress, required: true, codes: Progress.words),
    Column(
      "requested_on", "Requested", .date, blank: Blank.notRecorded, "When the borough asked."),
    Column("starts_on", "Starts", .date, blank: Blank.notRecorded, "When work starts."),
    Column(
      "due_on", "Due", .date, blank: Blank.notRecorded, "The planned last day, as recorded."),
    Column(
      "completed_on", "Completed", .date, blank: Blank.notRecorded, "When the project ended."),
  ]

  private static let measured: [Column] = [
    .metric(.daysAgreedOriginally, blank: Blank.seeUnknown),
    .metric(.daysAgreed, blank: Blank.seeUnknown),
    .metric(.daysInPeriod, required: true), .metric(.daysYearToDate, required: true),
    .metric(.daysToDate, required: true),
    .metric(.daysProfiled, blank: Blank.seeUnknown), .metric(.daysAhead, blank: Blank.seeUnknown),
    .metric(.daysRemaining, blank: Blank.seeUnknown),
    .metric(.daysOverAllowance, blank: Blank.seeUnknown),
    .metric(.advisersInPeriod, required: true),
    .metric(.firstDayOn, blank: "There is no day entry to date."),
    .metric(.lastDayOn, blank: "There is no day entry to date."),
    .metric(.waitDays, blank: Blank.seeUnknown),
    .metric(.outcomesInPeriod, required: true), .metric(.outcomesAchieved, required: true),
    .metric(.outcomesEnabling, required: true), .metric(.outcomesExpected, required: true),
    .metric(.outcomesNotAchieved, required: true),
    .metric(.strands, required: true), .metric(.strandsCompleted, required: true),
    .metric(.rating, blank: Blank.seeUnknown),
    .metric(.feedback, required: true, codes: Feedback.words),
    .metric(.boroughsReached, required: true),
  ]
}

extension TableShape {
  /// Which columns hold a metric of `grain`, and so have an identity in every row.
  package func metrics(of grain: Metric.Grain) -> [(index: Int, metric: Metric)] {
    columns.enumerated().compactMap { index, column in
      guard let metric = Catalogue.metric(column.name), metric.grains.contains(grain) else {
        return nil
      }
      return (index, metric)
    }
  }
}
