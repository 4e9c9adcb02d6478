import Core

/// The rows of one project as an issue saves them: its records, its day entries and outcomes of the period, and the sums of
/// what lies outside the period. A cause is found by giving a project some rows of the other issue.
struct ProjectRows {
  /// Whether the issue has the commission. Rows of an unknown commission make no figure.
  var exists: Bool
  /// The records and sums, without what the entries add.
  var project: Project
  var entries: ProjectEntries
  private let context: ReportingContext
  private var yearToDate: Span { context.yearToDate }

  init(_ project: Project?, _ id: Int64, _ entries: ProjectEntries?, _ context: ReportingContext) {
    exists = project != nil
    self.context = context
    self.entries = entries ?? ProjectEntries()
    var bare = project ?? Project(Commission(id: id))
    bare.periodDaysThisYear = .zero
    (bare.recentEntries, bare.recentDays) = (0, .zero)
    bare.outcomesInPeriod = StageCounts()
    bare.expectations = []
    bare.adviserDays = bare.adviserDays.filter { $0.window != .period }.inline
    bare.achieved = bare.achieved.filter { $0.window != .period }.inline
    for outcome in self.entries.outcomes where context.yearToDate.contains(outcome.observedOn) {
      guard let counts = AchievedCounts(outcome) else { continue }
      bare.add(AchievedCounts() - counts, of: outcome.kind, in: .yearToDate)
    }
    bare.achieved = bare.achieved.filter { $0.count != 0 }.inline
    self.project = bare
  }

  /// The project that these rows make; nil without a commission.
  var subject: Subject? {
    guard exists else { return nil }
    var project = project
    for entry in entries.days { project.add(entry.days, on: entry.workedOn, by: entry.adviserID, context) }
    for outcome in entries.outcomes { project.add(outcome, isThisYear: yearToDate.contains(outcome.observedOn)) }
    return Subject(project, entries)
  }
}

/// A row of a project that is not in both issues as it was. Of what lies outside the period an issue saves sums: a sum that
/// differs is such a row.
struct RowChange {
  let relation: String
  /// `relation:column=value;…`; text percent-encoded.
  let name: String
  let cause: Revision.Cause
  let kind: Revision.ChangeKind
  /// Of a day entry: its days in the two issues.
  fileprivate(set) var days: (was: Days?, now: Days?) = (nil, nil)
  /// Gives rows that are as the new issue has them the old row.
  let undo: (inout ProjectRows) -> Void
  /// Gives rows that are as the old issue has them the new row.
  let redo: (inout ProjectRows) -> Void

  init(
    _ relation: String, _ key: some Sequence<(String, String)>, _ cause: Revision.Cause, _ kind: Revision.ChangeKind,
    undo: @escaping (inout ProjectRows) -> Void, redo: @escaping (inout ProjectRows) -> Void
  ) {
    self.relation = relation
    name = relation + ":" + key.map { "\($0)=\($1)" }.joined(separator: ";")
    self.cause = cause
    self.kind = kind
    self.undo = undo
    self.redo = redo
  }

  /// A row of a list that was added, removed or changed.
  init<Row: Equatable>(
    _ relation: String, _ key: [(String, String)], _ cause: Revision.Cause, _ rows: WritableKeyPath<ProjectRows, [Row]>,
    _ old: Row?, _ new: Row?
  ) {
    self.init(relation, key, cause, Revision.ChangeKind(old, new)) {
      Self.exchange(new, for: old, in: &$0[keyPath: rows])
    } redo: {
      Self.exchange(old, for: new, in: &$0[keyPath: rows])
    }
  }

  private static func exchange<Row: Equatable>(_ gone: Row?, for come: Row?, in rows: inout [Row]) {
    if let gone, let index = rows.firstIndex(of: gone) { rows.remove(at: index) }
    if let come { rows.append(come) }
  }
}

