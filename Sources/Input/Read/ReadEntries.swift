import Core
import Database
import SQL

extension Reader {
  /// The period's day entries, each added to its project and counted for its activity and month, and handed on by date,
  /// reference, adviser, activity, commission.
  ///
  /// - Returns: what they come to, to be held against the database's own sum.
  func streamDays(
    _ connection: borrowing Connection, _ programme: inout Programme, _ byID: [Int64: Int], _ order: ReferenceOrder,
    _ sink: RowSink, _ progress: (String, Int) -> Void, _ filter: PersonalDataFilter
  ) throws -> DayTotal {
    let span = context.period.span
    let decoder = FactDecoder(DayEntry.relation.schema, contract.offer, filter)
    var batch = DayBatch(order, byID, LabelTable(.activity, filter), decoder)
    try connection.forEach(
      query(.periodDays, of: DayEntry.relation.schema, [.day(span.from), .day(span.until)]), columns: decoder.types
    ) { row in
      guard let day = try row.optionalDay(1) else { return }
      if batch.day != day {
        try batch.flush(sink)
        batch.day = day
      }
      guard let entry = try batch.read(row, filter) else { return }
      programme.projects[entry.project].add(entry, on: day, context)
      if batch.count & 0xFFF == 0 { progress("days", batch.count) }
    }
    try batch.flush(sink)
    programme.activityDays = batch.daysByActivity
    programme.monthDays = batch.daysByMonth
    programme.counts["days"] = batch.count
    programme.counts.setAside["days"] = [nil: batch.setAside]
    return batch.total
  }
}

extension Reader {
  /// The activities of the entries of a span, or of all entries that have a date, and what those of each come to; nil where none
  /// is recorded.
  func readActivities(_ connection: borrowing Connection, _ span: Span?) throws -> [String?: DayTotal] {
    var activities: [String?: DayTotal] = [:]
    let bounds: [Parameter] = span.map { [.day($0.from), .day($0.until)] } ?? [.date(.min), .date(.max)]
    try connection.forEach(query(.periodActivities, bounds), columns: [.text, .int8, .int8]) { row in
      activities[try row.optionalText(0), default: DayTotal()].add(
        Days(hundredths: try row.int64(2)), entries: Int(try row.int64(1)))
    }
    return activities
  }
}

extension Project {
  /// Adds one of the period's entries.
  fileprivate mutating func add(_ entry: DayBatch.SortableEntry, on day: CalendarDay, _ context: ReportingContext) {
    add(entry.days, on: day, by: entry.adviser, context)
    if day < context.reportingEnd { lastDayReported = lastDayReported.map { max($0, day) } ?? day }
  }
}

/// The entries of one date, put in order before they go on.
struct DayBatch {
  /// An entry in the little room that sorting is quick with.
  struct SortableEntry {
    /// The rank of the project's reference among all references. Equal references have one rank.
    let reference: Int32
    let adviser: Int64?
    /// The index of the activity in `labels`.
    let activity: Int
    let commission: Int64
    let days: Days
    let recordedAt: Instant?
    let project: Int
    /// The cells of the entry where days has more columns than the batch reads by itself.
    let later: [Cell?]
  }

  private let byID: [Int64: Int]
  private let references: [Int32]
  private var labels: LabelTable
  private var entries: [SortableEntry] = []
  private let blank = DayEntry.relation.blank
  private var decoder: FactDecoder
  private let hasLaterColumns = DayEntry.relation.schema.selected.count > 6
  /// By label; nil while no entry of it came.
  private var daysByLabel: [Days?] = []
  private(set) var daysByMonth: [CalendarDay: Days] = [:]
  private(set) var count = 0
  /// How many entries make no figure.
  private(set) var setAside = 0
  /// Of all entries that make a figure, whether their commission is known or not.
  private(set) var total = DayTotal()
  var day: CalendarDay?

  init(_ index: ReferenceOrder, _ byID: [Int64: Int], _ labels: LabelTable, _ decoder: FactDecoder) {
    self.byID = byID
    self.decoder = decoder
    self.labels = labels
    references = index.places
  }

  var daysByActivity: [Text?: Days] {
    zip(labels.entries, daysByLabel).reduce(into: [:]) { sums, item in
      if let days = item.1 { sums[item.0.printed, default: .zero] += days }
    }
  }

