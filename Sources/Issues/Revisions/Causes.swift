import Core

/// Finds what moved each figure between two issues of one period.
///
/// A *part* is what may differ between the issues: the settings, the reporting end, the reference rows of one relation, or
/// the rows of one relation of one project. A part moved a figure when undoing that part alone changes the new value, or
/// doing it alone changes the old value. If no part passes, all of them moved it. Rows are found by the same two tests. The
/// value that is tested of a figure of many projects is what one project gives to it, so the cost is linear.
struct Causes {
  /// What moved one figure.
  struct MovedParts {
    var causes: Set<Revision.Cause> = []
    var rows: Set<Revision.MovedRow> = []

    mutating func add(_ changes: some Sequence<RowChange>) {
      for change in changes {
        causes.insert(change.cause)
        rows.insert(
          Revision.MovedRow(change.cause, change.kind, change.name, was: change.days.was, now: change.days.now))
      }
    }
  }

  private struct MovedFigure {
    let pair: Differences.Pair
    let metric: any AnyMetric
    /// By the context that knows the span.
    let span: (old: FigureSpan?, new: FigureSpan?)
    var movers = MovedParts()

    /// Whether a project that gives zero leaves the figure as it is. It does not where it decides whether there is a figure.
    var ignoresZero: Bool { metric.ignoresZero && pair.was != nil && pair.now != nil }
  }

  /// More rows of one relation of one project than these are all named.
  private static let mostRows = 32

  private let old: IssueSide
  private let new: IssueSide
  /// What this program computes from the old issue's rows.
  private let computed: [String: String]
  private var items: [MovedFigure]
  /// By the commission whose cell it is.
  private var ofProjects: [Int64: [Int]] = [:]
  private var ofGroups: [Topic: [Int]] = [:]
  private var changes: [Int64: [RowChange]] = [:]
  private let globals: [GlobalPart]
  /// The old issue with each global part as the new one has it, and the other way round.
  private let done: [Surroundings]
  private let undone: [Surroundings]

  init(_ old: IssueSource, _ new: IssueSource, _ pairs: [Differences.Pair]) throws {
    let (old, new) = (try IssueSide(old), try IssueSide(new))
    (self.old, self.new) = (old, new)
    computed = old.figures(old.surroundings)
    globals = GlobalPart.all(old.surroundings, new.surroundings)
    undone = globals.map { new.surroundings.with($0.rows, of: old.surroundings) }
    done = globals.map { old.surroundings.with($0.rows, of: new.surroundings) }
    items = pairs.compactMap { pair in
      guard let metric = Catalogue.metric(pair.identity.metric) else { return nil }
      return MovedFigure(
        pair: pair, metric: metric,
        span: (FigureSpan(pair.identity.span, old.context), FigureSpan(pair.identity.span, new.context)))
    }
    for (index, item) in items.enumerated() {
      let identity = item.pair.identity
      if identity.grain == .project {
        for id in Set([old.ids[identity.key], new.ids[identity.key]].compactMap(\.self)) {
          ofProjects[id, default: []].append(index)
        }
      } else if let topic = identity.topic(item.metric, project: { _ in nil }) {
        ofGroups[topic, default: []].append(index)
      }
    }
    try findChanges()
  }

  /// Returns what moved each figure, in the order of the pairs.
  mutating func movers() throws -> [(pair: Differences.Pair, movers: MovedParts)] {
    findMethod()
    findGlobals()
    for (id, changes) in changes { findMovers(id, changes) }
    for id in ofProjects.keys where changes[id] == nil { findMovers(id, []) }
    findSeries()
    for index in items.indices where items[index].movers.causes.isEmpty {
      // No part moved the figure alone: all did. With no part at all it was the way of computing.
      for part in globals { add(part, part.rows, to: index) }
      if globals.isEmpty { items[index].movers.causes.insert(.method) }
    }
    return items.map { ($0.pair, $0.movers) }
  }
}

