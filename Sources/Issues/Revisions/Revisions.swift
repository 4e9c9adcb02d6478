package import Core

extension Revision {
  /// Every figure that differs between two issues of one period, with its cause and the rows behind it; by identity.
  ///
  /// A figure that no row moved, though its definition has its old version, is one of method too: what was not data was the
  /// way of counting (a day later in a period that is not over, another program).
  package static func between(_ old: IssueSource, _ new: IssueSource) throws -> [Revision] {
    let differing = try Differences(old, new).pairs
    guard !differing.isEmpty else { return [] }
    let movers = try Movers(old, new)
    let methods = Methods(old.manifest, new.manifest)
    let named = differing.map { (name: Text($0.identity.description), pair: $0) }
    // Figures of one project most often have the same rows behind them: their names are held once.
    var held: Set<String> = []
    return named.sorted { $0.name < $1.name }.map { name, pair in
      let isNew = pair.was == nil || pair.now == nil
      let rows =
        Catalogue.metric(pair.identity.metric).map {
          movers.rows(pair.identity, $0, isNew: isNew)
        } ?? []
      let causes = Set(rows.map(\.cause))
      let found = Cause.allCases.first { causes.contains($0) }
      return Revision(
        figure: name.string, was: pair.was ?? "", now: pair.now ?? "",
        cause: methods.changed(pair.identity.metric) ? .method : found ?? .method,
        rows: held.insert(Self.named(rows)).memberAfterInsert)
    }
  }

  /// The first 20 in code-point order, then how many more.
  private static func named(_ rows: [RowChange]) -> String {
    let names = Set(rows.map { Text($0.name) }).sorted().map(\.string)
    let rest = names.count > 20 ? ["+\(names.count - 20)"] : []
    return (names.prefix(20) + rest).joined(separator: " ")
  }
}

extension IssueSource {
  /// Whether every figure is printed as `other` prints it.
  package func hasFigures(of other: IssueSource) throws -> Bool {
    try Differences(other, self).pairs.isEmpty
  }
}

/// Figures that two issues of one period print differently.
struct Differences {
  struct Pair {
    let identity: FigureIdentity
    /// nil where the issue has no such figure.
    let was: String?
    let now: String?
  }

  private(set) var pairs: [Pair] = []
  private let period: Period

  /// Projects, which may be very many, are held only until their row comes in the other issue: in both they stand in nearly
  /// the same order.
  init(_ old: IssueSource, _ new: IssueSource) throws {
    period = new.manifest.period
    let was = try old.figures(ofProjects: nil).byIdentity
    let now = try new.figures(ofProjects: nil).byIdentity
    for name in Set(was.keys).union(now.keys) {
      guard let identity = (now[name] ?? was[name])?.identity else { continue }
      compare(identity, was[name]?.value, now[name]?.value)
    }
    try compareProjects(try SavedProject.all(old.files), try SavedProject.all(new.files))
  }

  private mutating func compareProjects(
    _ before: RowReader<SavedProject>, _ after: RowReader<SavedProject>
  ) throws {
    var gone: [String: SavedProject] = [:]
    var come: [String: SavedProject] = [:]
    while true {
      let (was, now) = (try before.next(), try after.next())
      if was == nil, now == nil { break }
      if let was, let now, was.key == now.key {
        compare(was, now)
        continue
      }
      if let was {
        if let now = come.removeValue(forKey: was.key) {
          compare(was, now)
        } else {
          gone[was.key] = was
        }
      }
      if let now {
        if let was = gone.removeValue(forKey: now.key) {
          compare(was, now)
        } else {
          come[now.key] = now
        }
      }
    }
    for was in gone.values { compare(was, nil) }
    for now in come.values { compare(nil, now) }
  }

  private mutating func compare(_ was: SavedProject?, _ now: SavedProject?) {
    guard let project = now ?? was, was?.values != now?.values else { return }
    for (place, metric) in SavedProject.metrics.enumerated() {
      compare(project.identity(metric, period), was?.values[place], now?.values[place])
    }
  }

