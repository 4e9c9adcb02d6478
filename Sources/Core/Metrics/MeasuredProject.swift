/// A project's facts, as one reference: they are large, and every metric reads them.
package final class Subject: Sendable {
  package let project: Project
  /// The rows of the period, where an issue is explained or compared; a run does not hold them.
  package let entries: ProjectEntries?
  let inPeriod: DayTally
  let toDate: DayTally
  /// The arrangement that counts: finding a word in the vocabulary costs a comparison of texts.
  let arrangement: Arrangement?

  package init(_ project: Project, _ entries: ProjectEntries? = nil) {
    self.project = project
    self.entries = entries
    inPeriod = project.days(in: .period)
    var toDate = project.daysBefore
    toDate.add(inPeriod)
    self.toDate = toDate
    arrangement = project.commission.arrangement?.value
  }
}

/// The day entries and outcomes of one project in the period.
package struct ProjectEntries: Hashable, Sendable {
  package var days: [DayEntry] = []
  package var outcomes: [Outcome] = []

  package init() {}
}

/// One project as a metric sees it.
///
/// The accessors `term`, `need`, `entries`, `value(of:)` and the like record what they return while a figure is explained. At
/// any other time they cost one test of a Bool.
@dynamicMemberLookup package struct MeasuredProject {
  let subject: Subject
  package let conditions: Conditions
  let topic: Topic
  let isYearToDate: Bool
  /// Why the project is in scope of the measuring period; nil when it is not.
  let scope: ScopeReason?
  let recorder: Recorder?
  /// Tested before the recorder is used: a test of the reference would retain it.
  let isExplaining: Bool

  package init(
    _ subject: Subject, _ conditions: Conditions, _ topic: Topic = .programme, yearToDate isYearToDate: Bool = false,
    _ recorder: Recorder? = nil
  ) {
    self.subject = subject
    self.conditions = conditions
    self.topic = topic
    self.isYearToDate = isYearToDate
    self.recorder = recorder
    isExplaining = recorder != nil
    scope = ScopeReason(subject.project, conditions.measuring)
  }

  /// The same project seen as a part of another figure.
  func seen(_ topic: Topic, yearToDate: Bool) -> MeasuredProject { MeasuredProject(self, topic, yearToDate) }

  private init(_ other: MeasuredProject, _ topic: Topic, _ isYearToDate: Bool) {
    subject = other.subject
    conditions = other.conditions
    scope = other.scope
    recorder = other.recorder
    isExplaining = other.isExplaining
    self.topic = topic
    self.isYearToDate = isYearToDate
  }

  package var project: Project { @inline(__always) get { subject.project } }
  package var commission: Commission { @inline(__always) get { subject.project.commission } }
  package var isInScope: Bool { scope != nil }
  var thresholds: Thresholds { conditions.thresholds }
  /// The first day that is not reported on.
  var reportingEnd: CalendarDay { conditions.measuring.reportingEnd }
  /// The day after the measuring period.
  var end: CalendarDay { conditions.measuring.span.until }
  /// The days that a figure of events counts.
  var span: Span { isYearToDate ? conditions.yearToDate : conditions.measuring.span }
  var window: ComparisonSpan { isYearToDate ? .yearToDate : conditions.measuring.window }

  /// Returns the project's value of a metric that every project has.
  package subscript<Value>(dynamicMember metric: KeyPath<ProjectMetrics, Metric<Value, Never>>) -> Value {
    metrics.project[keyPath: metric].each(self)
  }
  package subscript<Value>(dynamicMember metric: KeyPath<Catalogue, Metric<Value, Never>>) -> Value {
    metrics[keyPath: metric].each(self)
  }

  /// Returns the project's value of a metric, nil where it has none.
  package subscript<Value>(dynamicMember metric: KeyPath<ProjectMetrics, Metric<Value, NoValue>>) -> Value? {
    try? metrics.project[keyPath: metric].each(self)
  }
  package subscript<Value>(dynamicMember metric: KeyPath<Catalogue, Metric<Value, NoValue>>) -> Value? {
    try? metrics[keyPath: metric].each(self)
  }
}

/// Why a project belongs in the report of a period; the first that holds. See `Catalogue.projectsInScope`.
enum ScopeReason {
  case live, requested, days, outcomes, shared

  init?(_ project: borrowing Project, _ measuring: MeasuringPeriod) {
    let span = measuring.span
    if project.isLive(in: span) {
      self = .live
    } else if span.contains(project.commission.requestedOn) {
      self = .requested
    } else if project.days(in: measuring.window).entries > 0 {
      self = .days
    } else if project.achieved(in: measuring.window).count > 0 {
      self = .outcomes
    } else if project.shares.contains(where: { span.contains($0.sharedOn) }) {
      self = .shared
    } else {
      return nil
    }
  }
}