// Records carry no time of recording.
extension RowChange {
  /// Returns the rows of a project that differ.
  ///
  /// - Parameters:
  ///   - snapshot: when the old issue's data was read.
  ///   - spans: the spans beside the period of which both issues save sums.
  static func all(_ old: ProjectRows, _ new: ProjectRows, since snapshot: Instant, _ spans: Set<ComparisonSpan>)
    -> [RowChange]
  {
    let id = "\(new.project.commission.id)"
    var changes = commission(old, new, id)
    for relation in Contract.held { changes += held(relation, old.project, new.project) }
    changes += held(ExpectedOutcome.relation.schema, of: "outcomes", cause: .earlierPeriod, old.project, new.project)
    changes += DayChanges(old.entries.days, new.entries.days).changes(since: snapshot)
    changes += outcomes(old, new, id, since: snapshot)
    changes += earlierDays(old, new, id, spans)
    return changes + earlierOutcomes(old, new, id, spans)
  }

  private static func cause<Row>(_ new: Row?) -> Revision.Cause { new == nil ? .deletion : .record }

  private static func commission(_ old: ProjectRows, _ new: ProjectRows, _ id: String) -> [RowChange] {
    guard old.exists != new.exists || old.project.commission != new.project.commission else { return [] }
    func put(_ side: ProjectRows) -> (inout ProjectRows) -> Void {
      {
        $0.exists = side.exists
        $0.project.commission = side.project.commission
      }
    }
    let kind = Revision.ChangeKind(old.exists ? old : nil, new.exists ? new : nil)
    return [
      RowChange(
        "commissions", [("commission_id", id)], new.exists ? .record : .deletion, kind, undo: put(old), redo: put(new))
    ]
  }

  /// Returns the rows of a relation that differ in a column that a figure reads. A key that several rows have is compared as
  /// the rows it has.
  ///
  /// - Parameters:
  ///   - name: the relation that the rows are named by, if it is another.
  ///   - given: the cause; nil where it is deletion or record.
  private static func held(
    _ relation: RelationSchema, of name: String? = nil, cause given: Revision.Cause? = nil, _ old: Project,
    _ new: Project
  ) -> [RowChange] {
    guard let rows = relation.heldRows else { return [] }
    let columns = relation.printed
    func cells(_ row: [Cell], _ isMeant: (ColumnSchema) -> Bool) -> [Cell] {
      zip(columns, row).filter { isMeant($0.0) }.map(\.1)
    }
    func key(_ row: [Cell]) -> [Cell]? {
      let key = cells(row) { relation.key.contains($0.name) }
      return key.contains(.empty) ? nil : key
    }
    let (gone, come) = unmatched(rows.cells(old), rows.cells(new)) { cells($0, \.isCompared) }
    let names = columns.map(\.name).filter(relation.key.contains)
    return paired(gone, come, by: key).map { was, now in
      let values = zip(names, key(now ?? was ?? []) ?? []).map { ($0, $1.printed) }
      return RowChange(name ?? relation.name, values, given ?? cause(now), Revision.ChangeKind(was, now)) {
        rows.exchange(&$0.project, now, was)
      } redo: {
        rows.exchange(&$0.project, was, now)
      }
    }
  }

  private static func outcomes(_ old: ProjectRows, _ new: ProjectRows, _ id: String, since snapshot: Instant)
    -> [RowChange]
  {
    let relation = Outcome.relation
    let (gone, come) = unmatched(old.entries.outcomes, new.entries.outcomes) { outcome in
      zip(relation.cells(outcome), relation.schema.printed).filter(\.1.isCompared).map(\.0)
    }
    return paired(gone, come, by: \.number).map { was, now in
      let number = (now ?? was)?.number
      return RowChange(
        "outcomes", [("commission_id", id)] + (number.map { [("outcome_no", "\($0)")] } ?? []),
        entryCause(was, now, now?.recordedAt, since: snapshot), \.entries.outcomes, was, now)
    }
  }

  /// An entry that is new and says that it was recorded after the old issue's snapshot is late; a new one that claims to have
  /// been there before corrects what the old issue read. Of one that says nothing, an added row is late.
  fileprivate static func entryCause<Row>(_ was: Row?, _ now: Row?, _ recordedAt: Instant?, since snapshot: Instant)
    -> Revision.Cause
  {
    guard now != nil else { return .deletion }
    return was == nil && recordedAt.map { $0 > snapshot } ?? true ? .lateEntry : .correction
  }

