import Core

/// One of two issues that are compared: its facts, and what is the same for all its projects.
final class IssueSide {
  let source: IssueSource
  let context: ReportingContext
  let surroundings: Surroundings
  /// The index of each commission's project.
  private let indices: [Int64: Int]
  /// Commissions by the keys that identities give to them.
  let ids: [String: Int64]
  /// The rows of the period of the projects whose rows may differ.
  private var entries: [Int64: ProjectEntries] = [:]
  private let programme: Programme

  init(_ source: IssueSource) throws {
    let programme = try source.programme()
    self.source = source
    self.programme = programme
    context = source.context
    surroundings = Surroundings(
      SurroundingParts(
        boroughs: programme.boroughs, advisers: programme.advisers, bankHolidays: programme.bankHolidays,
        actions: programme.actions, start: ProgrammeStart(offer: programme.offer, firstDay: programme.firstDay),
        recordsFollowing: programme.recordsFollowing, context: source.context, thresholds: source.manifest.thresholds,
        looksAhead: programme.looksAhead, holidaysRead: source.holidaysRead))
    indices = Dictionary(
      programme.projects.enumerated().map { ($1.commission.id, $0) }, uniquingKeysWith: { first, _ in first })
    let keys = ProjectKeys(programme)
    ids = Dictionary(indices.keys.map { (keys[$0], $0) }, uniquingKeysWith: { first, _ in first })
  }

  func readEntries(of ids: Set<Int64>) throws { entries = try ProjectEntries.all(source.files) { ids.contains($0) } }

  /// Returns the rows of a project whose entries were read.
  func rows(_ id: Int64) -> ProjectRows { ProjectRows(project(id), id, entries[id], context) }

  /// Returns the project as the issue has it; nil where the issue does not have the commission.
  func subject(_ id: Int64) -> Subject? { project(id).map { Subject($0, entries[id]) } }

  var series: SeriesFacts { programme.series }

  var commissions: some Collection<Int64> { indices.keys }

  func project(_ id: Int64) -> Project? { indices[id].map { programme.projects[$0] } }

  /// Returns every printed figure of this issue's projects in other surroundings, those of projects left out.
  func figures(_ surroundings: Surroundings) -> [String: String] {
    Measures(surroundings.programme(programme), surroundings.context, surroundings.thresholds).printedFigures(
      ProjectKeys([])
    ) { _ in false }
  }
}

extension IssueSource {
  /// The days of which the issue knows the bank holidays; nil for all that matter. Version 0.1 looked neither ahead nor at a
  /// series of months.
  fileprivate var holidaysRead: Span? {
    guard manifest.definitionVersions[metrics.ahead.headroom.id] == nil else { return nil }
    let from = context.frames.map(\.span.from).min() ?? context.period.span.from
    return Span(from: from, until: context.period.span.until)
  }
}

/// Reference rows, the reporting end and the job's settings.
struct SurroundingParts {
  var boroughs: [Borough]
  var advisers: [Adviser]
  var bankHolidays: Set<CalendarDay>
  var actions: [Action]
  var start: ProgrammeStart
  let recordsFollowing: Bool
  var context: ReportingContext
  var thresholds: Thresholds
  let looksAhead: Bool
  /// The days of which the issue knows the bank holidays; nil for all that matter.
  let holidaysRead: Span?
}

/// What is the same for all projects of an issue.
@dynamicMemberLookup final class Surroundings {
  private let parts: SurroundingParts
  private var known: [MeasuringPeriod: Conditions] = [:]

  init(_ parts: SurroundingParts) { self.parts = parts }

  subscript<Value>(dynamicMember part: KeyPath<SurroundingParts, Value>) -> Value { parts[keyPath: part] }

  /// Returns these surroundings with some rows as the others have them.
  func with(_ rows: [GlobalRow], of other: Surroundings) -> Surroundings {
    var changed = parts
    for row in rows { row.copy(other, &changed) }
    return Surroundings(changed)
  }

