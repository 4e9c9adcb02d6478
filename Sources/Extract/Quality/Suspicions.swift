import Facts

/// Which rules of data quality could find anything, gathered on the passes that the report makes anyway: the others need not
/// be asked, and most never are.
///
/// A relation is suspect when one of its rows that rules look at is not as it should be by itself; then every rule that reads
/// the relation is asked. A rule about how rows go together is suspect by its own name.
struct Suspicions {
  private var names: Set<String> = []
  /// Of the period's entries, as they are spelled; nil where none is recorded.
  var activities: Set<String?> { Set(activityTotals.keys) }
  /// What the database adds the period's entries up to, by activity.
  var activityTotals: [String?: DayTotal] = [:]

  private var holdsRelation = false

  private static let relations = Set(Contract.relations.map(\.name))

  /// - Parameter name: of a relation or a rule.
  mutating func suspect(_ name: String) {
    names.insert(name)
    if Self.relations.contains(name) { holdsRelation = true }
  }

  /// - Parameter relations: looked up only where one is suspect, which is seldom.
  func asks(_ rule: String, reading relations: @autoclosure () -> Set<String>) -> Bool {
    names.contains(rule) || (holdsRelation && !names.isDisjoint(with: relations()))
  }

  /// Those that are neither blank nor too long, at a glance.
  var plainActivities: [Text] {
    activities.compactMap(\.self).filter {
      $0.utf8.count <= 100_000 && $0.utf8.first.map { (0x21...0x7E).contains($0) } ?? false
    }.map { Text($0) }
  }
}
