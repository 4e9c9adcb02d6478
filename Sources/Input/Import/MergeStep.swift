import Core
import Database

/// The merge of one relation. A temporary table holds the given rows, each with its place: see `DataTable.place`.
struct MergeStep {
  let table: DataTable
  let merge: Merge
  var sharding = Sharding.whole

  var name: String { relation.name }
  var relation: RelationSchema { table.relation }
  var target: String { QualifiedName(merge.schema, name).quoted }
  var incomingName: String { QualifiedName("pg_temp", "incoming_" + name).quoted }

  /// Creates the temporary table with the target's own types, so that no value needs a cast. `is_held` is true of a row that the
  /// database holds and that no key says so of: see `markHeldRows`.
  var incoming: String {
    """
    CREATE TEMPORARY TABLE \(incomingName) ON COMMIT DROP AS
    SELECT \(list(relation.columns.map(\.name))), 0::bigint AS line, true AS is_held FROM \(target) WITH NO DATA
    """
  }

  func upsert(_ connection: borrowing Connection) throws -> Change {
    var change = Change(name)
    try markHeldRows(connection)
    // Files that only add leave the rows alone that the database holds.
    if !merge.isAdding || merge.isReplacing {
      if let freeUniqueValues { _ = try run("free", connection, freeUniqueValues) }
      change.changed =
        sharding == .copied
        ? try run("change") { try updateCopied(connection) } : try run("change", connection, update)
    }
    if sharding == .whole {
      change.inserted = try run("insert", connection, insert)
    } else {
      change.inserted = try run("insert") { try insertSharded(connection) }
    }
    change.unchanged = table.rows - change.changed - change.inserted
    return change
  }

  func delete(_ connection: borrowing Connection) throws -> Int {
    guard sharding != .copied else { return try run("delete") { try deleteCopied(connection) } }
    let twin = twin("i", of: "t", in: incomingRows)
    let whole = isLoose("t").map { " AND NOT \($0)" } ?? ""
    return try delete(looseRowsThatLack(connection), connection)
      + run("delete", connection, "DELETE FROM \(target) t WHERE NOT EXISTS (\(twin))\(whole)")
  }

  /// The columns to update. A column that the file omits is emptied when the folder replaces all, and kept otherwise.
  /// The time of recording is never emptied.
  var updated: [ColumnSchema] {
    relation.columns.filter { column in
      !relation.key.contains(column.name) && (merge.isReplacing && !merge.isAdding || table.has(column))
    }
  }

  private var update: String {
    let columns = updated.map(\.name)
    let values = updated.map { column in
      column.isStamped ? "coalesce(i.\(column.name), t.\(column.name))" : "i.\(column.name)"
    }
    let changes = zip(columns, values).map { "\($0) = \($1)" }
    return """
      UPDATE \(target) t SET \(list(changes)) FROM \(incomingRows) i
      WHERE \(sameKey("i", "t"))
        AND ROW(\(list(columns.map { "t." + $0 }))) IS DISTINCT FROM ROW(\(list(values)))
      """
  }

  private var insert: String { inserted(from: incomingName, where: "NOT EXISTS (\(twin("t", of: "i", in: target)))") }

  /// Returns the columns of values, in the relation's order. The time of recording is not compared.
  var compared: [ColumnSchema] { relation.columns.filter { !$0.isStamped } }

  /// Returns an INSERT in the order of the key, so that the key's index grows at one end.
  func inserted(from rows: String, where condition: String = "true") -> String {
    let columns = relation.columns.map(\.name)
    return """
      INSERT INTO \(target) (\(list(columns)))
      SELECT \(list(columns.map { "i." + $0 })) FROM \(rows) i WHERE i.is_held IS NOT TRUE AND \(condition)
      ORDER BY \(list(relation.key.map { "i." + $0 }))
      """
  }

  /// Frees unique values before the update. Two rows may exchange a unique value, and a row may take the value of a row
  /// that will be deleted. The update would find the value in its old row, so rows that lose their value get another
  /// one first.
  private var freeUniqueValues: String? {
    guard let unique = relation.unique, let key = relation.key.first, updated.contains(where: { $0.name == unique })
    else { return nil }
    let going = merge.isReplacing && !merge.isAdding ? "true" : "EXISTS (\(twin("j", of: "t", in: incomingRows)))"
    // The new value is like no other. A volatile function is impossible, because a cluster has no plan for one.
    return """
      UPDATE \(target) t SET \(unique) = md5(t.\(key)::text || '/' || t.\(unique))::uuid::text
      FROM \(incomingRows) i
      WHERE i.\(unique) = t.\(unique) AND NOT (\(sameKey("i", "t"))) AND \(going)
      """
  }

  func run(_ verb: String, _ connection: borrowing Connection, _ sql: String) throws(ImportError) -> Int {
    try run(verb) { try connection.execute(Query("\(verb) \(name)", sql)) }
  }

  private func run(_ verb: String, _ work: () throws -> Int) throws(ImportError) -> Int {
    do { return try work() } catch let error as DatabaseError {
      guard let constraint = error.object.constraint else { throw ImportError(.database(error)) }
      throw ImportError(.refused(by: constraint, error.object, in: table, verb))
    } catch { throw ImportError(.database(DatabaseError(.other, "the import failed unexpectedly"))) }
  }

  func sameKey(_ left: String, _ right: String) -> String {
    relation.key.map { "\(left).\($0) = \(right).\($0)" }.joined(separator: " AND ")
  }

  /// Returns the query for the row of `table` that has the key of the row `other`.
  func twin(_ alias: String, of other: String, in table: String) -> String {
    "SELECT FROM \(table) \(alias) WHERE \(sameKey(alias, other))"
  }
}

func list(_ items: [String]) -> String { items.joined(separator: ", ") }

extension Mistake {
  /// Makes the mistake of a constraint that no check of this program covers. The server's own message is not used,
  /// because it could hold a row.
  fileprivate static func refused(
    by constraint: String, _ object: DatabaseError.DatabaseObject, in table: DataTable, _ verb: String
  ) -> Mistake {
    let holder = [object.schema, object.table].compactMap(\.self).joined(separator: ".")
    return table.mistake(
      at: nil, object.column, "the database refuses to \(verb) a row by the constraint \(constraint) of \(holder)",
      expected: "rows that satisfy it")
  }
}
