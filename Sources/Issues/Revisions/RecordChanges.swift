import Core

/// Rows that carry no time of recording: commissions, what hangs on them, and the lists.
struct RecordChanges {
  let context: ReportingContext
  private(set) var changes: [RowChange] = []

  static func find(_ old: Programme, _ new: Programme, _ context: ReportingContext) -> [RowChange] {
    var found = RecordChanges(context: context)
    let was = old.byCommission
    let now = new.byCommission
    for id in Set(was.keys).union(now.keys) {
      found.compare(was[id], now[id], id)
      found.changes += SumChanges.find(was[id], now[id], context)
    }
    found.compareLists(old, new)
    return found.changes
  }

  private init(context: ReportingContext) { self.context = context }

  private mutating func compare(_ was: Project?, _ now: Project?, _ id: Int64) {
    let cells = (was?.commission.cells, now?.commission.cells)
    if cells.0 != cells.1 {
      var change = RowChange(.commissions, Self.kind(cells.0, cells.1), ["commission_id": "\(id)"])
      change.columns = Self.differing(cells.0 ?? [:], cells.1 ?? [:])
      add(change, id)
    }
    compareRows(.variations, "variation_no", id, was?.variations, now?.variations, \.number) {
      recorded(["agreed_on": "\($0.agreedOn)", "days_change": "\($0.daysChange)"])
    } on: {
      $0.agreedOn
    }
    compareRows(.strands, "strand_no", id, was?.strands, now?.strands, \.number) {
      $0.cells
    } on: { _ in
      nil
    }
    compareRows(.sharedPractice, "share_no", id, was?.shares, now?.shares, \.number) {
      recorded(["shared_on": "\($0.sharedOn)", "borough_code": $0.boroughCode?.string])
    } on: {
      $0.sharedOn
    }
    let reviews = (was?.review?.cells, now?.review?.cells)
    if reviews.0 != reviews.1 {
      var change = RowChange(.reviews, Self.kind(reviews.0, reviews.1), ["commission_id": "\(id)"])
      change.columns = Self.differing(reviews.0 ?? [:], reviews.1 ?? [:])
      add(change, id)
    }
  }

  /// Rows of one commission by their number; a number that stands twice is compared by what both rows say.
  private mutating func compareRows<Row>(
    _ relation: Relation, _ column: String, _ id: Int64, _ was: [Row]?, _ now: [Row]?,
    _ number: (Row) -> Int64, _ cells: (Row) -> RowCells, on day: (Row) -> CalendarDay?
  ) {
    let old = Dictionary(grouping: was ?? [], by: number)
    let new = Dictionary(grouping: now ?? [], by: number)
    for key in Set(old.keys).union(new.keys) {
      let (before, after) = (old[key]?.map(cells), new[key]?.map(cells))
      guard before != after else { continue }
      var change = RowChange(
        relation, Self.kind(before, after), ["commission_id": "\(id)", column: "\(key)"])
      if let was = before?.first, let now = after?.first, before?.count == 1, after?.count == 1 {
        change.columns = Self.differing(was, now)
      }
      let days = ((old[key] ?? []) + (new[key] ?? [])).compactMap(day)
      change.places = days.reduce(into: []) { $0.formUnion(context.places($1)) }
      add(change, id)
    }
  }

  private mutating func compareLists(_ was: Programme, _ now: Programme) {
    let advisers = (was.advisers.cells, now.advisers.cells)
    for id in Set(advisers.0.keys).union(advisers.1.keys) where advisers.0[id] != advisers.1[id] {
      let (old, new) = (advisers.0[id], advisers.1[id])
      var change = RowChange(.advisers, Self.kind(old, new), ["adviser_id": "\(id)"])
      change.adviser = id
      change.columns = Self.differing(old ?? [:], new ?? [:])
      changes.append(change)
    }
    for day in was.bankHolidays.symmetricDifference(now.bankHolidays) {
      var change = RowChange(
        .bankHolidays, now.bankHolidays.contains(day) ? .added : .gone, ["holiday_on": "\(day)"])
      change.places = context.places(day)
      changes.append(change)
    }
    let codes = (was.listedBoroughs, now.listedBoroughs)
    for code in codes.0.symmetricDifference(codes.1) {
      let key = Figure.encoded(code)
      var change = RowChange(
        .boroughs, codes.1.contains(code) ? .added : .gone, ["borough_code": key])
      change.words = [key]
      changes.append(change)
    }
  }

  private mutating func add(_ change: RowChange, _ commission: Int64) {
    var change = change
    change.commission = commission
    changes.append(change)
  }

