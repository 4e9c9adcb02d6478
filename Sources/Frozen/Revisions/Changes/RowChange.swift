import Facts
import Metrics
import Reports

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
    case window(Window)
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
