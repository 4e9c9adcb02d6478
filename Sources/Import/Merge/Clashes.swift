import Database
import Facts

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
