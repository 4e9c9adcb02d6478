import Core
import Database
import SQL

extension Reader {
  /// The commissions that count by their dates.
  ///
  /// - Parameter most: how many there may be; room that is not used costs nothing.
  func readDatedCommissions(
    _ connection: borrowing Connection, most: Int, _ counts: inout RowCounts, _ progress: (String, Int) -> Void,
    _ filter: PersonalDataFilter
  ) throws -> [Project] {
    let scope = CommissionScope(self, ids: [])
    var projects: [Project] = []
    // An array that grows step by step is in memory twice. The bound holds, because the count is an estimate.
    projects.reserveCapacity(min(most, 1 << 20))
    counts.setAside["commissions"] = [
      nil: try readCommissions(connection, scope, scope.byDates, &projects, progress, filter)
    ]
    return projects
  }

  /// Every commission a figure counts, by borough name, reference and id; those of no listed borough last.
  ///
  /// - Parameters:
  ///   - dated: those that count by their dates.
  ///   - touched: those that count because of rows that belong to them. The function may release the set.
  func readProjects(
    _ connection: borrowing Connection, _ programme: inout Programme, _ dated: consuming [Project],
    touched: consuming Set<Int64>, _ progress: (String, Int) -> Void, _ filter: PersonalDataFilter
  ) throws -> ProjectIndex {
    var projects = dated
    var ids = touched
    ids.formUnion(programme.reach.lazy.map(\.commissionID))
    ids.subtract(projects.lazy.map(\.commission.id))
    if !ids.isEmpty {
      let scope = CommissionScope(self, ids: ids)
      try readCommissions(connection, scope, scope.byIDs, &projects, progress, filter)
    }
    try refuseRepeated(projects.map(\.commission.id), "commissions", "commission_id")
    programme.counts["commissions"] = projects.count
    projects.order(by: programme.boroughs)
    return ProjectIndex(projects)
  }

  /// Refuses a commission that counts and has a second row, whatever the dates of that row are.
  func refuseRepeatedCommissions(
    _ connection: borrowing Connection, _ findings: [Finding], _ programme: Programme,
    _ progress: (String, Int) -> Void, _ filter: PersonalDataFilter
  ) throws {
    let repeated = findings.lazy.filter { $0.rule == "repeated-key" && $0.relation == "commissions" }
    let keys = Set(repeated.map(\.key))
    guard !keys.isEmpty else { return }
    let ids = programme.projects.map(\.commission.id).filter { keys.contains(RowKey.commission($0).key) }
    let scope = CommissionScope(self, ids: Set(ids))
    var projects: [Project] = []
    try readCommissions(connection, scope, scope.byIDs, &projects, progress, filter)
    try refuseRepeated(projects.map(\.commission.id), "commissions", "commission_id")
  }

  /// Returns how many rows make no figure.
  @discardableResult
  private func readCommissions(
    _ connection: borrowing Connection, _ scope: CommissionScope, _ parameters: [Parameter],
    _ projects: inout [Project], _ progress: (String, Int) -> Void, _ filter: PersonalDataFilter
  ) throws -> Int {
    var packed = projects.count
    let relation = Commission.relation
    let hasStarts = contract.offer.has("commissions", "starts_on")
    let setAside = try readFacts(
      relation, query(.commissions, of: relation.schema, parameters), connection, filter,
      where: { scope.counts($0.commission) }
    ) { project in
      projects.append(project)
      // The statement gives the first day entry where no start is offered. It says which commissions count.
      if !hasStarts { projects[projects.count - 1].commission.startsOn = nil }
      if projects.count - packed == 1024 {
        projects.packTitles(from: packed)
        packed = projects.count
      }
      progress("commissions", projects.count)
    }
    projects.packTitles(from: packed)
    return setAside
  }
}

extension [Project] {
  /// By borough name, reference and id; those of no listed borough last.
  fileprivate mutating func order(by boroughs: [Borough]) {
    let ranks = boroughs.ranks
    let keys = map { project in
      (
        rank: project.commission.boroughCode.flatMap { ranks[$0] } ?? Int32.max,
        reference: project.commission.sortingReference, id: project.commission.id
      )
    }
    arrange(as: indices.sorted { keys[$0] < keys[$1] })
  }

  /// Moves to each index the project at the index that `order` names. No project is copied, because there may be very many.
  private mutating func arrange(as order: [Int]) {
    var order = order
    for start in order.indices {
      var place = start
      while order[place] != start {
        let from = order[place]
        swapAt(place, from)
        order[place] = place
        place = from
      }
      order[place] = place
    }
  }
}

