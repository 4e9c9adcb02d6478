import Core
import Database
import SQL

/// A right to read a relation, which a role lacks.
struct MissingGrant {
  /// The relation of the contract whose reading needs the right.
  let name: String
  /// The relation to be read: that of the contract, or one beneath it.
  let relation: QualifiedName
  let role: String

  var fix: String { "GRANT SELECT ON \(relation.quoted) TO \(QualifiedName.quote(role))" }

  var line: String {
    "role \(QualifiedName.quote(role)) may not read \(relation), which the view reads with that role's rights"
  }
}

extension ReadingProbe {
  /// Returns the rights that the reading of these relations lacks, each view followed to its tables.
  func missingGrants(_ names: [String], _ connection: borrowing Connection) throws -> [MissingGrant] {
    var grants: [MissingGrant] = []
    let query = Statement.missingGrants.query(.text(schema), .text("{" + names.joined(separator: ",") + "}"))
    try connection.withSnapshot(locking: []) { connection in
      try connection.forEach(query, columns: Array(repeating: .text, count: 4)) { row in
        grants.append(
          MissingGrant(
            name: try row.text(0), relation: QualifiedName(try row.text(1), try row.text(2)), role: try row.text(3)))
      }
    }
    return grants
  }

  /// Names the relations beneath views that a role may not read, and who it is. The server's error names a relation only, and a refused
  /// lock names the view.
  ///
  /// - Returns: nil where the role that reads lacks a right of its own, or where no relation's right is missing.
  func explained(_ error: DatabaseError, _ connection: borrowing Connection) throws -> DatabaseError? {
    guard error.kind == .permission else { return nil }
    let grants = try missingGrants(offer.relations.map(\.name), connection)
    guard let first = grants.first, !grants.contains(where: { $0.relation == QualifiedName(schema, $0.name) }) else {
      return nil
    }
    let fixes = grants.map(\.fix).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return DatabaseError(
      .permission, "\(schema).\(first.name): \(first.line); run \(fixes.joined(separator: "; "))",
      sqlstate: error.sqlstate,
      query: error.query)
  }
}
