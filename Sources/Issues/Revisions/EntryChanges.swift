import Core

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
    var before = Dated(try SavedEntries.days(old.files))
    var after = Dated(try SavedEntries.days(new.files))
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
    try SavedEntries.outcomes(old.files).forEach { was[OutcomeKey($0), default: []].append($0) }
    try SavedEntries.outcomes(new.files).forEach { now[OutcomeKey($0), default: []].append($0) }
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
    new.context.yearToDate.contains(day)
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

// Rows as their columns print, to be compared; what is not recorded is left out. What no figure reads is no column here.

/// By column; compared by their exact bytes.
typealias RowCells = [String: Text]

func recorded(_ cells: KeyValuePairs<String, String?>) -> RowCells {
  var found: RowCells = [:]
  for (name, value) in cells { if let value { found[name] = Text(value) } }
  return found
}

extension Commission {
  var cells: RowCells {
    recorded([
      "reference": reference?.string, "borough_code": boroughCode?.string, "theme": theme?.string,
      "arrangement": arrangement?.text.string, "requested_on": requestedOn?.description,
      "agreed_on": agreedOn?.description, "starts_on": startsOn?.description,
      "due_on": dueOn?.description, "completed_on": completedOn?.description,
      "withdrawn_on": withdrawnOn?.description, "on_hold_since": onHoldSince?.description,
      "days_agreed": daysAgreed?.description, "days_per_week": daysPerWeek?.description,
      "case_study_on": caseStudyOn?.description,
    ])
  }
}

extension Strand {
  var cells: RowCells {
    recorded([
      "completed_on": completedOn?.description, "on_hold_since": onHoldSince?.description,
      "stopped_on": stoppedOn?.description, "starts_on": startsOn?.description,
      "due_on": dueOn?.description,
    ])
  }
}

extension Review {
  var cells: RowCells {
    recorded([
      "asked_on": askedOn?.description, "received_on": receivedOn?.description,
      "rating": rating?.text.string, "comment": hasComment ? "true" : nil,
    ])
  }
}

extension [Adviser] {
  /// By adviser.
  var cells: [Int64: RowCells] {
    Dictionary(
      map { adviser in
        (
          adviser.id,
          recorded([
            "appointed_on": adviser.appointedOn.description,
            "left_on": adviser.leftOn?.description,
            "days_per_week": adviser.daysPerWeek.description,
          ])
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// What lies outside the period, where two issues differ in its sums: the rows themselves stand in neither.
enum SumChanges {
  static func find(_ old: Project?, _ new: Project?, _ context: ReportingContext) -> [RowChange] {
    guard let id = (new ?? old)?.commission.id else { return [] }
    let was = old ?? Project(Commission(id: id))
    let now = new ?? Project(Commission(id: id))
    return days(was, now, id) + outcomes(was, now, id)
  }

  private static func days(_ was: Project, _ now: Project, _ id: Int64) -> [RowChange] {
    var changes: [RowChange] = []
    if was.daysBefore != now.daysBefore {
      var change = RowChange(.days, .earlier, ["commission_id": "\(id)"])
      change.commission = id
      change.places = [.before, .toDate]
      changes.append(change)
    }
    let (old, new) = (sums(was), sums(now))
    for key in Set(old.keys).union(new.keys) where old[key] != new[key] {
      var change = RowChange(
        .days, .earlier, ["commission_id": "\(id)", "adviser_id": "\(key.adviser)"])
      change.commission = id
      change.adviser = key.adviser
      change.places = [.window(key.window)]
      changes.append(change)
    }
    return changes
  }

  private static func outcomes(_ was: Project, _ now: Project, _ id: Int64) -> [RowChange] {
    var changes: [RowChange] = []
    func add(_ places: Set<RowChange.Place>, _ stages: Set<Stage>, _ words: Set<String>) {
      var change = RowChange(.outcomes, .earlier, ["commission_id": "\(id)"])
      change.commission = id
      (change.places, change.stages, change.words) = (places, stages, words)
      changes.append(change)
    }
    let stages = Set(
      Stage.allCases.filter { was.outcomesBefore[$0] != now.outcomesBefore[$0] })
    if !stages.isEmpty { add([.before, .toDate], stages, []) }
    let (old, new) = (counts(was), counts(now))
    for key in Set(old.keys).union(new.keys) where old[key] ?? 0 != new[key] ?? 0 {
      add([.window(key.window)], [.achieved], [key.kind])
    }
    return changes
  }

  private struct DaySum: Hashable {
    let window: ComparisonSpan
    let adviser: Int64
  }

  private static func sums(_ project: Project) -> [DaySum: DayTally] {
    Dictionary(
      project.adviserDays.filter { $0.window != .period }
        .map { (DaySum(window: $0.window, adviser: $0.adviserID), $0.tally) },
      uniquingKeysWith: { first, _ in first })
  }

  private struct OutcomeSum: Hashable {
    let window: ComparisonSpan
    let kind: String
  }

  /// Of the year to date, only what the period does not hold; where the period crosses a year's end, that may be below zero,
  /// and two issues still compare.
  private static func counts(_ project: Project) -> [OutcomeSum: Int] {
    var counts: [OutcomeSum: Int] = [:]
    for item in project.achieved {
      let kind = Figure.encoded(item.kind)
      if item.window == .period {
        counts[OutcomeSum(window: .yearToDate, kind: kind), default: 0] -= item.count
      } else {
        counts[OutcomeSum(window: item.window, kind: kind), default: 0] += item.count
      }
    }
    return counts
  }
}

extension StageCounts {
  subscript(stage: Stage) -> Int {
    switch stage {
    case .achieved: achieved
    case .enabling: enabling
    case .expected: expected
    case .notAchieved: notAchieved
    }
  }
}