  /// Returns the facts of a programme with these reference rows.
  func programme(_ programme: Programme) -> Programme {
    var programme = programme
    programme.boroughs = parts.boroughs
    programme.advisers = parts.advisers
    programme.bankHolidays = parts.bankHolidays
    programme.actions = parts.actions
    programme.recordsFollowing = parts.recordsFollowing
    (programme.offer, programme.firstDay) = (parts.start.offer, parts.start.firstDay)
    return programme
  }

  /// Returns nil where the period has no figures.
  func conditions(_ measuring: MeasuringPeriod) -> Conditions? {
    if let conditions = known[measuring] { return conditions }
    let programme = programme(Programme())
    guard parts.context.frames.contains(measuring), programme.isApplicable(measuring) else { return nil }
    let conditions = Conditions(
      programme, parts.context, measuring, parts.thresholds, looksAhead: parts.looksAhead)
    known[measuring] = conditions
    return conditions
  }
}

/// What the organisation offers of the contract, and when the first day was worked: both decide which figures have a value.
struct ProgrammeStart: Hashable {
  let offer: Offer
  let firstDay: CalendarDay?
}

/// A part that belongs to no project: the settings, the reporting end, or the reference rows of one relation.
struct GlobalPart {
  let cause: Revision.Cause
  let rows: [GlobalRow]

  /// Returns the parts that differ.
  static func all(_ old: Surroundings, _ new: Surroundings) -> [GlobalPart] {
    let settings = new.thresholds.keys(differingFrom: old.thresholds).map { key in
      GlobalRow(name: "settings:\(key.name)") { key.copy($0.thresholds, &$1.thresholds) }
    }
    let end = old.context == new.context ? [] : [GlobalRow(name: nil) { $1.context = $0.context }]
    let start = old.start == new.start ? [] : [GlobalRow(name: nil) { $1.start = $0.start }]
    let parts: [(Revision.Cause, [GlobalRow])] = [
      (old.start.offer == new.start.offer ? .earlierPeriod : .record, start), (.setting, settings),
      (.periodWentOn, end), (.referenceData, advisers(old, new)), (.referenceData, bankHolidays(old, new)),
      (.referenceData, boroughs(old, new)), (.record, actions(old, new)),
    ]
    return parts.filter { !$0.1.isEmpty }.map { GlobalPart(cause: $0, rows: $1) }
  }

