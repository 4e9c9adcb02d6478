package import Core
package import Database
import SQL

/// A search for the relation and column whose reading fails, or gives another answer each time.
///
/// A report reads several relations in one statement, and the server's error names none of them. So the probe reads one relation
/// after another, and then one column after another. It reads views only: reading a table's stored values cannot fail, except
/// that a text of an SQL_ASCII database may not be UTF-8.
package struct ReadingProbe: Sendable {
  let schema: String
  let offer: Offer

  package init(schema: String, offer: Offer) {
    self.schema = schema
    self.offer = offer
  }

  /// Returns the error with the place that raises it in front; as it is, where no place does any more.
  package func located(_ error: DatabaseError, _ connection: borrowing Connection) throws -> DatabaseError {
    if error.sqlstate == "22021", let text = try badTexts(connection, most: 1).first {
      return error.located(at: text.place)
    }
    for relation in offer.relations {
      if let (place, _) = try failure(of: relation.name, connection) { return error.located(at: place) }
    }
    return error
  }

  /// Reads every value of a view. Returns the column that fails, or the relation where no single column does, and the error.
  func failure(of name: String, _ connection: borrowing Connection) throws -> (place: String, error: DatabaseError)? {
    let columns = try viewColumns(name, connection)
    guard !columns.isEmpty, let error = try attempt(name, columns, connection) else { return nil }
    let failing = try columns.filter { try attempt(name, [$0], connection) != nil }
    // Where every column fails, the view itself does.
    let place = failing.count == columns.count ? nil : failing.first
    return (([schema, name] + [place].compactMap(\.self)).joined(separator: "."), error)
  }

  private func attempt(_ name: String, _ columns: [String], _ connection: borrowing Connection) throws -> DatabaseError?
  {
    do {
      try connection.withSnapshot(locking: []) { connection in
        let values = columns.map { "count(r.\(QualifiedName.quote($0))::text)" }
        _ = try connection.execute(
          Query("read \(name)", "select \(values.joined(separator: ", ")) from \(table(name)) r"))
      }
      return nil
    } catch let error as DatabaseError where error.isFromRows { return error }
  }

  /// Returns a view's columns of the contract; none for a table.
  private func viewColumns(_ name: String, _ connection: borrowing Connection) throws -> [String] {
    var offered: Set<String> = []
    try connection.withSnapshot(locking: []) { connection in
      try connection.forEach(Statement.viewColumns.query(.text(schema), .text(name)), columns: [.text]) { row in
        offered.insert(try row.text(0))
      }
    }
    return Contract.relation(name)?.columns.map(\.name).filter(offered.contains) ?? []
  }

  private func table(_ name: String) -> String { QualifiedName(schema, name).quoted }
}

// MARK: Values that differ at each reading

extension ReadingProbe {
  /// Reads every view twice under one snapshot, in two transactions, and returns the columns whose values differ although nothing
  /// was written. Such a column is computed from the clock, from chance, or from the order in which rows arrive.
  ///
  /// - Parameter another: opens the second session. Where it cannot share the snapshot, no column is found.
  package func changingColumns(
    _ connection: borrowing Connection, _ another: () throws -> Connection
  ) throws -> [(relation: String, column: String)] {
    let views = try offer.relations.compactMap { relation -> (name: String, columns: [String])? in
      let columns = try viewColumns(relation.name, connection)
      return columns.isEmpty ? nil : (relation.name, columns)
    }
    guard !views.isEmpty else { return [] }
    return try connection.withSnapshot(locking: []) { connection in
      guard let shared = try connection.sharedSnapshot() else { return [] }
      return try another().withSnapshot(shared, locking: []) { other in
        try views.flatMap { name, columns -> [(relation: String, column: String)] in
          let query = sums(name, columns)
          let first = try Self.read(query, columns.count, connection)
          let second = try Self.read(query, columns.count, other)
          return columns.indices.filter { first[$0] != second[$0] }.map { (name, columns[$0]) }
        }
      }
    }
  }

  /// A sum of hashes is the same in every order of the rows.
  private func sums(_ name: String, _ columns: [String]) -> Query {
    let sums = columns.map {
      "coalesce(sum(hashtextextended(r.\(QualifiedName.quote($0))::text collate \"C\", 0)), 0)::text"
    }
    return Query("read \(name) twice", "select \(sums.joined(separator: ", ")) from \(table(name)) r")
  }

  private static func read(_ query: Query, _ count: Int, _ connection: borrowing Connection) throws -> [String] {
    var values: [String] = []
    try connection.forEach(query, columns: Array(repeating: .text, count: count)) { row in
      for index in 0..<count { values.append(try row.text(index)) }
    }
    return values
  }
}

// MARK: Texts that are not UTF-8

/// A text that an SQL_ASCII database holds and that is not UTF-8.
struct BadText {
  let relation: String
  let column: String
  /// The row's key, as a finding names it.
  let key: String

  var place: String { "\(relation) \(key): \(column)" }
}

extension ReadingProbe {
  /// Returns the texts of an SQL_ASCII database that are not UTF-8; none of any other, because its server converts texts.
  ///
  /// The server sends each text as the hexadecimal digits of its bytes, since it refuses to send the text itself.
  func badTexts(_ connection: borrowing Connection, most: Int) throws -> [BadText] {
    guard try connection.withSnapshot(locking: [], { try $0.setting("server_encoding") }) == "SQL_ASCII" else {
      return []
    }
    var found: [BadText] = []
    for relation in offer.relations {
      for column in relation.columns where column.type == .text && found.count < most {
        let query = Query(
          "encoding of \(relation.name)",
          """
          select \(key(relation)), encode(convert_to(r.\(column.name)::text, 'SQL_ASCII'), 'hex')
          from \(table(relation.name)) r
          where r.\(column.name)::text ~ '[^\\x01-\\x7f]'
          """)
        try connection.withSnapshot(locking: []) { connection in
          try connection.forEach(query, columns: [.text, .text]) { row in
            guard found.count < most, !Self.isUTF8(hexadecimal: try row.text(1)) else { return }
            found.append(BadText(relation: relation.name, column: column.name, key: try row.text(0)))
          }
        }
      }
    }
    return found
  }

  /// The key of the row `r` without its texts, which may not be UTF-8 either.
  private func key(_ relation: RelationSchema) -> String {
    let columns = relation.key.filter { relation.column($0)?.type != .text }
    guard !columns.isEmpty else { return "''" }
    return columns.map { "'\($0)=' || r.\($0)" }.joined(separator: " || ';' || ")
  }

  static func isUTF8(hexadecimal digits: String) -> Bool {
    let digits = Array(digits.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
    return String(validating: bytes, as: UTF8.self) != nil
  }
}
