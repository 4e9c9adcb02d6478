import Core
import Database

// Files that hold some rows of a relation: a week's days. They add to what the database holds.

extension MergeStep {
  /// Returns the rows of the file that the database holds with other values.
  func changedRows(_ connection: borrowing Connection) throws -> Refusal {
    var refusal = Refusal()
    let columns = updated.filter { !$0.isStamped }
    guard !columns.isEmpty else { return refusal }
    let differing = columns.map { "CASE WHEN i.\($0.name) IS DISTINCT FROM t.\($0.name) THEN '\($0.name)' END" }
    let held = columns.map { column in
      column.type == .text
        ? "NULL::text"
        : "CASE WHEN i.\(column.name) IS DISTINCT FROM t.\(column.name) THEN coalesce(t.\(column.name)::text, 'nothing') END"
    }
    let query = Query(
      "differing \(name)",
      """
      SELECT i.line, concat_ws(', ', \(differing.joined(separator: ", "))), concat_ws(', ', \(held.joined(separator: ", ")))
      FROM \(incomingRows) i JOIN \(target) t ON \(sameKey("t", "i"))
      WHERE ROW(\(columns.map { "t." + $0.name }.joined(separator: ", ")))
        IS DISTINCT FROM ROW(\(columns.map { "i." + $0.name }.joined(separator: ", ")))
      ORDER BY i.line
      """)
    try connection.forEach(query, columns: [.int8, .text, .text]) { row in
      let (names, values) = (try row.text(1), try row.text(2))
      refusal.add(
        table.mistake(
          at: try row.int64(0), names, "the database holds this row with \(values.isEmpty ? "another text" : values)",
          expected: "--replace to change it"))
    }
    return refusal
  }

  /// Returns the rows of the file that refer to a row which neither the database nor another given file holds.
  func brokenReferences(_ connection: borrowing Connection, among steps: [MergeStep]) throws -> Refusal {
    var refusal = Refusal()
    for column in relation.columns where table.has(column) {
      guard let reference = column.reference else { continue }
      // Two queries in place of an anti-join, which a cluster has no plan for.
      var lines: [Int64: String] = [:]
      let all = Query(
        "refers \(name)",
        "SELECT i.line, i.\(column.name)::text FROM \(incomingName) i WHERE i.\(column.name) IS NOT NULL")
      try connection.forEach(all, columns: [.int8, .text]) { row in lines[try row.int64(0)] = try row.text(1) }
      let holders =
        [QualifiedName(merge.schema, reference.relation).quoted]
        + steps.filter { $0.name == reference.relation }.map(\.incomingName)
      for holder in holders where !lines.isEmpty {
        let known = Query(
          "known \(name)",
          "SELECT i.line FROM \(incomingRows) i JOIN \(holder) r ON r.\(reference.column) = i.\(column.name)")
        try connection.forEach(known, columns: [.int8]) { row in lines[try row.int64(0)] = nil }
      }
      for (line, value) in lines.sorted(by: { $0.key < $1.key }) {
        let cell = Array(value.utf8)
        let error =
          ColumnReader(column).nothingRecorded(cell.span)
          ?? CellError(
            "\(CellError.shownCode(cell.span)) is in no row of \(reference.relation) in the database",
            expected: "the \(reference.column) of a row there")
        refusal.add(table.mistake(at: line, column.name, error.problem, expected: error.expected))
      }
    }
    return refusal
  }