  private static func advisers(_ old: Surroundings, _ new: Surroundings) -> [GlobalRow] {
    /// Names are no part of a figure.
    func posts(_ side: Surroundings) -> [Int64: Adviser] {
      var advisers = side.advisers
      for index in advisers.indices { advisers[index].name = "" }
      return Dictionary(advisers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (was, now) = (posts(old), posts(new))
    return Set(was.keys).union(now.keys).filter { was[$0] != now[$0] }.map { id in
      GlobalRow(name: "advisers:adviser_id=\(id)", kind: Revision.ChangeKind(was[id], now[id])) { source, target in
        target.advisers.removeAll { $0.id == id }
        target.advisers += source.advisers.filter { $0.id == id }
      }
    }
  }

  private static func actions(_ old: Surroundings, _ new: Surroundings) -> [GlobalRow] {
    let (was, now) = (compared(old.actions), compared(new.actions))
    return Set(was.keys).union(now.keys).filter { was[$0] != now[$0] }.map { number in
      let kind = Revision.ChangeKind(was[number], now[number])
      return GlobalRow(name: number.map { "actions:action_no=\($0)" }, kind: kind) { source, target in
        target.actions.removeAll { $0.number == number }
        target.actions += source.actions.filter { $0.number == number }
      }
    }
  }

  /// Returns the cells of each action that a figure reads, by its number.
  private static func compared(_ actions: [Action]) -> [Int64?: [Cell]] {
    let relation = Action.relation
    let isMeant = relation.schema.printed.map(\.isCompared)
    return Dictionary(
      actions.map { action in
        (action.number, zip(relation.cells(action), isMeant).filter(\.1).map(\.0))
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func bankHolidays(_ old: Surroundings, _ new: Surroundings) -> [GlobalRow] {
    let spans = [old.holidaysRead, new.holidaysRead].compactMap(\.self)
    let differing = old.bankHolidays.symmetricDifference(new.bankHolidays).filter { day in
      spans.allSatisfy { $0.contains(day) }
    }
    return differing.map { day in
      let kind: Revision.ChangeKind = new.bankHolidays.contains(day) ? .added : .removed
      return GlobalRow(name: "bank_holidays:holiday_on=\(day)", kind: kind) { source, target in
        if source.bankHolidays.contains(day) {
          target.bankHolidays.insert(day)
        } else {
          target.bankHolidays.remove(day)
        }
      }
    }
  }

  private static func boroughs(_ old: Surroundings, _ new: Surroundings) -> [GlobalRow] {
    let (was, now) = (Set(old.boroughs.map(\.code)), Set(new.boroughs.map(\.code)))
    return was.symmetricDifference(now).map { code in
      let name = "boroughs:borough_code=\(Figure.encoded(code))"
      return GlobalRow(name: name, kind: now.contains(code) ? .added : .removed) { source, target in
        target.boroughs.removeAll { $0.code == code }
        target.boroughs += source.boroughs.filter { $0.code == code }
      }
    }
  }
}

/// A row of a global part: a reference row, or a key of the job file.
struct GlobalRow {
  /// nil where there is no row to name.
  let name: String?
  var kind = Revision.ChangeKind.changed
  let copy: (_ source: Surroundings, _ target: inout SurroundingParts) -> Void
}

/// Finds the commissions whose day entries or outcomes of the period differ between two issues.
enum DifferingEntries {
  static func commissions(_ old: IssueFiles, _ new: IssueFiles) throws -> Set<Int64> {
    try days(old, new).union(try outcomes(old, new))
  }

  /// Both files are ordered by date: the entries of one date of each are held at a time.
  private static func days(_ old: IssueFiles, _ new: IssueFiles) throws -> Set<Int64> {
    var (before, after) = (Dated(try SavedEntries.days(old)), Dated(try SavedEntries.days(new)))
    var ids: Set<Int64> = []
    while let date = try [before.date(), after.date()].compactMap(\.self).min() {
      let (was, now) = (try before.take(date), try after.take(date))
      guard was != now else { continue }
      let (old, new) = (Dictionary(grouping: was, by: \.commissionID), Dictionary(grouping: now, by: \.commissionID))
      ids.formUnion(Set(old.keys).union(new.keys).filter { old[$0] != new[$0] })
    }
    return ids
  }

  private static func outcomes(_ old: IssueFiles, _ new: IssueFiles) throws -> Set<Int64> {
    var was: [Int64: [Outcome]] = [:]
    var now: [Int64: [Outcome]] = [:]
    try SavedEntries.outcomes(old).forEach { was[$0.commissionID, default: []].append($0) }
    try SavedEntries.outcomes(new).forEach { now[$0.commissionID, default: []].append($0) }
    return Set(was.keys).union(now.keys).filter { was[$0] != now[$0] }
  }
}

/// Day entries taken a date at a time.
private struct Dated {
  private let rows: RowReader<DayEntry>
  private var waiting: DayEntry?
  private var isAtEnd = false

  init(_ rows: RowReader<DayEntry>) { self.rows = rows }

  /// Returns the date of the next entry; nil at the end.
  mutating func date() throws -> CalendarDay? {
    if waiting == nil, !isAtEnd {
      waiting = try rows.next()
      isAtEnd = waiting == nil
    }
    return waiting?.workedOn
  }

  /// Returns the entries of this date, where it is the next.
  mutating func take(_ date: CalendarDay) throws -> [DayEntry] {
    var taken: [DayEntry] = []
    while try self.date() == date, let entry = waiting {
      taken.append(entry)
      waiting = nil
    }
    return taken
  }
}
