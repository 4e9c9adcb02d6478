import Core
package import Database

/// The options of a merge into our tables.
package struct Merge: Sendable {
  package var schema = "programme"
  /// Whether the tables shall hold exactly the given rows. Then rows that the folder lacks are deleted and columns
  /// that it omits are emptied. Otherwise both are kept.
  package var isReplacing = false
  /// Whether the given files add to what the database holds. Then a row that the database holds with other values is refused,
  /// and where `isReplacing` is set it is changed, and only rows that the files cover are deleted.
  package var isAdding = false
  /// Whether the merge is a dry run: everything is done and then rolled back.
  package var isDryRun = false

  package init() {}
}

extension DataSet {
  /// Merges the folder into our tables in one transaction. Rows are matched by key; new rows are inserted, different
  /// rows are updated, and equal rows are not written. An empty `recorded_at` keeps its value in a known row.
  ///
  /// The tables are locked against other writers, who wait, and not against readers.
  package func merge(into connection: borrowing Connection, _ merge: Merge = Merge()) throws(ImportError) -> [Change] {
    let relations = tables.map { QualifiedName(merge.schema, $0.relation.name) }
    do {
      return try connection.withTransaction(locking: relations) { connection in
        let changes = try write(merge, connection)
        if merge.isDryRun { throw DryRun(changes: changes) }
        return changes
      }
    } catch let dryRun as DryRun { return dryRun.changes } catch let error as ImportError { throw error } catch let
      error as DatabaseError
    { throw ImportError.database(error) } catch {
      throw ImportError.database(DatabaseError(.other, "the import failed unexpectedly"))
    }
  }

  private func write(_ merge: Merge, _ connection: borrowing Connection) throws -> [Change] {
    let steps = try tables.map { table in
      let name = QualifiedName(merge.schema, table.relation.name)
      return MergeStep(table: table, merge: merge, sharding: try .found(of: name, connection))
    }
    if steps.contains(where: { $0.sharding != .whole }) {
      try connection.execute(script: Sharding.settings, name: "sharding")
    }
    for step in steps {
      try connection.execute(script: step.incoming, name: "incoming \(step.name)")
      try copy(step.table, into: connection, target: step.incomingName, isNumbered: true)
      try connection.execute(script: "ANALYZE \(step.incomingName)", name: "analyse")
    }
    try refuseClashes(steps, connection)
    let lacking = try steps.map { try $0.lackingRows(connection) }
    var changes: [Change] = []
    for step in steps { changes.append(try step.upsert(connection)) }
    for (index, rows) in lacking.enumerated() {
      if merge.isReplacing {
        guard merge.isAdding else { continue }
        changes[index].deleted = try steps[index].delete(rows, connection)
      } else {
        changes[index].lacking = rows.map(steps[index].warning)
      }
    }
    if merge.isReplacing, !merge.isAdding {
      for index in steps.indices.reversed() { changes[index].deleted = try steps[index].delete(connection) }
    }
    // Only a table's owner may analyse it; for other roles the server skips the table. The nodes of a cluster analyse
    // by themselves and would refuse the command here.
    let written = zip(steps, changes).filter { $0.sharding == .whole && !$1.isNothing }.map(\.0.target)
    if !written.isEmpty, !merge.isDryRun {
      try connection.execute(script: "ANALYZE " + written.joined(separator: ", "), name: "analyse")
    }
    return changes
  }

  /// Refuses mistakes that only rows in the database and outside the folder reveal.
  private func refuseClashes(_ steps: [MergeStep], _ connection: borrowing Connection) throws {
    var refusal = Refusal()
    for step in steps {
      refusal.add(try step.clashes(connection))
      guard step.merge.isAdding else { continue }
      refusal.add(try step.brokenReferences(connection, among: steps))
      if !step.merge.isReplacing { refusal.add(try step.changedRows(connection)) }
    }
    guard refusal.count == 0 else { throw ImportError.refused(refusal) }
  }
}

/// An error that rolls back the transaction of a dry run and carries its result.
private struct DryRun: Error { let changes: [Change] }

/// The changes of an import to one relation, in rows.
package struct Change: Hashable, Sendable {
  package let relation: String
  package var inserted = 0
  /// The rows in which a column has a new value.
  package var changed = 0
  package var unchanged = 0
  /// The rows that the folder or file lacks; only when it replaces rows.
  package var deleted = 0
  /// The rows that a file lacks although it covers them, as warnings.
  package var lacking: [Mistake] = []

  package init(_ relation: String) { self.relation = relation }

  package var isNothing: Bool { inserted + changed + deleted == 0 }
}

extension MergeStep {
  /// Returns the mistakes that appear only against rows in the database. Returns none when the folder replaces all
  /// rows.
  func clashes(_ connection: borrowing Connection) throws -> Refusal {
    var refusal = Refusal()
    guard !merge.isReplacing || merge.isAdding else { return refusal }
    try takenValues(connection, &refusal)
    try brokenOrder(connection, &refusal)
    return refusal
  }

  /// Finds a unique value that a row of the folder and an unchanged row of the database both have.
  private func takenValues(_ connection: borrowing Connection, _ refusal: inout Refusal) throws {
    guard let unique = relation.unique, let key = relation.key.first else { return }
    let query = Query(
      "clash \(name)",
      """
      SELECT i.line, i.\(unique)::text, t.\(key)::text FROM \(incomingRows) i
      JOIN \(target) t ON t.\(unique) = i.\(unique) AND NOT (\(sameKey("t", "i")))
      WHERE NOT EXISTS (\(twin("j", of: "t", in: incomingRows))) ORDER BY i.line
      """)
    try connection.forEach(query, columns: [.int8, .text, .text]) { row in
      let value = CellError.shownCode(Array(try row.text(1).utf8).span)
      let other = try row.text(2)
      refusal.add(
        table.mistake(
          at: try row.int64(0), unique, "\(value) belongs to \(key) \(other) in the database",
          expected: "another value, or \(key) \(other) in the file too"))
    }
  }

  /// Finds two dates in the wrong order, one from the folder and one, whose column the file omits, from the database.
  private func brokenOrder(_ connection: borrowing Connection, _ refusal: inout Refusal) throws {
    guard let order = relation.order, let earlier = relation.column(order.earlier),
      let later = relation.column(order.later), table.has(earlier) != table.has(later)
    else { return }
    let given = table.has(earlier) ? earlier : later
    let (first, last) = table.has(earlier) ? ("i", "t") : ("t", "i")
    let query = Query(
      "order \(name)",
      """
      SELECT i.line FROM \(incomingRows) i JOIN \(target) t ON \(sameKey("t", "i"))
      WHERE \(last).\(later.name) < \(first).\(earlier.name) ORDER BY i.line
      """)
    try connection.forEach(query, columns: [.int8]) { row in
      refusal.add(
        table.mistake(
          at: try row.int64(0), given.name,
          "\(later.name) is before \(earlier.name), and one of them comes from the database",
          expected: "both columns in the file, in order"))
    }
  }
}

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
      guard let constraint = error.object.constraint else { throw ImportError.database(error) }
      throw ImportError(.refused(by: constraint, error.object, in: table, verb))
    } catch { throw ImportError.database(DatabaseError(.other, "the import failed unexpectedly")) }
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
