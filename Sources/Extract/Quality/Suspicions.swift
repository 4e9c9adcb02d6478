import Facts

/// Which rules of data quality could find anything, gathered on the passes that the report makes anyway: the others need not
/// be asked, and most never are.
///
/// A relation is suspect when one of its rows that rules look at is not as it should be by itself; then every rule that reads
/// the relation is asked. A rule about how rows go together is suspect by its own name.
struct Suspicions {
  private var relations: Set<String> = []
  private var rules: Set<String> = []
  /// The activities of the period's entries.
  var activities: [Text] = []

  mutating func suspect(relation: String) { relations.insert(relation) }
  mutating func suspect(rule: String) { rules.insert(rule) }

  func asks(_ rule: String, reading relations: Set<String>) -> Bool {
    rules.contains(rule) || !self.relations.isDisjoint(with: relations)
  }
}
