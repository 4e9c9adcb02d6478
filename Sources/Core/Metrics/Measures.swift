/// What was measured of an adviser, a borough, a theme, an arrangement or a progress: a value for each metric of the grain.
@dynamicMemberLookup package struct MeasuredGroup<Subject: Sendable>: Sendable {
  package let subject: Subject
  /// One list for all groups of a grain.
  fileprivate let measured: [any AnyMetric]
  fileprivate let values: [(measure: Measure, n: Int?)]

  /// Returns the group's value of a metric; not applicable for a metric of another grain.
  package func measure(_ metric: any AnyMetric) -> Measure {
    measured.firstIndex { $0 === metric }.map { values[$0].measure } ?? .notApplicable
  }

  package subscript(dynamicMember metric: KeyPath<ProjectMetrics, Metric<Days, Never>>) -> Days {
    days(metrics.project[keyPath: metric])
  }
  package subscript(dynamicMember metric: KeyPath<Catalogue, Metric<Days, Never>>) -> Days {
    days(metrics[keyPath: metric])
  }
  package subscript(dynamicMember metric: KeyPath<Catalogue, Metric<Bool, Never>>) -> Int {
    if case .amount(.count(let count)) = measure(metrics[keyPath: metric]) { count } else { 0 }
  }

  private func days(_ metric: any AnyMetric) -> Days {
    if case .amount(.days(let days)) = measure(metric) { days } else { .zero }
  }
}

/// Everything measured for one report.
package struct Measures: Sendable {
  package let context: ReportingContext
  package let projects: MeasuredProjects
  /// How many of the projects in scope have days in the period.
  package let worked: Int
  /// Every listed borough by name and code, then nil for the rest where there is any.
  package let boroughs: [MeasuredGroup<Borough?>]
  /// Everyone in post on a day of the period, or with days in it, by name and id.
  package let advisers: [MeasuredGroup<Adviser>]
  package let themes: [MeasuredGroup<Text?>]
  package let arrangements: [MeasuredGroup<Text?>]
  package let progress: [MeasuredGroup<Text?>]
  package let series: [Series]
  /// Every figure of every grain but project.
  package let figures: [Figure]

  package init(_ programme: Programme, _ context: ReportingContext, _ thresholds: Thresholds) {
    let measuring = Measuring(programme, context, thresholds)
    self.context = context
    projects = measuring.inScope
    worked = measuring.worked
    boroughs = measuring.boroughs
    advisers = measuring.advisers
    themes = measuring.themes
    arrangements = measuring.arrangements
    progress = measuring.progress
    series = measuring.conditions[0].series
    figures = measuring.figures
  }

  /// What every project of the period is measured by.
  package var conditions: Conditions { projects.conditions }

  /// Whether the paper lists the projects one by one. Above the list limit the paper points to `projects.csv`, which then streams.
  package func listsProjects(_ listLimit: Int) -> Bool { projects.count <= listLimit }

  /// Returns the series of a measure of the programme; nil where the measure has none.
  package func series(of metric: any AnyMetric) -> Series? { series.first { $0.measure.headline === metric } }

  /// Returns what the curve of a measure says; no verdict where the measure has no series.
  package func verdict(of metric: any AnyMetric) -> Verdict { series(of: metric)?.verdict ?? .none }
}

/// The figures of a programme while its projects are added, each once.
private struct Measuring {
  let programme: Programme
  let context: ReportingContext
  /// The period and the periods it is compared with.
  let conditions: [Conditions]
  fileprivate var programmeFigures: [SpanFigures] = []
  fileprivate var groups: [Topic: [Tally]] = [:]
  fileprivate var byProgress: [Progress: [Tally]] = [:]
  /// By kind, for each span that is reported.
  fileprivate var kinds: [Text?: [Tally]] = [:]
  fileprivate var places: [Int32] = []
  private(set) var worked = 0