  private mutating func compare(_ identity: FigureIdentity, _ was: String?, _ now: String?) {
    guard Text(was ?? "") != Text(now ?? "") else { return }
    pairs.append(Pair(identity: identity, was: was, now: now))
  }
}

/// Which metrics two issues count in different ways.
struct Methods {
  private let old: Manifest
  private let new: Manifest

  init(_ old: Manifest, _ new: Manifest) {
    self.old = old
    self.new = new
  }

  /// Whether the metric's definition, that of a metric it is made of, or a setting of the job it reads is another one.
  func changed(_ metric: String) -> Bool {
    let names = [metric] + (Self.basis[metric] ?? [])
    return names.contains { old.definitionVersions[$0] != new.definitionVersions[$0] }
      || (Self.settings[metric] ?? []).contains { $0(old.thresholds) != $0(new.thresholds) }
  }

  private static let basis: [String: [String]] = [
    "progress": ["state", "days_agreed", "days_to_date", "days_profiled"],
    "days_ahead": ["days_to_date", "days_profiled"], "days_profiled": ["days_agreed"],
    "days_remaining": ["days_agreed", "days_to_date"], "days_over_allowance": ["days_to_date"],
    "days_overdue": ["state"], "wait_days": ["first_day_on"],
    "days_agreed_active": ["projects_in_scope", "state", "days_agreed"],
    "days_agreed_active_unknown": ["projects_in_scope", "state", "days_agreed"],
    "days_agreed_in_scope": ["projects_in_scope", "days_agreed"],
    "days_agreed_in_scope_open_ended": ["projects_in_scope"],
    "days_agreed_in_scope_unknown": ["projects_in_scope"], "boroughs_share": ["boroughs_with_days"],
    "utilisation": ["capacity_days"], "projects_rated": ["projects_in_scope", "feedback"],
    "projects_with_feedback": ["projects_in_scope", "feedback"], "case_studies_due": ["state"],
    "projects": ["projects_in_scope"],
  ]

  private static let settings: [String: [@Sendable (Thresholds) -> Int64?]] = [
    "progress": [{ Int64($0.behindBelow) }, { Int64($0.slippingBelow) }],
    "days_over_allowance": [{ $0.freeDays?.hundredths }],
    "case_studies_due": [{ Int64($0.caseStudyDueDays) }],
  ]
}

/// Finds the rows that moved a figure between two issues of one period.
struct Movers {
  let old: Side
  let new: Side
  private let byCommission: [Int64: [RowChange]]
  /// Of advisers, bank holidays and boroughs.
  private let ofLists: [RowChange]

  /// What one issue knows.
  struct Side {
    let issue: IssueSource
    let projects: [Int64: Project]
    let commissions: [String: Int64]
    let listed: Set<Text>

