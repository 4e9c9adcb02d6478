import Database
import Facts
import SQL

extension Reader {
  /// The period's outcomes: each counted, and handed on by date, reference, number, commission.
  func streamOutcomes(
    _ connection: borrowing Connection, _ programme: inout Programme, _ byID: [Int64: Int],
    _ order: ReferenceOrder, _ sink: RowSink, _ screen: Screen, _ quality: inout Suspicions
  ) throws {
    let span = horizon.period.span
    let year = horizon.yearToDate
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
    if Told.repeats(batch) { quality.suspect("look-alike-row") }
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
private struct Told: Hashable {
  let project: Int
  let kind: Text?
  let stage: Text?
  let summary: Text?

  static func repeats(_ batch: [(outcome: Outcome, project: Int)]) -> Bool {
    guard Set(batch.map(\.project)).count < batch.count else { return false }
    let told = batch.map { item in
      Told(
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
  mutating func addAchieved(_ kind: Text?, _ window: Window, _ count: Int) {
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
    let place = Place.outcome(id, number)
    return Outcome(
      commissionID: id, number: number, observedOn: observedOn,
      kind: try kinds.text(self, 3, in: place),
      stage: screen.term(try recordedText(4).map { Term($0) }, "stage", in: place),
      summary: screen.free(try recordedText(5), "summary", in: place), recordedAt: recordedAt)
  }
}