  /// Reads a row. Returns nil for a row that makes no figure: it lacks a commission or a usable number of days, or its
  /// commission is not known.
  ///
  /// There may be ten million rows, so the first six columns are read here and not by the declaration.
  mutating func read(_ row: borrowing Row, _ filter: PersonalDataFilter) throws -> SortableEntry? {
    guard let day, let commission = try row.optionalInt64(0), let days = try row.optionalNumeric(4)?.days else {
      setAside += 1
      return nil
    }
    let adviser = try row.optionalInt64(2)
    total.add(days)
    guard let project = byID[commission] else {
      setAside += 1
      return nil
    }
    let activity = try labels.place(row, 3)
    if labels.entries[activity].isSuspect {
      _ = filter.label(labels.entries[activity].recorded, .activity, in: .day(commission, day, adviser))
    }
    if hasLaterColumns {
      _ = try decoder.readValues(row)
      try decoder.readTexts(row)
    }
    let entry = SortableEntry(
      reference: references[project], adviser: adviser, activity: activity, commission: commission, days: days,
      recordedAt: try row.optionalInstant(5), project: project, later: hasLaterColumns ? decoder.cells : [])
    entries.append(entry)
    count += 1
    return entry
  }

  mutating func flush(_ sink: RowSink) throws {
    guard let day, !entries.isEmpty else { return }
    sort()
    var sum = Days.zero
    while daysByLabel.count < labels.entries.count { daysByLabel.append(nil) }
    for item in entries {
      sum += item.days
      daysByLabel[item.activity] = (daysByLabel[item.activity] ?? .zero) + item.days
      var entry = blank
      if hasLaterColumns { _ = DayEntry.relation.fill(&entry, item.later) }
      entry.commissionID = item.commission
      entry.workedOn = day
      entry.adviserID = item.adviser
      entry.activity = labels.entries[item.activity].printed
      entry.days = item.days
      entry.recordedAt = item.recordedAt
      try sink.day(DayRow(entry: entry, project: item.project, activity: item.activity))
    }
    daysByMonth[day.firstOfMonth, default: .zero] += sum
    entries.removeAll(keepingCapacity: true)
  }

  /// Puts the entries in the order of days.csv: by reference, adviser, activity and commission, then by days and time of
  /// recording. What is not recorded comes first. Numbers are compared in place of references.
  private mutating func sort() {
    let labels = labels.entries
    entries.sort { left, right in
      if left.reference != right.reference { return left.reference < right.reference }
      if left.adviser != right.adviser { return (left.adviser ?? .min) < (right.adviser ?? .min) }
      let (one, other) = (labels[left.activity].printed, labels[right.activity].printed)
      if left.activity != right.activity, one != other { return one.precedes(other) }
      if (left.commission, left.days) != (right.commission, right.days) {
        return (left.commission, left.days) < (right.commission, right.days)
      }
      return (left.recordedAt?.seconds ?? .min) < (right.recordedAt?.seconds ?? .min)
    }
  }

}

extension Reader {
  /// The period's outcomes: each counted, and handed on by date, reference, number, commission.
  func streamOutcomes(
    _ connection: borrowing Connection, _ programme: inout Programme, _ byID: [Int64: Int], _ order: ReferenceOrder,
    _ sink: RowSink, _ filter: PersonalDataFilter
  ) throws {
    let span = context.period.span
    let year = context.yearToDate
    var batch: [(outcome: Outcome, project: Int)] = []
    var (count, ofUnknown) = (0, 0)
    let query = query(
      Outcome.relation.schema, "where observed_on >= $1 and observed_on < $2 order by observed_on",
      [.day(span.from), .day(span.until)], named: "period_outcomes")
    let setAside = try readFacts(Outcome.relation, query, connection, filter) { outcome in
      guard let position = byID[outcome.commissionID] else { return ofUnknown += 1 }
      programme.projects[position].add(outcome, isThisYear: year.contains(outcome.observedOn))
      if let last = batch.last, last.outcome.observedOn != outcome.observedOn {
        try flush(&batch, programme.projects, order, sink)
      }
      batch.append((outcome, position))
      count += 1
    }
    try flush(&batch, programme.projects, order, sink)
    programme.counts["outcomes"] = count
    programme.counts.setAside["outcomes"] = [nil: setAside + ofUnknown]
  }

  private func flush(
    _ batch: inout [(outcome: Outcome, project: Int)], _ projects: [Project], _ order: ReferenceOrder, _ sink: RowSink
  ) throws {
    // Outcomes are large, so what is put in order are their places.
    let places = batch.indices.sorted { left, right in
      let (one, other) = (batch[left], batch[right])
      let (rank, another) = (order.places[one.project], order.places[other.project])
      if rank != another { return rank < another }
      return Outcome.precedes((one.outcome, nil), (other.outcome, nil))
    }
    for place in places { try sink.outcome(batch[place].outcome, projects[batch[place].project].commission) }
    batch.removeAll(keepingCapacity: true)
  }
}