// Which rows differ.
extension Causes {
  private mutating func findChanges() throws {
    let differing = try DifferingEntries.commissions(old.source.files, new.source.files)
    let spans = Set(old.context.frames.map(\.window)).intersection(new.context.frames.map(\.window)).union([
      .yearToDate, .recent,
    ])
    let ids = Set(old.commissions).union(new.commissions).filter {
      differing.contains($0) || old.project($0) != new.project($0)
    }
    try old.readEntries(of: ids)
    try new.readEntries(of: ids)
    for id in ids {
      let found = RowChange.all(old.rows(id), new.rows(id), since: old.source.manifest.snapshot, spans)
      if !found.isEmpty { changes[id] = found }
    }
  }
}

// What holds for all figures at once: the way of computing, and parts that belong to no project.
extension Causes {
  /// The way of computing changed where this program does not print the old value from the old rows.
  private mutating func findMethod() {
    for index in items.indices {
      let pair = items[index].pair
      guard pair.identity.grain != .project else { continue }
      if computed[pair.identity.description] ?? "" != pair.was ?? "" { items[index].movers.causes.insert(.method) }
    }
  }

  private mutating func findGlobals() {
    let groups = ofGroups.values.flatMap(\.self)
    guard !globals.isEmpty, !groups.isEmpty else { return }
    for (number, part) in globals.enumerated() {
      let isOnly = globals.count == 1 && changes.isEmpty
      let undone = isOnly ? [:] : new.figures(undone[number])
      let done = isOnly ? [:] : old.figures(done[number])
      var moved: [Int] = []
      for index in groups where isOnly || moves(index, undone: undone, done: done) { moved.append(index) }
      if !moved.isEmpty { addRows(of: part, to: moved) }
    }
  }

  /// Whether a figure is another one without a part, or was another one with it.
  private func moves(_ index: Int, undone: [String: String], done: [String: String]) -> Bool {
    let pair = items[index].pair
    let name = pair.identity.description
    return undone[name] ?? "" != pair.now ?? "" || done[name] ?? "" != computed[name] ?? ""
  }

  /// Names the rows of a part that moved figures of many projects.
  private mutating func addRows(of part: GlobalPart, to moved: [Int]) {
    guard part.rows.count > 1, part.rows.count <= Self.mostRows else {
      for index in moved { add(part, part.rows, to: index) }
      return
    }
    var rows: [Int: [GlobalRow]] = [:]
    for row in part.rows {
      let undone = new.figures(new.surroundings.with([row], of: old.surroundings))
      let done = old.figures(old.surroundings.with([row], of: new.surroundings))
      for index in moved where moves(index, undone: undone, done: done) { rows[index, default: []].append(row) }
    }
    for index in moved { add(part, rows[index] ?? part.rows, to: index) }
  }

  private mutating func add(_ part: GlobalPart, _ rows: [GlobalRow], to index: Int) {
    items[index].movers.causes.insert(part.cause)
    items[index].movers.rows.formUnion(
      rows.compactMap { row in row.name.map { Revision.MovedRow(part.cause, row.kind, $0) } })
  }
}

// The figures of the series.
extension Causes {
  private mutating func findSeries() {
    let series = SeriesCauses(old: old, new: new, changes: changes)
    for index in items.indices where metrics.trend.members.contains(where: { $0 === items[index].metric }) {
      let found = series.movers(items[index].pair.identity.key)
      items[index].movers.causes.formUnion(found.causes)
      items[index].movers.rows.formUnion(found.rows)
    }
  }
}

// One project at a time.
extension Causes {
  /// A project as both issues have it, and with the rows of one relation exchanged.
  private struct PartSuspect {
    let old: Subject?
    let new: Subject?
    let parts: [ChangedPart]
    private let oldRows: ProjectRows
    private let newRows: ProjectRows

    /// The rows of one relation.
    struct ChangedPart {
      let changes: [RowChange]
      let undone: Subject?
      let done: Subject?
    }