  /// The programme's figures of one span, and the project as that span sees it.
  fileprivate struct SpanFigures {
    let conditions: Conditions
    let isYearToDate: Bool
    let metrics: [any AnyMetric]
    let tallies: [Tally]

    init(_ conditions: Conditions, yearToDate: Bool, _ metrics: [any AnyMetric]) {
      self.conditions = conditions
      isYearToDate = yearToDate
      self.metrics = metrics
      tallies = metrics.map { $0.makeTally() }
    }

    func name(_ metric: any AnyMetric) -> String {
      let period = conditions.measuring.period
      return isYearToDate ? period.yearToDateName : metric.span(of: period)
    }
  }

  init(_ programme: Programme, _ context: ReportingContext, _ thresholds: Thresholds) {
    self.programme = programme
    self.context = context
    conditions = context.frames.map { Conditions(programme, context, $0, thresholds) }
    let ofProgramme = Catalogue.of(.programme)
    for conditions in conditions where programme.isApplicable(conditions.measuring) {
      let isReported = conditions.measuring.window == .period
      let metrics = ofProgramme.filter { isReported || $0.definition.isCompared }
      programmeFigures.append(SpanFigures(conditions, yearToDate: false, metrics))
    }
    programmeFigures.append(
      SpanFigures(conditions[0], yearToDate: true, ofProgramme.filter(\.definition.hasYearToDate)))
    let projects = programme.projects.span
    for index in projects.indices { add(Subject(projects[index]), Int32(index)) }
  }

  private mutating func add(_ subject: Subject, _ place: Int32) {
    var seen: [MeasuredProject] = []
    for figures in programmeFigures {
      let project =
        figures.isYearToDate ? seen[0].seen(.programme, yearToDate: true) : MeasuredProject(subject, figures.conditions)
      figures.tallies.add(project)
      seen.append(project)
    }
    addToGroups(seen[0], subject, place)
    addToKinds(seen)
  }

  private mutating func addToGroups(_ project: MeasuredProject, _ subject: Subject, _ place: Int32) {
    project.forEachTopic { topic in
      let metrics = topic.metrics
      guard !metrics.isEmpty else { return }
      Self.add(project.seen(topic, yearToDate: false), to: &groups[topic, default: []], metrics)
    }
    guard project.isInScope else { return }
    places.append(place)
    if subject.inPeriod.entries > 0 { worked += 1 }
    Self.add(project, to: &byProgress[project.progress, default: []], Catalogue.of(.theme))
  }

  private static func add(_ project: MeasuredProject, to tallies: inout [Tally], _ metrics: [any AnyMetric]) {
    if tallies.isEmpty { tallies = metrics.map { $0.makeTally() } }
    tallies.add(project)
  }

  /// Outcomes achieved by kind: for each kind that any reported span has, a figure of every span.
  private mutating func addToKinds(_ seen: [MeasuredProject]) {
    let achieved = seen[0].project.achieved
    guard !achieved.isEmpty else { return }
    let reported = seen[0].conditions.reportedSpans
    var added: Set<Text?> = []
    achieved.forEach { item in
      guard reported.contains(item.window), added.insert(item.kind).inserted else { return }
      let tallies = kinds[item.kind] ?? programmeFigures.map { _ in metrics.outcomesInPeriod.makeTally() }
      for (project, tally) in zip(seen, tallies) {
        tally.add(project.seen(.kind(item.kind), yearToDate: project.isYearToDate))
      }
      kinds[item.kind] = tallies
    }
  }
}

// What came of the projects.
extension Measuring {
  var inScope: MeasuredProjects { MeasuredProjects(programme.projects, conditions[0], places) }

  var advisers: [MeasuredGroup<Adviser>] {
    let worked = groups.keys.compactMap { if case .adviser(let id) = $0 { id } else { nil } }
    return conditions[0].posts(.programme, with: Set(worked)).map { group($0.adviser, [.adviser($0.adviser.id)]) }
  }