  /// Returns what is left of each when equal rows are taken away in pairs.
  fileprivate static func unmatched<Row, Key: Hashable>(_ old: [Row], _ new: [Row], by key: (Row) -> Key) -> (
    gone: [Row], come: [Row]
  ) {
    var counts: [Key: Int] = [:]
    for row in new { counts[key(row), default: 0] += 1 }
    let gone = old.filter { row in
      guard let count = counts[key(row)], count > 0 else { return true }
      counts[key(row)] = count - 1
      return false
    }
    let come = new.reversed().filter { row in
      guard let count = counts[key(row)], count > 0 else { return false }
      counts[key(row)] = count - 1
      return true
    }
    return (gone, come.reversed())
  }

  /// Pairs removed and added rows of one key in their order; the others remain single, and so do rows whose key is not recorded.
  fileprivate static func paired<Row, Key: Hashable>(_ gone: [Row], _ come: [Row], by key: (Row) -> Key?) -> [(
    Row?, Row?
  )] {
    let (old, new) = (Dictionary(grouping: gone, by: key), Dictionary(grouping: come, by: key))
    return Set(old.keys).union(new.keys).flatMap { key -> [(Row?, Row?)] in
      let (was, now) = (old[key] ?? [], new[key] ?? [])
      if key == nil { return was.map { ($0, nil) } + now.map { (nil, $0) } }
      return (0..<max(was.count, now.count)).map { ($0 < was.count ? was[$0] : nil, $0 < now.count ? now[$0] : nil) }
    }
  }
}

// Sums of rows outside the period.
extension RowChange {
  private static func sumBefore<Sum: Equatable>(
    _ relation: String, _ sum: WritableKeyPath<Project, Sum>, _ old: ProjectRows, _ new: ProjectRows, _ id: String
  ) -> [RowChange] {
    let (was, now) = (old.project[keyPath: sum], new.project[keyPath: sum])
    guard was != now else { return [] }
    return [
      RowChange(relation, [("commission_id", id)], .earlierPeriod, .changed) {
        $0.project[keyPath: sum] = was
      } redo: {
        $0.project[keyPath: sum] = now
      }
    ]
  }

  private static func earlierDays(_ old: ProjectRows, _ new: ProjectRows, _ id: String, _ spans: Set<ComparisonSpan>)
    -> [RowChange]
  {
    let before = sumBefore("days", \.daysBefore, old, new, id)
    func sums(_ project: Project) -> [SumKey<Int64?>: DayTally] {
      Dictionary(
        project.adviserDays.filter { spans.contains($0.window) }.map {
          (SumKey(window: $0.window, key: $0.adviserID), $0.tally)
        }, uniquingKeysWith: { first, _ in first })
    }
    let (old, new) = (sums(old.project), sums(new.project))
    return before
      + Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.map { sum in
        let adviser = sum.key.map { [("adviser_id", "\($0)")] } ?? []
        return RowChange("days", [("commission_id", id)] + adviser, .earlierPeriod, .changed) {
          $0.project.set(old[sum], sum)
        } redo: {
          $0.project.set(new[sum], sum)
        }
      }
  }

  private static func earlierOutcomes(
    _ old: ProjectRows, _ new: ProjectRows, _ id: String, _ spans: Set<ComparisonSpan>
  ) -> [RowChange] {
    let before = sumBefore("outcomes", \.outcomesBefore, old, new, id)
    func counts(_ project: Project) -> [SumKey<Text?>: AchievedCounts] {
      Dictionary(
        project.achieved.filter { spans.contains($0.window) }.map {
          (SumKey(window: $0.window, key: $0.kind), $0.counts)
        }, uniquingKeysWith: +)
    }
    let (old, new) = (counts(old.project), counts(new.project))
    return before
      + Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.map { sum in
        let (none, kind, window) = (AchievedCounts(), sum.key, sum.window)
        let difference = (new[sum] ?? none) - (old[sum] ?? none)
        return RowChange("outcomes", [("commission_id", id)], .earlierPeriod, .changed) {
          $0.project.add(none - difference, of: kind, in: window)
        } redo: {
          $0.project.add(difference, of: kind, in: window)
        }
      }
  }
}