    init(_ old: IssueSide, _ new: IssueSide, _ id: Int64, _ changes: [RowChange]) {
      (self.old, self.new) = (old.subject(id), new.subject(id))
      let (old, new) = (old.rows(id), new.rows(id))
      (oldRows, newRows) = (old, new)
      parts = Dictionary(grouping: changes, by: \.relation).sorted { $0.key < $1.key }.map {
        ChangedPart(changes: $1, undone: Self.changed(new, $1.map(\.undo)), done: Self.changed(old, $1.map(\.redo)))
      }
    }

    static func changed(_ rows: ProjectRows, _ changes: [(inout ProjectRows) -> Void]) -> Subject? {
      var rows = rows
      for change in changes { change(&rows) }
      return rows.subject
    }

    /// Returns the rows of a part that pass one of the two tests; all of them where none does.
    func rows(of part: ChangedPart, _ now: (Subject?) -> Bool, _ was: (Subject?) -> Bool) -> [RowChange] {
      guard part.changes.count > 1, part.changes.count <= Causes.mostRows else { return part.changes }
      let found = part.changes.filter {
        !now(Self.changed(newRows, [$0.undo])) || !was(Self.changed(oldRows, [$0.redo]))
      }
      return found.isEmpty ? part.changes : found
    }
  }

  private mutating func findMovers(_ id: Int64, _ changes: [RowChange]) {
    let suspect = PartSuspect(old, new, id, changes)
    for index in ofProjects[id] ?? [] { findCell(index, id, suspect) }
    guard !changes.isEmpty else { return }
    for topic in topics(suspect) { for index in ofGroups[topic] ?? [] { findContribution(index, topic, suspect) } }
  }

  /// Returns every topic that the project belongs to in one of the issues.
  private func topics(_ suspect: PartSuspect) -> Set<Topic> {
    var topics: Set<Topic> = [.programme]
    for (subject, side) in [(suspect.old, old), (suspect.new, new)] {
      guard let subject, let conditions = side.surroundings.conditions(MeasuringPeriod(side.context)) else { continue }
      MeasuredProject(subject, conditions).forEachTopic { topics.insert($0) }
    }
    return topics
  }

  // MARK: A cell of projects.csv

  private mutating func findCell(_ index: Int, _ id: Int64, _ suspect: PartSuspect) {
    let item = items[index]
    let identity = item.pair.identity
    guard self.old.ids[identity.key] == self.new.ids[identity.key] else {
      // The key is another project's now, or nobody's: the references changed.
      items[index].movers.add(suspect.parts.flatMap(\.changes).filter { $0.relation == "commissions" })
      return
    }
    func value(_ subject: Subject?, _ surroundings: Surroundings, _ span: FigureSpan?) -> String {
      guard let subject, let span, let conditions = surroundings.conditions(span.measuring) else { return "" }
      let project = MeasuredProject(subject, conditions)
      return project.isInScope ? item.metric.measure(project).printed : ""
    }
    let span = item.span
    func new(_ subject: Subject?) -> String { value(subject, self.new.surroundings, span.new) }
    func old(_ subject: Subject?) -> String { value(subject, self.old.surroundings, span.old) }
    let (now, was) = (new(suspect.new), old(suspect.old))
    if was != item.pair.was ?? "" { items[index].movers.causes.insert(.method) }
    guard now != was else { return }
    let all = suspect.parts.count + globals.count
    var isFound = false
    for part in suspect.parts where all == 1 || new(part.undone) != now || old(part.done) != was {
      isFound = true
      items[index].movers.add(suspect.rows(of: part, { new($0) == now }, { old($0) == was }))
    }
    for (number, part) in globals.enumerated() {
      let passes =
        all == 1 || value(suspect.new, undone[number], FigureSpan(identity.span, undone[number].context)) != now
        || value(suspect.old, done[number], FigureSpan(identity.span, done[number].context)) != was
      guard passes else { continue }
      isFound = true
      let rows = part.rows.filter { row in
        let undone = self.new.surroundings.with([row], of: self.old.surroundings)
        let done = self.old.surroundings.with([row], of: self.new.surroundings)
        return part.rows.count > Self.mostRows || part.rows.count == 1
          || value(suspect.new, undone, FigureSpan(identity.span, undone.context)) != now
          || value(suspect.old, done, FigureSpan(identity.span, done.context)) != was
      }
      add(part, rows.isEmpty ? part.rows : rows, to: index)
    }
    guard !isFound else { return }
    items[index].movers.add(suspect.parts.flatMap(\.changes))
    for part in globals { add(part, part.rows, to: index) }
  }

