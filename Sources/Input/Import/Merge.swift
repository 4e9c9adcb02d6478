import Core
package import Database

/// How a folder is brought into our tables.
package struct Merge: Sendable {
  package var schema = "programme"
  /// The tables shall hold what the folder holds and nothing else: rows it lacks are deleted, and columns it leaves out
  /// are emptied. Without it both are kept.
  package var isReplacing = false
  /// Everything is done, and then undone.
  package var isRehearsal = false

  package init() {}
}

extension DataFolder {
  /// Brings our tables to what the folder says, in one transaction: rows are compared by key with those that are there,
  /// and inserted or changed; none that is the same is written. A `recorded_at` the folder leaves empty stays what it was,
  /// and is now for a new row.
  ///
  /// The tables are locked against other writers, who wait, and not against readers.
  package func merge(
    into connection: borrowing Connection, _ merge: Merge = Merge()
  ) throws(ImportError) -> [Change] {
    let relations = tables.map { QualifiedName(merge.schema, $0.relation.name) }
    do {
      return try connection.withTransaction(locking: relations) { connection in
        let changes = try write(merge, connection)
        if merge.isRehearsal { throw Rehearsal(changes: changes) }
        return changes
      }
    } catch let rehearsal as Rehearsal {
      return rehearsal.changes
    } catch let error as ImportError {
      throw error
    } catch let error as DatabaseError {
      throw ImportError(.database(error))
    } catch {
      throw ImportError(.database(DatabaseError(.other, "an unknown error")))
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
    var changes: [Change] = []
    for step in steps { changes.append(try step.upsert(connection)) }
    if merge.isReplacing {
      for index in steps.indices.reversed() {
        changes[index].deleted = try steps[index].delete(connection)
      }
    }
    // Only the tables' owner may; for all others the server passes over it. Nodes of a cluster do it by themselves, and
    // would refuse it here.
    let written = zip(steps, changes).filter { $0.sharding == .whole && !$1.isNothing }
      .map(\.0.target)
    if !written.isEmpty, !merge.isRehearsal {
      try connection.execute(
        script: "ANALYZE " + written.joined(separator: ", "), name: "analyse")
    }
    return changes
  }

  /// What only the rows in the database that the folder does not hold can tell is wrong.
  private func refuseClashes(
    _ steps: [MergeStep], _ connection: borrowing Connection
  ) throws {
    var refusal = Refusal()
    for step in steps { refusal.add(try step.clashes(connection)) }
    guard refusal.count == 0 else { throw ImportError(.refused(refusal)) }
  }
}

/// Leaves the transaction, so that it is undone, with what it found.
private struct Rehearsal: Error {
  let changes: [Change]
}

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

extension MergeStep {
  /// Mistakes that only show against rows already in the database; none where the folder replaces all of them.
  func clashes(_ connection: borrowing Connection) throws -> Refusal {
    var refusal = Refusal()
    guard !merge.isReplacing else { return refusal }
    try takenValues(connection, &refusal)
    try brokenOrder(connection, &refusal)
    return refusal
  }

  /// A value no two rows share, in a row of the folder and in one that stays as it is.
  private func takenValues(
    _ connection: borrowing Connection, _ refusal: inout Refusal
  ) throws {
    guard let unique = relation.unique, let key = relation.key.first else { return }
    let query = Query(
      "clash \(name)",
      """
      SELECT i.line, i.\(unique)::text, t.\(key)::text FROM \(incomingRows) i
      JOIN \(target) t ON t.\(unique) = i.\(unique) AND NOT (\(sameKey("t", "i")))
      WHERE NOT EXISTS (\(twin("j", of: "t", in: incomingRows))) ORDER BY i.line
      """)
    try connection.forEach(query, columns: [.int8, .text, .text]) { row in
      let value = Complaint.shownCode(Array(try row.text(1).utf8).span)
      let other = try row.text(2)
      refusal.add(
        Mistake(
          file: table.file, line: Int(try row.int64(0)), column: unique,
          problem: "\(value) is that of \(key) \(other) in the database",
          expected: "one of its own, or \(key) \(other) in the file too"))
    }
  }

  /// Two dates in the wrong order, one from the folder and one, whose column the file leaves out, from the database.
  private func brokenOrder(
    _ connection: borrowing Connection, _ refusal: inout Refusal
  ) throws {
    guard let order = relation.order, let earlier = relation.column(order.earlier),
      let later = relation.column(order.later), table.has(earlier) != table.has(later)
    else { return }
    let spoken = table.has(earlier) ? earlier : later
    let (first, last) = table.has(earlier) ? ("i", "t") : ("t", "i")
    let query = Query(
      "order \(name)",
      """
      SELECT i.line FROM \(incomingRows) i JOIN \(target) t ON \(sameKey("t", "i"))
      WHERE \(last).\(later.name) < \(first).\(earlier.name) ORDER BY i.line
      """)
    try connection.forEach(query, columns: [.int8]) { row in
      refusal.add(
        Mistake(
          file: table.file, line: Int(try row.int64(0)), column: spoken.name,
          problem: "\(later.name) comes before \(earlier.name), one of them as the database has it",
          expected: "both columns in the file, in order"))
    }
  }
}
