import Facts
import Metrics
import Reports

/// Day entries and outcomes of the period that are not in both issues as they were.
struct EntryChanges {
  let old: IssueSource
  let new: IssueSource
  private(set) var changes: [RowChange] = []

  static func find(_ old: IssueSource, _ new: IssueSource) throws -> [RowChange] {
    var found = EntryChanges(old: old, new: new)
    try found.findDays()
    try found.findOutcomes()
    return found.changes
  }

  /// Both files are ordered by date: one date of each is held at a time.
  private mutating func findDays() throws {
    var before = Dated(try FrozenEntries.days(old.files))
    var after = Dated(try FrozenEntries.days(new.files))
    while let date = try [before.date(), after.date()].compactMap(\.self).min() {
      let (was, now) = (try before.take(date), try after.take(date))
      if was != now { compare(was, now) }
    }
  }

  /// A key that stands in several rows is compared as the rows it has: equal ones first, then one by one.
  private mutating func compare(_ was: [DayEntry], _ now: [DayEntry]) {
    let (old, new) = (
      Dictionary(grouping: was, by: DayKey.init), Dictionary(grouping: now, by: DayKey.init)
    )
    for key in Set(old.keys).union(new.keys) {
      let (gone, come) = Self.unmatched(old[key] ?? [], new[key] ?? []) { $0.days == $1.days }
      for place in 0..<max(gone.count, come.count) {
        add(
          gone: place < gone.count ? gone[place] : nil, come: place < come.count ? come[place] : nil
        )
      }
    }
  }

  private mutating func add(gone: DayEntry?, come: DayEntry?) {
    guard let entry = come ?? gone else { return }
    var change = RowChange(
      .days, kind(wasThere: gone != nil, recordedAt: come?.recordedAt),
      [
        "commission_id": "\(entry.commissionID)", "worked_on": "\(entry.workedOn)",
        "adviser_id": "\(entry.adviserID)", "activity": Figure.encoded(entry.activity),
      ])
    change.commission = entry.commissionID
    change.adviser = entry.adviserID
    change.words = [Figure.encoded(entry.activity)]
    change.month = entry.workedOn.monthKey
    change.places = places(entry.workedOn)
    changes.append(change)
  }

  private mutating func findOutcomes() throws {
    var was: [OutcomeKey: [Outcome]] = [:]
    var now: [OutcomeKey: [Outcome]] = [:]
    try FrozenEntries.outcomes(old.files).forEach { was[OutcomeKey($0), default: []].append($0) }
    try FrozenEntries.outcomes(new.files).forEach { now[OutcomeKey($0), default: []].append($0) }
    for key in Set(was.keys).union(now.keys) {
      let (gone, come) = Self.unmatched(was[key] ?? [], now[key] ?? []) {
        $0.observedOn == $1.observedOn && $0.kind == $1.kind && $0.stage == $1.stage
      }
      for place in 0..<max(gone.count, come.count) {
        add(
          gone: place < gone.count ? gone[place] : nil, come: place < come.count ? come[place] : nil
        )
      }
    }
  }

  private mutating func add(gone: Outcome?, come: Outcome?) {
    guard let outcome = come ?? gone else { return }
    var change = RowChange(
      .outcomes, kind(wasThere: gone != nil, recordedAt: come?.recordedAt),
      ["commission_id": "\(outcome.commissionID)", "outcome_no": "\(outcome.number)"])
    change.commission = outcome.commissionID
    for row in [gone, come].compactMap(\.self) {
      change.words.insert(Figure.encoded(row.kind))
      change.places.formUnion(places(row.observedOn))
      if let stage = row.stage?.value { change.stages.insert(stage) }
    }
    changes.append(change)
  }

  private func kind(wasThere: Bool, recordedAt: Instant?) -> RowChange.Kind {
    guard let recordedAt else { return .gone }
    if wasThere { return .changed }
    return recordedAt > old.manifest.snapshot ? .late : .added
  }

  private func places(_ day: CalendarDay) -> Set<RowChange.Place> {
    new.horizon.yearToDate.contains(day)
      ? [.period, .toDate, .window(.yearToDate)] : [.period, .toDate]
  }

  /// What is left of each when equal rows are taken away in pairs.
  private static func unmatched<Row>(
    _ was: [Row], _ now: [Row], _ areEqual: (Row, Row) -> Bool
  ) -> (gone: [Row], come: [Row]) {
    var gone: [Row] = []
    var come = now
    for row in was {
      if let place = come.firstIndex(where: { areEqual(row, $0) }) {
        come.remove(at: place)
      } else {
        gone.append(row)
      }
    }
    return (gone, come)
  }
}

/// What tells day entries of one date apart.
private struct DayKey: Hashable {
  let commission: Int64
  let adviser: Int64
  let activity: Text?

  init(_ entry: DayEntry) {
    (commission, adviser, activity) = (entry.commissionID, entry.adviserID, entry.activity)
  }
}

private struct OutcomeKey: Hashable {
  let commission: Int64
  let number: Int64

  init(_ outcome: Outcome) { (commission, number) = (outcome.commissionID, outcome.number) }
}

/// Day entries taken a date at a time.
private struct Dated {
  private let rows: RowReader<DayEntry>
  private var waiting: DayEntry?
  private var isAtEnd = false

  init(_ rows: RowReader<DayEntry>) { self.rows = rows }

  /// Of the next entry; nil at the end.
  mutating func date() throws -> CalendarDay? {
    if waiting == nil, !isAtEnd {
      waiting = try rows.next()
      isAtEnd = waiting == nil
    }
    return waiting?.workedOn
  }

  /// The entries of this date, where it is the next.
  mutating func take(_ date: CalendarDay) throws -> [DayEntry] {
    var taken: [DayEntry] = []
    while try self.date() == date, let entry = waiting {
      taken.append(entry)
      waiting = nil
    }
    return taken
  }
}