extension [Borough] {
  /// The rank of each code's name among all names. Equal names have one rank.
  fileprivate var ranks: [Text: Int32] {
    let names = Dictionary(uniqueKeysWithValues: zip(Set(map(\.name)).sorted(), Int32(0)...))
    return Dictionary(uniqueKeysWithValues: map { ($0.code, names[$0.name] ?? .max) })
  }
}

extension Commission {
  /// A reference that is not recorded comes first, as an empty text does.
  var sortingReference: Text { reference ?? "" }
}

/// Which commissions the report counts: by their dates, or because a row that belongs to them has a date in the spans.
struct CommissionScope {
  private let reader: Reader
  private var context: ReportingContext { reader.context }
  /// Those that count whatever their dates.
  private let ids: Set<Int64>
  private let periods: [(span: Span, reportingEnd: CalendarDay)]
  private let spans: [Span]

  init(_ reader: Reader, ids: Set<Int64>) {
    self.reader = reader
    self.ids = ids
    periods = reader.periods.map { period in
      (period.span, period == reader.context.period ? reader.context.reportingEnd : period.span.until)
    }
    spans = reader.spans
  }

  /// Live in a period, dated in a span, waiting, or with a case study overdue: `sql/facts/commissions.sql` asks the same of
  /// the hull of each.
  func counts(_ commission: Commission) -> Bool {
    ids.contains(commission.id) || periods.contains { commission.isLive(in: $0.span) }
      || spans.contains { commission.hasEvent(in: $0) } || commission.isNotBegun(at: context.reportingEnd)
      || usualSize.contains(commission.agreedOn ?? commission.startsOn)
      || periods.contains { commission.lacksCaseStudy($0.span, $0.reportingEnd, after: reader.caseStudyDueDays) }
  }

  var byDates: [Parameter] { parameters(byDates: true, []) }
  var byIDs: [Parameter] { parameters(byDates: false, ids.sorted()) }

  private func parameters(byDates: Bool, _ ids: [Int64]) -> [Parameter] {
    func hull(_ spans: [Span]) -> [Parameter] {
      let from = spans.map(\.from).min() ?? context.period.span.from
      let until = spans.map(\.until).max() ?? context.period.span.until
      return [.day(from), .day(until)]
    }
    let until = periods.map(\.span.until).min() ?? context.period.span.until
    return hull(periods.map(\.span)) + hull(spans) + exceptions + [
      .day(until), .bool(byDates), .int64Array(ids), .day(usualSize.from),
    ]
  }

  /// The days in which a commission must be agreed to be counted for the usual size; empty where the report does not look ahead.
  private var usualSize: Span {
    context.isPartial ? Span(from: context.reportingEnd, until: context.reportingEnd) : context.period.twelveMonths
  }

  /// The parameters of two exceptions that no row shows: a project that waits, and a case study that is due.
  private var exceptions: [Parameter] {
    [.day(context.reportingEnd), .day(context.reportingEnd.advanced(by: -reader.caseStudyDueDays))]
  }
}

extension Commission {
  fileprivate func isLive(in span: Span) -> Bool {
    isBefore(startsOn, span.until) && !isBefore(completedOn, span.from) && !isBefore(withdrawnOn, span.from)
  }

  fileprivate func hasEvent(in span: Span) -> Bool {
    span.contains(requestedOn) || span.contains(startsOn) || span.contains(completedOn) || span.contains(caseStudyOn)
  }

  /// Requested, agreed or on hold, and not begun: whoever waits is an exception, however long ago they asked.
  fileprivate func isNotBegun(at day: CalendarDay) -> Bool {
    (isBefore(requestedOn, day) || isBefore(agreedOn, day) || isBefore(onHoldSince, day)) && !isBefore(startsOn, day)
      && !isBefore(completedOn, day) && !isBefore(withdrawnOn, day)
  }

  fileprivate func lacksCaseStudy(_ span: Span, _ reportingEnd: CalendarDay, after days: Int) -> Bool {
    isBefore(completedOn, reportingEnd.advanced(by: -days)) && !isBefore(withdrawnOn, reportingEnd)
      && !isBefore(caseStudyOn, span.until)
  }

  private func isBefore(_ day: CalendarDay?, _ end: CalendarDay) -> Bool { day.map { $0 < end } ?? false }
}

/// Projects by commission, while facts are being hung on them.
struct ProjectIndex {
  var projects: [Project]
  let byID: [Int64: Int]

  var ids: [Int64] { projects.map(\.commission.id) }

  init(_ projects: [Project]) {
    self.projects = projects
    var byID = [Int64: Int](minimumCapacity: projects.count)
    for (index, project) in projects.enumerated() { byID[project.commission.id] = index }
    self.byID = byID
  }

  /// Changes the project of a commission; rows of a commission nobody knows change nothing.
  mutating func update(_ id: Int64, _ change: (inout Project) -> Void) {
    if let index = byID[id] { change(&projects[index]) }
  }
}