  private static func kind<Row>(_ was: Row?, _ now: Row?) -> RowChange.Kind {
    was == nil ? .added : now == nil ? .gone : .changed
  }

  private static func differing(_ was: RowCells, _ now: RowCells) -> Set<String> {
    Set(was.keys).union(now.keys).filter { was[$0] != now[$0] }
  }
}

extension Programme {
  var byCommission: [Int64: Project] {
    Dictionary(projects.map { ($0.commission.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ReportingContext {
  /// Where a row dated on a day is counted.
  func places(_ day: CalendarDay) -> Set<RowChange.Place> {
    var places: Set<RowChange.Place> = []
    if period.span.contains(day) { places.insert(.period) }
    if day < period.span.from { places.insert(.before) }
    if day < period.span.until { places.insert(.toDate) }
    if yearToDate.contains(day) { places.insert(.window(.yearToDate)) }
    if previous?.span.contains(day) ?? false { places.insert(.window(.previous)) }
    if lastYear?.span.contains(day) ?? false { places.insert(.window(.lastYear)) }
    return places
  }
}

/// The contract's relations as far as their rows can move a figure.
enum Relation: String, Hashable {
  case advisers, boroughs, commissions, days, outcomes, reviews, strands, variations
  case bankHolidays = "bank_holidays"
  case sharedPractice = "shared_practice"
}

/// A row that is not in both issues as it was; of what lies before the period, the rows of a commission together.
struct RowChange: Hashable {
  enum Kind: Hashable {
    case gone, changed
    /// Not there before, and recorded before the previous issue's snapshot, or of a relation that does not say.
    case added
    /// Not there before, and recorded after the previous issue's snapshot.
    case late
    /// Rows before the period, of which an issue keeps sums.
    case earlier
  }

  /// Where a dated row is counted: in one or more of these.
  enum Place: Hashable {
    case period, before, toDate
    case window(ComparisonSpan)
  }

  let relation: Relation
  let kind: Kind
  /// `relation:column=value;…`; text percent-encoded.
  let name: String
  var commission: Int64?
  /// Of a changed row those that differ; empty for all.
  var columns: Set<String> = []
  var places: Set<Place> = []
  var month: String?
  var adviser: Int64?
  /// Percent-encoded: a day's activity, an outcome's kinds, a borough's code.
  var words: Set<String> = []
  var stages: Set<Stage> = []

  init(_ relation: Relation, _ kind: Kind, _ key: KeyValuePairs<String, String>) {
    self.relation = relation
    self.kind = kind
    name = relation.rawValue + ":" + key.map { "\($0)=\($1)" }.joined(separator: ";")
  }

  /// What it makes of a figure that it moved. Only days and outcomes say when they were recorded: of all else a new or
  /// changed row is one of record. A row that came late by its own word is a late entry; one that claims to have been there
  /// before is a correction of what the previous issue saw.
  var cause: Revision.Cause {
    let isEntry = relation == .days || relation == .outcomes
    return switch kind {
    case .gone: .deletion
    case .changed, .added: isEntry ? .correction : .record
    case .late: .lateEntry
    case .earlier: .earlierPeriod
    }
  }
}

/// Rows a part of a figure is made of.
struct Input {
  var relation: Relation
  /// Of changed rows, those with a change in one of these; nil for any.
  var columns: Set<String>?
  var place: RowChange.Place?
  var adviser: Int64?
  var word: String?
  var month: String?
  var stage: Stage?

  init(
    _ relation: Relation, _ columns: Set<String>? = nil, in place: RowChange.Place? = nil,
    adviser: Int64? = nil, word: String? = nil, month: String? = nil, stage: Stage? = nil
  ) {
    self.relation = relation
    self.columns = columns
    self.place = place
    self.adviser = adviser
    self.word = word
    self.month = month
    self.stage = stage
  }

  func holds(_ change: RowChange) -> Bool {
    guard relation == change.relation else { return false }
    if let columns, !change.columns.isEmpty, columns.isDisjoint(with: change.columns) {
      return false
    }
    if let place, !change.places.contains(place) { return false }
    // Sums by commission do not say which adviser, word, month or stage.
    let isSum = change.kind == .earlier
    if let adviser, change.adviser.map({ $0 != adviser }) ?? !isSum { return false }
    if let word, !change.words.contains(word), !(isSum && change.words.isEmpty) { return false }
    if let month, change.month != month { return false }
    if let stage, !change.stages.contains(stage) { return false }
    return true
  }
}