  // MARK: What a project gives to a figure of many

  private mutating func findContribution(_ index: Int, _ topic: Topic, _ suspect: PartSuspect) {
    let item = items[index]
    func amount(_ subject: Subject?, _ side: IssueSide, _ span: FigureSpan?) -> Amount? {
      guard let subject, let span, let conditions = side.surroundings.conditions(span.measuring) else { return nil }
      let project = MeasuredProject(subject, conditions, topic, yearToDate: span.isYearToDate)
      guard project.belongs(to: topic) else { return nil }
      let amount = item.metric.measure(project).amount
      return item.ignoresZero && (amount == .count(0) || amount == .days(.zero)) ? nil : amount
    }
    func new(_ subject: Subject?) -> Amount? { amount(subject, self.new, item.span.new) }
    func old(_ subject: Subject?) -> Amount? { amount(subject, self.old, item.span.old) }
    let (now, was) = (new(suspect.new), old(suspect.old))
    guard now != was else { return }
    var moving = suspect.parts
    if moving.count + globals.count > 1 {
      moving = moving.filter { new($0.undone) != now || old($0.done) != was }
      if moving.isEmpty, new(suspect.old) != now || old(suspect.new) != was { moving = suspect.parts }
    }
    for part in moving {
      items[index].movers.add(suspect.rows(of: part, { new($0) == now }, { old($0) == was }))
    }
  }
}

/// What moved the figures of a series: rows of the period, or sums of the months before it, of which an issue saves no rows.
struct SeriesCauses {
  let old: IssueSide
  let new: IssueSide
  /// The rows that differ, by commission.
  let changes: [Int64: [RowChange]]

  /// Returns what moved a figure of the measure of this key; nothing where only settings or reference rows may have.
  func movers(_ key: String) -> Causes.MovedParts {
    var movers = Causes.MovedParts()
    guard let measure = SeriesMeasure(id: key) else { return movers }
    if old.series.months.isEmpty != new.series.months.isEmpty {
      movers.causes.insert(.method)
      return movers
    }
    if hasOtherMonths(measure) { movers.causes.insert(.earlierPeriod) }
    for (id, changes) in changes { movers.add(changes.filter { counts($0, id, measure) }) }
    return movers
  }

  private func counts(_ change: RowChange, _ id: Int64, _ measure: SeriesMeasure) -> Bool {
    switch (measure, change.relation) {
    case (.daysDelivered, "days"), (.utilisation, "days"), (.waitDays, "days"), (.outcomesInPeriod, "outcomes"),
      (.practiceOccasions, "shared_practice"):
      true
    case (.requestsReceived, "commissions"), (.waitDays, "commissions"):
      old.project(id)?.commission.requestedOn != new.project(id)?.commission.requestedOn
    default: false
    }
  }

  /// Whether the months before the period differ.
  private func hasOtherMonths(_ measure: SeriesMeasure) -> Bool {
    let first = new.context.period.span.from
    guard measure != .waitDays else {
      func begun(_ series: SeriesFacts) -> [FirstDay] { series.firstDays.filter { $0.firstDayOn < first } }
      return begun(old.series) != begun(new.series)
    }
    let metric = Text(measure == .utilisation ? SeriesMeasure.daysDelivered.id : measure.id)
    func sums(_ series: SeriesFacts) -> Set<MonthSum> {
      Set(series.months.filter { $0.metric == metric && $0.count > 0 && $0.month < Text(first.monthKey) })
    }
    return sums(old.series) != sums(new.series)
  }
}
