import Core
import Database

// Rows without a whole key: days of which adviser or activity is not recorded. No key says which row is which, so they are
// compared whole, and as many of equal rows are held as were given. None is ever changed: a corrected one is another row.

extension MergeStep {
  /// The columns of the key that our own tables accept null.
  private var looseKey: [String] {
    relation.key.filter { name in
      relation.column(name).map { $0.isNullable && $0.fill == nil && $0.ifEmpty == nil } ?? false
    }
  }

  /// Returns the condition that a row has no whole key; nil for a relation whose rows all have one.
  func isLoose(_ alias: String) -> String? {
    let tests = looseKey.map { "\(alias).\($0) IS NULL" }
    return tests.isEmpty ? nil : "(\(tests.joined(separator: " OR ")))"
  }

  /// The columns that say which row is which: the key and, where it may lack a value, every other one that is compared.
  var identity: [String] {
    relation.key + (looseKey.isEmpty ? [] : compared.map(\.name).filter { !relation.key.contains($0) })
  }

  /// The identity of the row `t` as text. A number has one form, whatever its decimals.
  var identityValues: [String] {
    identity.map { name in
      relation.column(name)?.type == .days ? "trim_scale(t.\(name))::text" : "t.\(name)::text"
    }
  }

  /// Returns the values that say which row it is: only the key where it is whole.
  func identifying(_ row: borrowing Row) throws -> [String?] {
    var values: [String?] = []
    for index in identity.indices { values.append(try row.optionalText(index)) }
    let isLoose = zip(identity, values).contains { looseKey.contains($0) && $1 == nil }
    return isLoose ? values : Array(values.prefix(relation.key.count))
  }

  /// Marks the given rows without a whole key that the database holds, so that they are not inserted again.
  func markHeldRows(_ connection: borrowing Connection) throws {
    guard let isLoose = isLoose("i") else { return }
    guard try count("\(incomingName) i WHERE \(isLoose)", connection, "loose") > 0 else { return }
    let held = "SELECT i.line FROM \(numbered(incomingName, isSent: true)) i JOIN \(numbered(target)) t ON \(same)"
    guard sharding != .whole else {
      let mark = "UPDATE \(incomingName) SET is_held = true WHERE line IN (\(held))"
      try connection.execute(Query("held \(name)", mark))
      return
    }
    // A cluster has no plan for a change of a temporary table from tables in shards.
    var lines: [Int64] = []
    try connection.forEach(Query("held \(name)", held), columns: [.int8]) { row in lines.append(try row.int64(0)) }
    let mark = "UPDATE \(incomingName) SET is_held = true WHERE line = ANY ($1::bigint[])"
    try connection.execute(Query("mark \(name)", mark, [.int64Array(lines)]))
  }

  /// Returns the rows of the database without a whole key that the given rows lack.
  func looseRowsThatLack(_ connection: borrowing Connection) throws -> [LackingRow] {
    guard isLoose("t") != nil else { return [] }
    let query = Query(
      "lacking \(name)",
      """
      SELECT \(list(identityValues)) FROM \(numbered(target)) t
      LEFT JOIN \(numbered(incomingName, isSent: true)) i ON \(same) WHERE i.line IS NULL
      """)
    var rows: [LackingRow] = []
    try connection.forEach(query, columns: identity.map { _ in .text }) { row in
      rows.append(LackingRow(values: try identifying(row), line: nil))
    }
    return rows
  }

  /// Deletes the rows, and of equal rows only as many as are given.
  func delete(_ rows: [LackingRow], _ connection: borrowing Connection) throws -> Int {
    try rows.reduce(0) { count, row in
      func conditions(_ alias: String) -> String {
        zip(identity, row.values).enumerated().map { index, column in
          let type = relation.column(column.0)?.type.sqlName ?? "text"
          return column.1 == nil
            ? "\(alias).\(column.0) IS NULL" : "\(alias).\(column.0) = $\(index + 1)::\(type)"
        }.joined(separator: " AND ")
      }
      let isLoose = row.values.count > relation.key.count
      let one =
        isLoose ? " AND t.ctid = (SELECT s.ctid FROM \(target) s WHERE \(conditions("s")) LIMIT 1)" : ""
      let parameters = row.values.map { $0.map { Parameter.text($0) } ?? .null(.text) }
      let sql = "DELETE FROM \(target) t WHERE \(conditions("t"))\(one)"
      return try count + connection.execute(Query("delete \(name)", sql, parameters))
    }
  }

  /// Returns the rows without a whole key, each with its number among equal ones.
  ///
  /// - Parameter isSent: whether a cluster sends the rows to its nodes: see `incomingRows`.
  private func numbered(_ rows: String, isSent: Bool = false) -> String {
    let columns = list(compared.map { "r.\($0.name)" })
    let end = isSent ? " OFFSET 0" : ""
    return """
      (SELECT r.*, row_number() OVER (PARTITION BY \(columns)) AS copy
       FROM \(rows) r WHERE \(isLoose("r") ?? "false")\(end))
      """
  }

  private var same: String {
    let tests = compared.map { column in
      let isNullable = looseKey.contains(column.name) || !relation.key.contains(column.name) && column.isNullable
      return "i.\(column.name) \(isNullable ? "IS NOT DISTINCT FROM" : "=") t.\(column.name)"
    }
    return (tests + ["i.copy = t.copy"]).joined(separator: " AND ")
  }
}