private struct SumKey<Key: Hashable>: Hashable {
  let window: ComparisonSpan
  let key: Key
}

extension Project {
  fileprivate mutating func set(_ tally: DayTally?, _ sum: SumKey<Int64?>) {
    var kept = adviserDays.filter { $0.window != sum.window || $0.adviserID != sum.key }
    if let tally { kept.append(AdviserDays(window: sum.window, adviserID: sum.key, tally: tally)) }
    adviserDays = kept.inline
  }
}

extension Array where Element: Hashable & Sendable {
  fileprivate var inline: InlineList<Element> {
    var inline = InlineList<Element>()
    for element in self { inline.append(element) }
    return inline
  }
}

/// Day entries of one project that are not in both issues as they were.
///
/// A removed and an added entry that differ in exactly one of date, adviser, activity and days are one correction: nearest date
/// first, each entry once.
private struct DayChanges {
  private var gone: [DayEntry]
  private var come: [DayEntry]

  init(_ old: [DayEntry], _ new: [DayEntry]) { (gone, come) = RowChange.unmatched(old, new) { EntryParts($0) } }

  /// What is compared of an entry.
  private struct EntryParts: Hashable {
    var workedOn: CalendarDay?
    var adviserID: Int64??
    var activity: Text??
    var days: Days?

    init(_ entry: DayEntry) {
      (workedOn, adviserID) = (entry.workedOn, .some(entry.adviserID))
      (activity, days) = (.some(entry.activity), entry.days)
    }

    /// The same, one part each left out.
    var lacking: [EntryParts] {
      var four = Array(repeating: self, count: 4)
      four[0].days = nil
      four[1].activity = nil
      four[2].adviserID = nil
      four[3].workedOn = nil
      return four
    }
  }

  func changes(since snapshot: Instant) -> [RowChange] {
    var (oldLeft, newLeft) = (Set(gone.indices), Set(come.indices))
    var changes: [RowChange] = []
    for pair in pairs where oldLeft.contains(pair.old) && newLeft.contains(pair.new) {
      oldLeft.remove(pair.old)
      newLeft.remove(pair.new)
      changes.append(Self.change(gone[pair.old], come[pair.new], since: snapshot))
    }
    return changes + oldLeft.map { Self.change(gone[$0], nil, since: snapshot) }
      + newLeft.map { Self.change(nil, come[$0], since: snapshot) }
  }

  /// Entries that may be one entry corrected, nearest date first.
  private var pairs: [(old: Int, new: Int)] {
    guard !gone.isEmpty, !come.isEmpty else { return [] }
    var byParts: [EntryParts: [Int]] = [:]
    for (index, entry) in gone.enumerated() {
      for parts in EntryParts(entry).lacking { byParts[parts, default: []].append(index) }
    }
    var found: [(distance: Int, rank: Int, old: Int, new: Int)] = []
    for (index, entry) in come.enumerated() {
      for (rank, parts) in EntryParts(entry).lacking.enumerated() {
        for old in byParts[parts] ?? [] { found.append((abs(entry.workedOn - gone[old].workedOn), rank, old, index)) }
      }
    }
    return found.sorted { $0 < $1 }.map { ($0.old, $0.new) }
  }

  private static func change(_ was: DayEntry?, _ now: DayEntry?, since snapshot: Instant) -> RowChange {
    let key = now ?? was
    var change = RowChange(
      "days",
      [("commission_id", "\(key?.commissionID ?? 0)"), ("worked_on", "\(key?.workedOn ?? .first)")]
        + (key?.adviserID.map { [("adviser_id", "\($0)")] } ?? []) + [("activity", Figure.encoded(key?.activity))],
      RowChange.entryCause(was, now, now?.recordedAt, since: snapshot), \.entries.days, was, now)
    change.days = (was?.days, now?.days)
    return change
  }
}
