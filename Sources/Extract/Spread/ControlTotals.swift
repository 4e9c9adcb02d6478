package import Database
import Facts

/// How many rows each relation has and what their digests add up to: two that are equal were taken of the same rows.
package struct ControlTotals: Hashable, Sendable {
  private let byRelation: [String: [String]]

  /// Takes them in a transaction whose relations are locked.
  package static func taken(
    of schema: String, _ connection: borrowing Connection
  ) throws -> ControlTotals {
    var totals: [String: [String]] = [:]
    try connection.forEach(query(schema), columns: [.text, .text, .text]) { row in
      totals[try row.text(0)] = [try row.text(1), try row.text(2)]
    }
    return ControlTotals(byRelation: totals)
  }

  /// Every column of the contract, so that no change of a row goes unseen but one that was taken back.
  private static func query(_ schema: String) -> Query {
    let arms = Contract.relations.map { relation in
      let columns = relation.columns.map(\.name).joined(separator: ", ")
      return """
        select '\(relation.name)', count(*)::text,
          coalesce(sum(hash_record_extended(row(\(columns)), 0)), 0)::text
        from \(QualifiedName(schema, relation.name).quoted)
        """
    }
    return Query("control totals", arms.joined(separator: "\nunion all\n"))
  }

  /// - Throws: an error that is worth another try, when the rows changed between the two.
  package func check(against later: ControlTotals) throws(DatabaseError) {
    let changed = Contract.relations.map(\.name).filter { byRelation[$0] != later.byRelation[$0] }
    guard !changed.isEmpty else { return }
    throw DatabaseError(
      .conflict,
      "rows of \(changed.joined(separator: ", ")) changed between the servers they lie on, as "
        + "their control totals tell", query: "control totals")
  }
}
