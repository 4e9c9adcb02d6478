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

/// Reasons for an empty cell that many columns share.
enum Blank {
  static let notRecorded = "It is not recorded."
  static let seeUnknown = "It is not applicable, or unknown and then named in the column unknown."
  static let noListedBorough = "The row is of no listed borough."
  static let noEntries = "There is nothing to sum."
}

extension Column {
  /// A metric's column: its title, unit and definition are the catalogue's.
  static func metric(
    _ metric: Metric, required: Bool = false, codes: [String]? = nil, blank: String? = nil
  ) -> Column {
    Column(
      metric.id, metric.title, Kind(metric.unit), unit: metric.unit.counted, required: required,
      codes: codes, blank: blank, metric.definition)
  }
}

extension Column.Kind {
  fileprivate init(_ unit: Metric.Unit) {
    switch unit {
    case .days: self = .decimal(2)
    case .ratio: self = .decimal(4)
    case .date: self = .date
    case .word: self = .text
    default: self = .integer
    }
  }
}

extension Metric.Unit {
  /// As data files name it; nil where there is nothing to count.
  var counted: String? { self == .date || self == .word ? nil : rawValue }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The words of a closed vocabulary, in its own order.
  static var words: [String] { allCases.map(\.rawValue) }
}

/// Columns that several files share.
extension Column {
  static let commissionID = Column(
    "commission_id", "Commission", .integer, required: true, "The commission's number.")
  static let reference = Column(
    "reference", "Reference", blank: Blank.notRecorded,
    "The project's name for people; two commissions may share one by mistake.")
  static let boroughCode = Column(
    "borough_code", "Borough code", blank: Blank.notRecorded, "The borough's ONS code.")
  static let borough = Column(
    "borough", "Borough", blank: "The code is not recorded, or no listed borough has it.",
    "The borough's name.")
  static let theme = Column("theme", "Theme", blank: Blank.notRecorded, "What the work is about.")
  static let arrangement = Column(
    "arrangement", "Arrangement", blank: Blank.notRecorded,
    "How the work came about: " + asRecorded(Arrangement.words))
  static let adviserID = Column(
    "adviser_id", "Adviser number", .integer, required: true, "The adviser's number.")
  static let adviser = Column(
    "adviser", "Adviser", blank: "No listed adviser has the number, or no name is recorded.",
    "The adviser's name.")
  static let activity = Column(
    "activity", "Activity", blank: Blank.notRecorded, "What was done.")
  static let recordedAt = Column(
    "recorded_at", "Recorded", .dateTime, required: true, "When the row was entered, in UTC.")
  static let outcomeNumber = Column(
    "outcome_no", "Outcome number", .integer, required: true, "Counts a project's outcomes.")
  static let kind = Column("kind", "Kind", blank: Blank.notRecorded, "What kind of outcome it is.")
  static let caseStudyOn = Column(
    "case_study_on", "Case study shared", .date, blank: Blank.notRecorded,
    "When the case study was shared online.")

  /// For a column of a closed vocabulary that prints other words as they stand.
  static func asRecorded(_ words: [String]) -> String {
    words.joined(separator: ", ")
      + "; another word stands as it was recorded, and counts as not recorded."
  }
}