  var boroughs: [MeasuredGroup<Borough?>] {
    let listed = programme.boroughs.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
    let rest: [Borough?] = groups[.borough(nil)] == nil ? [] : [nil]
    return (listed + rest).map { group($0, [.borough($0?.code), .boroughToDate($0?.code)]) }
  }

  var themes: [MeasuredGroup<Text?>] {
    keyed { if case .theme(let key) = $0 { .some(key) } else { nil } }.map { group($0, [.theme($0)]) }
  }

  var arrangements: [MeasuredGroup<Text?>] {
    keyed { if case .arrangement(let key) = $0 { .some(key) } else { nil } }.map { group($0, [.arrangement($0)]) }
  }

  var progress: [MeasuredGroup<Text?>] {
    byProgress.map { progress, tallies in
      MeasuredGroup(
        subject: Text(progress.rawValue), measured: Catalogue.of(.theme),
        values: tallies.map { $0.result(FigurePlace(.programme, conditions[0])) })
    }
  }

  /// Returns the keys of a grain's groups in code-point order, what is not recorded last.
  private func keyed(_ key: (Topic) -> Text??) -> [Text?] {
    groups.keys.compactMap(key).sorted { left, right in
      guard let left, let right else { return left != nil }
      return left < right
    }
  }

  private func group<Subject>(_ subject: Subject, _ topics: [Topic]) -> MeasuredGroup<Subject> {
    let values = topics.flatMap { topic in
      (groups[topic] ?? topic.metrics.map { $0.makeTally() }).map { $0.result(FigurePlace(topic, conditions[0])) }
    }
    return MeasuredGroup(subject: subject, measured: topics.flatMap(\.metrics), values: values)
  }

  var figures: [Figure] {
    ofProgramme + ofKinds + ofOutputs + ofGroups(.adviser, advisers) { Text(String($0.id)) }
      + ofGroups(.borough, boroughs) { $0?.code } + ofGroups(.theme, themes) { $0 }
      + ofGroups(.arrangement, arrangements) { $0 } + ofEntries + ofSeries + ofTargets
  }

  /// Of the period, of what it is compared with, and of the year to date.
  private var ofProgramme: [Figure] {
    let measured = programmeFigures.flatMap { span in
      zip(span.metrics, span.tallies).map { metric, tally in
        let (measure, n) = tally.result(FigurePlace(.programme, span.conditions, yearToDate: span.isYearToDate))
        return Figure(metric, span: span.name(metric), measure, n: n)
      }
    }
    let others = conditions.map(\.measuring).filter { !programme.isApplicable($0) }
    return measured
      + others.flatMap { other in
        Catalogue.of(.programme).filter(\.definition.isCompared).map {
          Figure($0, span: $0.span(of: other.period), .notApplicable)
        }
      }
  }

  private var ofKinds: [Figure] {
    kinds.flatMap { kind, tallies in
      zip(programmeFigures, tallies).map { span, tally in
        Figure(
          metrics.outcomesInPeriod, .kind, key: kind, span: span.name(metrics.outcomesInPeriod),
          tally.result(FigurePlace(.kind(kind), span.conditions)).measure)
      }
    }
  }

  /// Of each kind of output that was ever produced: in the period, and to date.
  private var ofOutputs: [Figure] {
    let metric = metrics.results.outputs
    return groups.compactMap { topic, tallies in
      guard let tally = tallies.first else { return nil }
      let measure = tally.result(FigurePlace(topic, conditions[0])).measure
      return switch topic {
      case .output(let kind): Figure(metric, .kind, key: kind, span: metric.span(of: context.period), measure)
      case .outputToDate(let kind): Figure(metric, .kind, key: kind, span: context.period.toDateName, measure)
      default: nil
      }
    }
  }