// What a metric's function asks for.
extension MeasuredProject {
  /// Records a term and returns it.
  @discardableResult func term<Value>(_ name: StaticString, _ value: Value) -> Value {
    if isExplaining { recorder?.term("\(name)", printed(value)) }
    return value
  }

  /// Returns a fact that must be recorded for the metric to have a value.
  func need<Value>(_ name: StaticString, _ value: Value?) throws(NoValue) -> Value {
    guard let value else { throw .unknown("\(name)") }
    return term(name, value)
  }

  /// Returns the value of another metric of this project.
  func value<Value, Failure>(of metric: Metric<Value, Failure>) throws(Failure) -> Value {
    guard isExplaining, let recorder else { return try metric.each(self) }
    recorder.enter(metric)
    do throws(Failure) {
      let value = try metric.each(self)
      recorder.leave(metric, value.amount.description)
      return value
    } catch {
      recorder.leave(metric, error.noValue.measure == .unknown ? "unknown" : "not applicable")
      throw error
    }
  }

  /// Ends a metric that has no value.
  func without(_ reason: NoValue) -> Measure {
    if isExplaining { recorder?.reason = reason.sentence }
    return reason.measure
  }

  /// Returns true for a day in the span that is counted. Throws for any other.
  @discardableResult func happened(_ name: StaticString, _ day: CalendarDay?) throws(NoValue) -> Bool {
    guard span.contains(term(name, day)) else { throw .notApplicable("the date does not lie in the span") }
    return true
  }

  /// Throws unless the project is in scope.
  func needScope() throws(NoValue) {
    if isExplaining { recorder?.uses(metrics.projectsInScope) }
    guard isInScope else { throw .notApplicable("the project is not in scope") }
  }

  /// Returns whether the project is in scope, and records why.
  func holdsScope() -> Bool {
    if isExplaining {
      recorder?.uses(metrics.projectsInScope)
      if let scope { recorder?.term("in scope because it", words(scope)) }
    }
    return scope != nil
  }

  private func words(_ reason: ScopeReason) -> String {
    let name = conditions.measuring.period.name
    switch reason {
    case .live:
      let end = commission.completedOn ?? commission.withdrawnOn
      return "was live (\(printed(project.start)) to \(end.map { "\($0)" } ?? "-"))"
    case .requested: return "was requested on \(printed(commission.requestedOn))"
    case .days: return "has day entries in \(name)"
    case .outcomes: return "has an outcome achieved in \(name)"
    case .shared: return "was shared in \(name)"
    }
  }

  /// The day entries that a sum is of.
  enum EntrySpan { case counted, yearToDate, toDate }

  /// Returns the day entries of a span, summed; of an adviser's, activity's or month's figure only those. Of the year to date
  /// only the days are known.
  ///
  /// An explanation adds up the rows that it lists, and not the project's sums.
  func entries(_ span: EntrySpan) -> DayTally {
    if isExplaining, let tally = recorder?.list(self, span) { return tally }
    let window = span == .yearToDate ? .yearToDate : self.window
    switch topic {
    case .adviser(let id): return project.days(in: window, by: id)
    case .activity, .month: return countedEntries.reduce(into: DayTally()) { $0.add($1.days, on: $1.workedOn) }
    default:
      if span == .toDate { return subject.toDate }
      guard window == .yearToDate else { return window == .period ? subject.inPeriod : project.days(in: window) }
      var tally = project.days(in: .yearToDate)
      tally.days += project.periodDaysThisYear
      return tally
    }
  }

  /// The entries of the period that the figure counts, where rows are held.
  var countedEntries: [DayEntry] {
    let entries = subject.entries?.days ?? []
    switch topic {
    case .adviser(let id): return entries.filter { $0.adviserID == id }
    case .activity(let activity): return entries.filter { $0.activity == activity }
    case .month(let month): return entries.filter { Text($0.workedOn.monthKey) == month }
    default: return entries
    }
  }

  /// Returns the days of listed advisers in the measuring period.
  func workedDays() -> WorkedDays {
    if isExplaining, topic != .programme { _ = recorder?.list(self, .counted) }
    var worked = WorkedDays()
    project.adviserDays.forEach { item in
      guard item.window == window, let adviser = item.adviserID, conditions.isListed(adviser) else { return }
      if case .adviser(let id) = topic, id != adviser { return }
      worked.items.append(WorkedDays.Item(adviser: adviser, days: item.tally.days))
    }
    return worked
  }

