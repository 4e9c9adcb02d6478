/// What an import did to one relation, in rows.
package struct Change: Hashable, Sendable {
  package let relation: String
  package var inserted = 0
  /// Those of which a column now holds another value.
  package var changed = 0
  package var unchanged = 0
  /// Those the folder does not hold; only where it replaces all.
  package var deleted = 0

  package init(_ relation: String) { self.relation = relation }

  package var isNothing: Bool { inserted + changed + deleted == 0 }
}