  /// Finds the rows of the database that the file lacks although it covers them: those dated between the file's first and last
  /// date, and of a single file only those of the commissions and advisers that it names. A corrected commission, date, adviser or
  /// activity is a new row, so the old one would count beside it.
  ///
  /// In a folder whose rows are counted, a row taken out moves those after it, and the last one stays in the database: it is one
  /// of a commission that the file names.
  ///
  /// - Returns: nothing for other relations: there a correction is found by the key.
  func lackingRows(_ connection: borrowing Connection) throws -> [LackingRow] {
    let dated = relation.dated.flatMap { relation.key.firstIndex(of: $0) }
    if merge.isAdding {
      guard dated != nil else { return [] }
    } else {
      guard !merge.isReplacing, try table.isCounted || dated != nil && holdsOthers(connection) else { return [] }
    }
    let given = try keys(of: incomingName, "true", [], isGiven: true, connection)
    guard !given.isEmpty else { return [] }
    var (conditions, parameters) = (["true"], [Parameter]())
    if let dated {
      let dates = given.compactMap { $0.values[dated] }.sorted()
      guard let first = dates.first, let last = dates.last else { return [] }
      conditions = ["t.\(relation.key[dated]) BETWEEN $1::date AND $2::date"]
      parameters = [.text(first), .text(last)]
    }
    // A folder or a workbook is all of the dates that it covers, also for a commission or adviser that it names no more.
    let isAll = dated != nil && !merge.isAdding
    for (place, column) in relation.key.enumerated() where !isAll && relation.column(column)?.reference != nil {
      let ids = Set(given.map { $0.values[place] })
      parameters.append(.int64Array(ids.compactMap { $0.flatMap { Int64($0) } }.sorted()))
      let isNull = ids.contains(nil) ? " OR t.\(column) IS NULL" : ""
      conditions.append("(t.\(column) = ANY ($\(parameters.count)::bigint[])\(isNull))")
    }
    let held = try keys(of: target, conditions.joined(separator: " AND "), parameters, isGiven: false, connection)
    let new = difference(given, held)
    return difference(held, given).map { row in
      let near = new.first { other in
        zip(other.values, row.values).count { $0 != $1 } == 1 && other.values[0] == row.values[0]
      }
      return LackingRow(values: row.values, line: near?.line)
    }
  }

  /// Returns whether the database may hold a row that a folder or workbook lacks although it covers the date. Its rows may be many,
  /// so the server looks first.
  private func holdsOthers(_ connection: borrowing Connection) throws -> Bool {
    guard sharding == .whole, let dated = relation.dated else { return false }
    let others = """
      (SELECT FROM \(target) t
       WHERE t.\(dated) BETWEEN (SELECT min(\(dated)) FROM \(incomingName)) AND (SELECT max(\(dated)) FROM \(incomingName))
         AND NOT EXISTS (\(twin("i", of: "t", in: incomingName))) LIMIT 1) held
      """
    return try count(others, connection, "others") > 0
  }

  /// Returns the rows that others lack. Of equal rows, which have no whole key, as many are in both as in the fewer.
  private func difference(
    _ rows: [(values: [String?], line: Int64)], _ others: [(values: [String?], line: Int64)]
  ) -> [(values: [String?], line: Int64)] {
    var left: [[String?]: Int] = [:]
    for other in others { left[other.values, default: 0] += 1 }
    return rows.filter { row in
      guard let count = left[row.values], count > 0 else { return true }
      left[row.values] = count - 1
      return false
    }
  }

  /// Returns what the report says of a row that the file lacks.
  func warning(of row: LackingRow) -> Mistake {
    let words = zip(identity, row.values).compactMap { column, value -> String? in
      guard let value else { return nil }
      guard relation.column(column)?.type == .date, let day = CalendarDay(value) else { return "\(column) \(value)" }
      return day.written
    }
    let now = row.line == nil ? "" : ", which differs from this new row in one value"
    return table.mistake(
      at: row.line, nil, "a row is in the database and not in the file (\(words.joined(separator: ", ")))\(now)",
      expected: "--replace to remove it")
  }

  private func keys(
    of rows: String, _ condition: String, _ parameters: [Parameter], isGiven: Bool, _ connection: borrowing Connection
  ) throws -> [(values: [String?], line: Int64)] {
    let columns = identityValues + [isGiven ? "t.line" : "0::bigint"]
    var keys: [(values: [String?], line: Int64)] = []
    let types = identity.map { _ in ColumnType.text } + [.int8]
    let order = relation.key.map { "t.\($0)" }.joined(separator: ", ")
    let sql = "SELECT \(columns.joined(separator: ", ")) FROM \(rows) t WHERE \(condition) ORDER BY \(order)"
    try connection.forEach(Query("keys \(name)", sql, parameters), columns: types) { row in
      keys.append((try identifying(row), try row.int64(identity.count)))
    }
    return keys
  }
}

/// A row of the database that a file lacks although it covers it.
struct LackingRow {
  /// The values of the relation's key, and of a row without a whole key those of the other columns too: see `identity`.
  let values: [String?]
  /// The place of a new row of the file that differs in one of the values; nil where there is none.
  let line: Int64?
}
