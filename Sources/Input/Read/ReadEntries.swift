import Core
import Database
import SQL

extension Reader {
  /// The period's day entries, each added to its project and counted for its activity and month, and handed on by date,
  /// reference, adviser, activity, commission.
  ///
  /// - Returns: what they come to, to be held against the database's own sum.
  func streamDays(
    _ connection: borrowing Connection, _ programme: inout Programme, _ byID: [Int64: Int],
    _ order: ReferenceOrder, _ sink: RowSink, _ screen: Screen, _ quality: inout Suspicions
  ) throws -> DayTotal {
    let span = context.period.span
    var batch = DayBatch(order, byID, LabelTable(.activity, screen))
    var watch = DayWatch(programme, context)
    try connection.forEach(
      query(.periodDays, [.day(span.from), .day(span.until)]),
      columns: [.int8, .date, .int8, .text, .numeric, .timestamptz]
    ) { row in
      guard let day = try row.optionalDay(1) else { return }
      if batch.day != day {
        try batch.flush(sink, &watch)
        batch.day = day
      }
      guard let entry = try batch.read(row, screen) else { return }
      programme.projects[entry.project].add(entry, on: day, context)
      if batch.count & 0xFFF == 0 { sink.progress("days", batch.count) }
    }
    try batch.flush(sink, &watch)
    programme.activityDays = batch.daysByActivity
    programme.monthDays = batch.daysByMonth
    programme.counts["days"] = batch.count
    watch.tell(&quality)
    // Such an entry is in no project's sums, and yet rules look at it beside the others.
    if batch.holdsUnknownCommission || batch.holdsUnlikelyEntry { quality.suspect("days") }
    if batch.holdsRepeatedKey { quality.suspect("repeated-row") }
    return batch.total
  }
}

extension Project {
  /// Adds one of the period's entries.
  fileprivate mutating func add(
    _ entry: DayBatch.Entry, on day: CalendarDay, _ context: ReportingContext
  ) {
    add(entry.days, on: day, by: entry.adviser)
    if context.yearToDate.contains(day) { periodDaysThisYear += entry.days }
    if day < context.reportingEnd { lastDayReported = lastDayReported.map { max($0, day) } ?? day }
  }
}

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

extension Reader {
  /// The period's outcomes: each counted, and handed on by date, reference, number, commission.
  func streamOutcomes(
    _ connection: borrowing Connection, _ programme: inout Programme, _ byID: [Int64: Int],
    _ order: ReferenceOrder, _ sink: RowSink, _ screen: Screen, _ quality: inout Suspicions
  ) throws {
    let span = context.period.span
    let year = context.yearToDate
    var batch: [(outcome: Outcome, project: Int)] = []
    var count = 0
    var kinds = LabelTable(.kind, screen)
    try connection.forEach(
      query(.periodOutcomes, [.day(span.from), .day(span.until)]),
      columns: [.int8, .int8, .date, .text, .text, .text, .timestamptz]
    ) { row in
      guard let outcome = try row.outcome(screen, &kinds) else { return }
      guard let position = byID[outcome.commissionID] else {
        return quality.suspect("orphan-outcome")
      }
      programme.projects[position].add(outcome, isThisYear: year.contains(outcome.observedOn))
      if let last = batch.last, last.outcome.observedOn != outcome.observedOn {
        try flush(&batch, programme.projects, order, sink, &quality)
      }
      batch.append((outcome, position))
      count += 1
    }
    try flush(&batch, programme.projects, order, sink, &quality)
    programme.counts["outcomes"] = count
    sink.progress("outcomes", count)
  }

  private func flush(
    _ batch: inout [(outcome: Outcome, project: Int)], _ projects: [Project],
    _ order: ReferenceOrder, _ sink: RowSink, _ quality: inout Suspicions
  ) throws {
    if OutcomeRowKey.repeats(batch) { quality.suspect("look-alike-row") }
    // Outcomes are large, so what is put in order are their places.
    let places = batch.indices.sorted { left, right in
      let (one, other) = (batch[left], batch[right])
      let (rank, another) = (order.places[one.project], order.places[other.project])
      if rank != another { return rank < another }
      return Outcome.precedes((one.outcome, nil), (other.outcome, nil))
    }
    for place in places {
      try sink.outcome(batch[place].outcome, projects[batch[place].project].commission)
    }
    batch.removeAll(keepingCapacity: true)
  }
}

/// What two outcomes of one date have in common when one was entered twice.
private struct OutcomeRowKey: Hashable {
  let project: Int
  let kind: Text?
  let stage: Text?
  let summary: Text?

  static func repeats(_ batch: [(outcome: Outcome, project: Int)]) -> Bool {
    guard Set(batch.map(\.project)).count < batch.count else { return false }
    let told = batch.map { item in
      OutcomeRowKey(
        project: item.project, kind: item.outcome.kind, stage: item.outcome.stage?.text,
        summary: item.outcome.summary)
    }
    return Set(told).count < batch.count
  }
}

extension Project {
  fileprivate mutating func add(_ outcome: Outcome, isThisYear: Bool) {
    outcomesInPeriod.add(outcome.stage?.value)
    guard outcome.stage?.value == .achieved else { return }
    addAchieved(outcome.kind, .period, 1)
    if isThisYear { addAchieved(outcome.kind, .yearToDate, 1) }
  }

  /// Counts outcomes of a kind in a window; two spellings of nothing are one.
  mutating func addAchieved(_ kind: Text?, _ window: ComparisonSpan, _ count: Int) {
    if let index = achieved.firstIndex(where: { $0.window == window && $0.kind == kind }) {
      achieved[index].count += count
    } else {
      achieved.append(AchievedOutcomes(window: window, kind: kind, count: count))
    }
  }
}

extension Row {
  /// A row of `sql/facts/period_outcomes.sql` or `outcome_texts.sql`; nil when its date or time is none.
  func outcome(_ screen: Screen, _ kinds: inout LabelTable) throws -> Outcome? {
    guard let observedOn = try optionalDay(2), let recordedAt = try instant(6) else { return nil }
    let (id, number) = (try int64(0), try int64(1))
    let place = RowKey.outcome(id, number)
    return Outcome(
      commissionID: id, number: number, observedOn: observedOn,
      kind: try kinds.text(self, 3, in: place),
      stage: screen.term(try recordedText(4).map { Term($0) }, "stage", in: place),
      summary: screen.free(try recordedText(5), "summary", in: place), recordedAt: recordedAt)
  }
}
