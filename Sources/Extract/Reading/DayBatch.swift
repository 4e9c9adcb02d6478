import Database
import Facts

/// The entries of one date, put in order before they go on.
struct DayBatch {
  /// An entry in the little room that sorting is quick with.
  struct Entry {
    /// Where the project's reference stands among all, equal ones at one place.
    let reference: Int32
    let adviser: Int64
    /// Where the activity stands among `labels`.
    let activity: Int
    let commission: Int64
    let days: Days
    let recordedAt: Instant
    let project: Int
  }

  private let byID: [Int64: Int]
  private let references: [Int32]
  private var labels: LabelTable
  private var entries: [Entry] = []
  /// By label; nil while no entry of it came.
  private var daysByLabel: [Days?] = []
  private(set) var daysByMonth: [CalendarDay: Days] = [:]
  private(set) var count = 0
  /// Of all entries that make a figure, whether their commission is known or not.
  private(set) var total = DayTotal()
  private(set) var holdsUnknownCommission = false
  private(set) var holdsRepeatedKey = false
  /// Not as an entry should be by itself.
  private(set) var holdsUnlikelyEntry = false
  var day: CalendarDay?

  init(_ index: ReferenceOrder, _ byID: [Int64: Int], _ labels: LabelTable) {
    self.byID = byID
    self.labels = labels
    references = index.places
  }

  var daysByActivity: [Text?: Days] {
    zip(labels.entries, daysByLabel).reduce(into: [:]) { sums, item in
      if let days = item.1 { sums[item.0.printed, default: .zero] += days }
    }
  }

  /// A row of `sql/facts/period_days.sql`; nil for one that makes no figure: without a key or a time, of a number of days that is
  /// none, or of a commission that is not known.
  mutating func read(_ row: borrowing Row, _ screen: Screen) throws -> Entry? {
    guard let day, let commission = try row.optionalInt64(0),
      let adviser = try row.optionalInt64(2), let recordedAt = try row.optionalInstant(5),
      let number = try row.optionalNumeric(4), let days = number.days
    else {
      holdsUnlikelyEntry = true
      return nil
    }
    total.add(days)
    guard let project = byID[commission] else {
      holdsUnknownCommission = true
      return nil
    }
    if number.scale > 2 || days.isUnlikely || recordedAt.day < day.previous {
      holdsUnlikelyEntry = true
    }
    let activity = try labels.place(row, 3)
    if labels.entries[activity].isSuspect {
      _ = screen.label(
        labels.entries[activity].recorded, .activity, in: .day(commission, day, adviser))
    }
    let entry = Entry(
      reference: references[project], adviser: adviser, activity: activity,
      commission: commission, days: days, recordedAt: recordedAt, project: project)
    entries.append(entry)
    count += 1
    return entry
  }

  mutating func flush(_ sink: RowSink, _ watch: inout DayWatch) throws {
    guard let day, !entries.isEmpty else { return }
    sort()
    var sum = Days.zero
    while daysByLabel.count < labels.entries.count { daysByLabel.append(nil) }
    for (position, item) in entries.enumerated() {
      sum += item.days
      daysByLabel[item.activity] = (daysByLabel[item.activity] ?? .zero) + item.days
      watch.note(item.adviser, item.days, on: day)
      if position > 0, isRepeated(item, entries[position - 1]) { holdsRepeatedKey = true }
      try sink.day(
        DayRow(
          entry: DayEntry(
            commissionID: item.commission, workedOn: day, adviserID: item.adviser,
            activity: labels.entries[item.activity].printed, days: item.days,
            recordedAt: item.recordedAt),
          project: item.project, activity: item.activity))
    }
    daysByMonth[day.firstOfMonth, default: .zero] += sum
    entries.removeAll(keepingCapacity: true)
  }

  /// As `DayEntry.precedes` does, by numbers where it compares texts.
  private mutating func sort() {
    let labels = labels.entries
    entries.sort { left, right in
      if left.reference != right.reference { return left.reference < right.reference }
      if left.adviser != right.adviser { return left.adviser < right.adviser }
      let (one, other) = (labels[left.activity].printed, labels[right.activity].printed)
      if left.activity != right.activity, one != other { return one.precedes(other) }
      return (left.commission, left.days, left.recordedAt)
        < (right.commission, right.days, right.recordedAt)
    }
  }

  private func isRepeated(_ item: Entry, _ before: Entry) -> Bool {
    item.commission == before.commission && item.adviser == before.adviser
      && item.activity == before.activity
  }
}

extension Numeric {
  /// nil where it is too large to be a number of days that anybody worked.
  fileprivate var days: Days? {
    guard let hundredths, let whole, whole.magnitude < 1_000_000 else { return nil }
    return Days(hundredths: hundredths)
  }
}

extension Days {
  fileprivate var isUnlikely: Bool { hundredths <= 0 || hundredths > 3100 }
}