    init(_ issue: IssueSource, _ programme: Programme) {
      self.issue = issue
      projects = programme.byCommission
      listed = programme.listedBoroughs
      let keys = ProjectKeys(programme)
      commissions = Dictionary(
        projects.keys.map { (keys[$0], $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  init(_ old: IssueSource, _ new: IssueSource) throws {
    let (was, now) = (try old.programme(), try new.programme())
    self.old = Side(old, was)
    self.new = Side(new, now)
    let changes =
      try EntryChanges.find(old, new) + RecordChanges.find(was, now, new.context)
    byCommission = Dictionary(grouping: changes.filter { $0.commission != nil }) {
      $0.commission ?? 0
    }
    ofLists = changes.filter { $0.commission == nil }
  }

  /// - Parameter isNew: only one of the issues has the figure.
  func rows(_ identity: FigureIdentity, _ metric: Metric, isNew: Bool) -> [RowChange] {
    guard let view = View(identity.span, new.issue.context) else { return [] }
    let question = Question(identity: identity, metric: metric, isNew: isNew)
    var found = ofLists.filter { question.isMoved(by: $0, view) }
    for id in commissions(question) {
      let inputs = Part.inputs(
        differing: question.parts(old.seen(id, view)), question.parts(new.seen(id, view)))
      found += (byCommission[id] ?? []).filter { change in inputs.contains { $0.holds(change) } }
    }
    return found
  }

  /// Those whose rows changed, and of a project's figure only its own.
  private func commissions(_ question: Question) -> [Int64] {
    guard question.identity.grain == .project else { return Array(byCommission.keys) }
    let key = question.identity.key
    return Set([old.commissions[key], new.commissions[key]].compactMap(\.self))
      .filter { byCommission[$0] != nil }
  }
}

extension Movers.Side {
  /// A commission that the issue does not know is one of which nothing is recorded.
  fileprivate func seen(_ id: Int64, _ view: View) -> Seen {
    let frame =
      issue.context.frames.first { $0.window == view.window } ?? MeasuringPeriod(issue.context)
    return Seen(
      project: projects[id] ?? Project(Commission(id: id)), frame: frame, span: view.span,
      window: view.window, thresholds: issue.manifest.thresholds, listed: listed)
  }
}

/// Which days a figure's span stands for.
struct View {
  let window: ComparisonSpan
  let span: Span

  /// nil for a span that is none of the context's.
  init?(_ name: String, _ context: ReportingContext) {
    let period = context.period
    let frame = context.frames.first {
      [$0.period.name, $0.period.toDateName, $0.period.twelveMonthsName].contains(name)
    }
    if let frame {
      (window, span) = (frame.window, frame.span)
    } else if name == period.yearToDateName {
      (window, span) = (.yearToDate, context.yearToDate)
    } else {
      return nil
    }
  }
}

/// A figure, asked what it is made of.
struct Question {
  let identity: FigureIdentity
  let metric: Metric
  /// Only one of two issues has the figure.
  let isNew: Bool

  func parts(_ seen: Seen) -> [Part] {
    let key = identity.key
    switch identity.grain {
    case .programme: return seen.programmeParts(metric)
    case .project: return seen.projectParts(metric)
    case .adviser: return Int64(key).map { seen.adviserParts(metric, $0) } ?? []
    case .borough: return seen.boroughParts(metric, key)
    case .theme: return seen.groupParts(metric, key, "theme", seen.commission.theme)
    case .arrangement:
      let word = seen.commission.arrangement?.value.map { Text($0.rawValue) }
      return seen.groupParts(metric, key, "arrangement", word)
    case .activity: return [.rows([Input(.days, in: .period, word: key)])]
    case .month: return [.rows([Input(.days, in: .period, month: key)])]
    case .kind: return seen.kindParts(key, isNew: isNew)
    }
  }

  /// Whether the row of a list, which belongs to no commission, moves the figure.
  func isMoved(by change: RowChange, _ view: View) -> Bool {
    switch change.relation {
    case .advisers: isMoved(byAdviser: change, view)
    case .bankHolidays: countsCapacity && (change.places.contains(view.place))
    case .boroughs: countsBoroughs && (identity.grain != .borough || isOf(change))
    default: false
    }
  }

  private func isMoved(byAdviser change: RowChange, _ view: View) -> Bool {
    if identity.grain == .adviser {
      return change.adviser.map { String($0) } == identity.key && (countsCapacity || isNew)
    }
    // The first appointment decides whether a comparison has anything to say.
    let isComparison = view.window == .previous || view.window == .lastYear
    return countsCapacity || isComparison && Input(.advisers, ["appointed_on"]).holds(change)
  }

  private func isOf(_ change: RowChange) -> Bool {
    change.words.contains(identity.key) || identity.key == "~"
  }

  private var countsCapacity: Bool { metric == .utilisation || metric == .capacityDays }

  private var countsBoroughs: Bool {
    identity.grain == .borough
      || [.boroughsWithDays, .boroughsShare, .boroughsSharedWith, .boroughsReached].contains(metric)
  }
}

extension View {
  var place: RowChange.Place { window == .period ? .period : .window(window) }
}