  private func ofGroups<Subject>(_ grain: Grain, _ groups: [MeasuredGroup<Subject>], _ key: (Subject) -> Text?)
    -> [Figure]
  {
    groups.flatMap { group in
      // One key and one span for all of a group's figures: there may be thousands of groups.
      let (key, period) = (key(group.subject), context.period)
      return zip(group.measured, group.values).compactMap { metric, value in
        metric.unit.counted == nil
          ? nil : Figure(metric, grain, key: key, span: metric.span(of: period), value.measure, n: value.n)
      }
    }
  }

  private var ofSeries: [Figure] {
    conditions[0].series.flatMap { figures(metrics.trend.members, of: $0.measure.id) }
  }

  private var ofTargets: [Figure] {
    conditions[0].thresholds.targets.flatMap { figures(metrics.target.members, of: $0.measure) }
  }

  private func figures(_ members: [any AnyMetric], of measure: String) -> [Figure] {
    let key = Text(measure)
    return members.map { metric in
      let (measure, n) = metric.makeTally().result(FigurePlace(.measure(key), conditions[0]))
      return Figure(metric, .measure, key: key, span: metric.span(of: context.period), measure, n: n)
    }
  }

  /// Days by activity, and by calendar month cut by the period: the reader adds them up, for a project does not hold them.
  private var ofEntries: [Figure] {
    let (metric, span) = (metrics.project.daysInPeriod, context.period.name)
    return programme.activityDays.map { Figure(metric, .activity, key: $0, span: span, .days($1)) }
      + context.period.span.months.map {
        Figure(metric, .month, key: Text($0.monthKey), span: span, .days(programme.monthDays[$0] ?? .zero))
      }
  }
}

extension Topic {
  /// The metrics of a group's figures; none for what is no group.
  fileprivate var metrics: [any AnyMetric] {
    switch self {
    case .adviser: Catalogue.of(.adviser)
    case .borough: Self.boroughMetrics
    case .boroughToDate: Self.boroughMetricsToDate
    case .theme: Catalogue.of(.theme)
    case .arrangement: Catalogue.of(.arrangement)
    case .output, .outputToDate: [Core.metrics.results.outputs]
    default: []
    }
  }

  private static let boroughMetrics = Catalogue.of(.borough).filter { $0.definition.counts == .inScope }
  private static let boroughMetricsToDate = Catalogue.of(.borough).filter { $0.definition.counts == .all }
}

/// The projects in scope of a period, in the order of the programme's. Each is measured when it is used: there may be very
/// many, and what is measured of one is several times as large as its facts.
package struct MeasuredProjects: RandomAccessCollection, Sendable {
  private let projects: [Project]
  fileprivate let conditions: Conditions
  private let places: [Int32]

  package init(_ programme: Programme, _ context: ReportingContext, _ thresholds: Thresholds) {
    let conditions = Conditions(programme, context, MeasuringPeriod(context), thresholds)
    self.init(
      programme.projects, conditions, programme.projects.indices { ScopeReason($0, conditions.measuring) != nil })
  }

  fileprivate init(_ projects: [Project], _ conditions: Conditions, _ places: [Int32]) {
    self.projects = projects
    self.conditions = conditions
    self.places = places
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }

  package var ids: [Int64] { places.map { projects[Int($0)].commission.id } }

  package subscript(position: Int) -> MeasuredProject {
    MeasuredProject(Subject(projects[Int(places[position])]), conditions)
  }
}

extension Programme {
  /// Returns the commissions in scope of the period, in the order of the projects.
  package func commissionsInScope(_ context: ReportingContext) -> [Int64] {
    let measuring = MeasuringPeriod(context)
    return projects.indices { ScopeReason($0, measuring) != nil }.map { projects[Int($0)].commission.id }
  }

  /// Passes every project's measures to `body`, whether the project is in scope or not.
  package func measureAll(_ conditions: Conditions, _ body: (MeasuredProject) throws -> Void) rethrows {
    let projects = projects.span
    for index in projects.indices { try body(MeasuredProject(Subject(projects[index]), conditions)) }
  }
}
