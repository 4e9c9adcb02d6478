import Core
import Database

/// One relation's part of a merge. The folder's rows stand in a temporary table with the line of each.
struct MergeStep {
  let table: DataTable
  let merge: Merge
  var sharding = Sharding.whole

  var name: String { relation.name }
  var relation: Contract.Relation { table.relation }
  var target: String { QualifiedName(merge.schema, name).quoted }
  var incomingName: String { QualifiedName("pg_temp", "incoming_" + name).quoted }

  /// Of the target's own types, so that no value is cast on its way.
  var incoming: String {
    """
    CREATE TEMPORARY TABLE \(incomingName) ON COMMIT DROP AS
    SELECT \(list(relation.columns.map(\.name))), 0::bigint AS line FROM \(target) WITH NO DATA
    """
  }

  func upsert(_ connection: borrowing Connection) throws(ImportError) -> Change {
    var change = Change(name)
    if let park { _ = try run("free", connection, park) }
    if sharding == .copied {
      change.changed = try run("change") { try updateCopied(connection) }
    } else {
      change.changed = try run("change", connection, update)
    }
    if sharding == .whole {
      change.inserted = try run("insert", connection, insert)
    } else {
      change.inserted = try run("insert") { try insertSharded(connection) }
    }
    change.unchanged = table.rows - change.changed - change.inserted
    return change
  }

  func delete(_ connection: borrowing Connection) throws(ImportError) -> Int {
    guard sharding != .copied else { return try run("delete") { try deleteCopied(connection) } }
    let twin = twin("i", of: "t", in: incomingRows)
    return try run("delete", connection, "DELETE FROM \(target) t WHERE NOT EXISTS (\(twin))")
  }

  /// The columns the file speaks of. One it leaves out is emptied where the folder replaces all, else kept; the time of
  /// recording is never emptied.
  var spoken: [Contract.Column] {
    relation.columns.filter { column in
      !relation.key.contains(column.name) && (merge.isReplacing || table.has(column))
    }
  }

  private var update: String {
    let columns = spoken.map(\.name)
    let values = spoken.map { column in
      column.isStamped ? "coalesce(i.\(column.name), t.\(column.name))" : "i.\(column.name)"
    }
    let changes = zip(columns, values).map { "\($0) = \($1)" }
    return """
      UPDATE \(target) t SET \(list(changes)) FROM \(incomingRows) i
      WHERE \(sameKey("i", "t"))
        AND ROW(\(list(columns.map { "t." + $0 }))) IS DISTINCT FROM ROW(\(list(values)))
      """
  }

  private var insert: String {
    inserted(from: incomingName, where: "NOT EXISTS (\(twin("t", of: "i", in: target)))")
  }

  /// In the order of the key, so that its index grows at one end.
  func inserted(from rows: String, where condition: String = "true") -> String {
    let values = relation.columns.map { column in
      // Whole seconds, as files hold them.
      column.isStamped
        ? "coalesce(i.\(column.name), date_trunc('second', now()))" : "i.\(column.name)"
    }
    return """
      INSERT INTO \(target) (\(list(relation.columns.map(\.name))))
      SELECT \(list(values)) FROM \(rows) i WHERE \(condition)
      ORDER BY \(list(relation.key.map { "i." + $0 }))
      """
  }

  /// Two rows may swap what no two share, and one may take it from a row about to go: a statement would meet the value
  /// where it still is, so rows that lose theirs are given another for the moment.
  private var park: String? {
    guard let unique = relation.unique, let key = relation.key.first else { return nil }
    let going =
      merge.isReplacing ? "true" : "EXISTS (\(twin("j", of: "t", in: incomingRows)))"
    // Like no other, and no function that gives another answer each time: a cluster has no plan for those.
    return """
      UPDATE \(target) t SET \(unique) = md5(t.\(key)::text || '/' || t.\(unique))::uuid::text
      FROM \(incomingRows) i
      WHERE i.\(unique) = t.\(unique) AND NOT (\(sameKey("i", "t"))) AND \(going)
      """
  }

  private func run(
    _ verb: String, _ connection: borrowing Connection, _ sql: String
  ) throws(ImportError) -> Int {
    try run(verb) { try connection.execute(Query("\(verb) \(name)", sql)) }
  }

  private func run(_ verb: String, _ work: () throws -> Int) throws(ImportError) -> Int {
    do { return try work() } catch let error as DatabaseError {
      guard let constraint = error.place.constraint else { throw ImportError(.database(error)) }
      throw ImportError(.refused(by: constraint, error.place, in: table, verb))
    } catch {
      throw ImportError(.database(DatabaseError(.other, "an unknown error")))
    }
  }
}

extension MergeStep {
  func sameKey(_ left: String, _ right: String) -> String {
    relation.key.map { "\(left).\($0) = \(right).\($0)" }.joined(separator: " AND ")
  }

  /// The row of one table that has the key of another's.
  func twin(_ alias: String, of other: String, in table: String) -> String {
    "SELECT FROM \(table) \(alias) WHERE \(sameKey(alias, other))"
  }
}

private func list(_ items: [String]) -> String { items.joined(separator: ", ") }

extension Mistake {
  /// A constraint that no check of ours foresees; the server's own words could hold a row.
  fileprivate static func refused(
    by constraint: String, _ place: DatabaseError.Place, in table: DataTable, _ verb: String
  ) -> Mistake {
    let holder = [place.schema, place.table].compactMap(\.self).joined(separator: ".")
    return Mistake(
      file: table.file, column: place.column,
      problem: "the database refuses to \(verb) a row by the constraint \(constraint) of \(holder)",
      expected: "rows that keep it")
  }
}