  /// Returns how many outcomes were achieved in the span; of a kind's figure only those of the kind.
  func achieved() -> Int {
    if isExplaining, let count = recorder?.listAchieved(self) { return count }
    var count = 0
    let window = window
    if case .kind(let kind) = topic {
      project.achieved.forEach { if $0.window == window, $0.kind == kind { count += $0.count } }
    } else {
      count = project.achieved(in: window).count
    }
    return count
  }

  /// Returns how many outcomes of a stage were observed to date.
  func outcomes(_ stage: Stage) -> Int {
    if isExplaining, let count = recorder?.list(self, stage) { return count }
    return project.outcomesBefore[stage] + project.outcomesInPeriod[stage]
  }

  /// Returns the practice that was shared in a span, nil for all that was read.
  func shares(in span: Span?) -> [SharedPractice] { shares { span?.contains($0.sharedOn) ?? true } }

  func shares(where holds: (SharedPractice) -> Bool) -> [SharedPractice] {
    let shares = project.shares.filter(holds)
    if isExplaining { recorder?.list(shares, self) }
    return shares
  }

  /// Counts the occasions on which practice was shared: one for each date and channel.
  func occasions(in span: Span) -> Int {
    Set(shares(in: span).map(\.occasion)).count
  }

  /// Returns the listed boroughs that were taught by shared practice.
  func boroughs(taughtBy shares: [SharedPractice]) -> Set<Text> {
    Set(shares.lazy.compactMap { $0.taught(own: commission.boroughCode) }.filter { conditions.listed.contains($0) })
  }

  /// Returns the listed boroughs that the borough of the figure learnt from in the span.
  func boroughsLearntFrom() -> Set<Text> {
    guard case .boroughToDate(.some(let code)) = topic, !project.shares.isEmpty else { return [] }
    let own = commission.boroughCode
    let shares = shares { span.contains($0.sharedOn) && $0.learner(own: own) == code }
    return Set(shares.lazy.compactMap { $0.teacher(own: own) }.filter { $0 != code && conditions.listed.contains($0) })
  }

  /// Returns the client's reviews, and records them.
  func reviews() -> [Review] {
    let reviews = project.reviews
    guard isExplaining, !reviews.isEmpty else { return reviews }
    func term(_ name: StaticString, _ value: (Review) -> String) {
      self.term(name, reviews.map(value).joined(separator: ", "))
    }
    term("asked_on") { printed($0.askedOn) }
    term("received_on") { printed($0.receivedOn) }
    term("rating") { printed($0.rating?.text) }
    term("comment") { $0.hasComment ? "yes" : "no" }
    return reviews
  }

  /// Returns how much the project produced: of the figure's kind, in the span or to date.
  func produced() -> Int {
    let outputs = project.outputs.filter { output in
      switch topic {
      case .output(let kind): output.kind == kind && span.contains(output.producedOn)
      case .outputToDate(let kind): output.kind == kind && output.producedOn < end
      default: true
      }
    }
    if isExplaining { recorder?.list(outputs, self) }
    return outputs.reduce(0) { $0 + $1.quantity }
  }

  /// The advisers with days in the period, ascending.
  package var adviserIDs: [Int64] {
    project.adviserDays.filter { $0.window == .period }.compactMap(\.adviserID).sorted()
  }
}

/// Returns a value as an explanation prints it.
func printed<Value>(_ value: Value) -> String {
  if let optional = value as? any OptionalValue { return optional.words }
  return "\(value)"
}

private protocol OptionalValue { var words: String { get } }
extension Optional: OptionalValue { fileprivate var words: String { map { "\($0)" } ?? "not recorded" } }

extension Project {
  /// Returns the sum of the variations agreed before a day.
  package func daysVaried(before end: CalendarDay) -> Days {
    variations.reduce(.zero) { $1.agreedOn < end ? $0 + ($1.daysChange ?? .zero) : $0 }
  }

  /// Returns an adviser's day entries of a window, summed.
  func days(in window: ComparisonSpan, by adviser: Int64) -> DayTally {
    var sum = DayTally()
    adviserDays.forEach { item in if item.window == window, item.adviserID == adviser { sum.add(item.tally) } }
    return sum
  }
}

extension StageCounts {
  package subscript(stage: Stage) -> Int {
    switch stage {
    case .achieved: achieved
    case .enabling: enabling
    case .expected: expected
    case .notAchieved: notAchieved
    }
  }
}
