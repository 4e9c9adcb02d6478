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
    { throw ImportError(.database(error)) } catch {
      throw ImportError(.database(DatabaseError(.other, "the import failed unexpectedly")))
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
    guard refusal.count == 0 else { throw ImportError(.refused(refusal)) }
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
