package import Core
package import Database
import SQL

/// A search for the relation and column whose reading fails, or gives another answer each time.
///
/// A report reads several relations in one statement, and the server's error names none of them. So the probe reads one relation
/// after another, and then one column after another. It reads views, and columns that a table computes as they are read: reading
/// stored values cannot fail, except that a text may not be UTF-8 (see BadText).
package struct ReadingProbe: Sendable {
  let schema: String
  let offer: Offer

  package init(schema: String, offer: Offer) {
    self.schema = schema
    self.offer = offer
  }

  /// Returns the error with the place that raises it in front; as it is, where no place does any more.
  package func located(_ error: DatabaseError, _ connection: borrowing Connection) throws -> DatabaseError {
    if ["22021", "22P05"].contains(error.sqlstate), let text = try badTexts(connection, most: 1).first {
      return error.located(at: text.place)
    }
    if let denied = try explained(error, connection) { return denied }
    for relation in offer.relations {
      if let (place, _) = try failure(of: relation.name, connection) { return error.located(at: place) }
    }
    return error
  }

  /// Reads every value that is computed. Returns the column that fails, or the relation where no single column does, and the error.
  func failure(of name: String, _ connection: borrowing Connection) throws -> (place: String, error: DatabaseError)? {
    let columns = try viewColumns(name, connection)
    guard !columns.isEmpty, let error = try attempt(name, columns, connection) else { return nil }
    // Without its file or server, a relation has no column to read.
    guard !error.isOfSource else { return ("\(schema).\(name)", error) }
    let failing = try columns.filter { try attempt(name, [$0], connection) != nil }
    // Where every column fails, the view itself does.
    let place = failing.count == columns.count && columns.count > 1 ? nil : failing.first
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

  /// Returns the columns of the contract that are computed as they are read: all of a view.
  func viewColumns(_ name: String, _ connection: borrowing Connection) throws -> [String] {
    var offered: Set<String> = []
    try connection.withSnapshot(locking: []) { connection in
      try connection.forEach(Statement.viewColumns.query(.text(schema), .text(name)), columns: [.text]) { row in
        offered.insert(try row.text(0))
      }
    }
    return Contract.relation(name)?.columns.map(\.name).filter(offered.contains) ?? []
  }

  func table(_ name: String) -> String { QualifiedName(schema, name).quoted }
}

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

/// A text that the server cannot send as UTF-8.
struct BadText {
  let relation: String
  let column: String
  /// The row's key, as a finding names it.
  let key: String
  /// What is wrong with it.
  let fault: String

  var place: String { "\(relation) \(key): \(column)" }
}

extension ReadingProbe {
  /// Returns texts that cannot be sent as UTF-8: of an SQL_ASCII database all, up to a number; of another one whose characters
  /// UTF-8 may lack, the first of each column.
  func badTexts(_ connection: borrowing Connection, most: Int) throws -> [BadText] {
    switch try connection.withSnapshot(locking: [], { try $0.setting("server_encoding") }) {
    case "UTF8", "LATIN1": []
    case "SQL_ASCII": try textsOfOtherEncodings(connection, most: most)
    default: try textsWithoutUTF8(connection, most: most)
    }
  }

  /// The text of a column of the row `r`. PostgreSQL matches no pattern where equal texts may not be equal bytes, so the
  /// text has the collation "C".
  private func text(_ column: ColumnSchema) -> String { "r.\(column.name)::text collate \"C\"" }

  /// The key of the row `r`, with a question mark for each character of a text that is not of ASCII.
  private func key(_ relation: RelationSchema) -> String {
    let parts = relation.key.compactMap { relation.column($0) }.map { column in
      let text = "regexp_replace(\(text(column)), '[^\\x20-\\x7e]', '?', 'g')"
      return "'\(column.name)=' || \(column.type == .text ? text : "r.\(column.name)::text")"
    }
    return parts.isEmpty ? "''" : "concat_ws(';', \(parts.joined(separator: ", ")))"
  }

  /// The server sends each text as the hexadecimal digits of its bytes, since it refuses to send the text itself.
  private func textsOfOtherEncodings(_ connection: borrowing Connection, most: Int) throws -> [BadText] {
    var found: [BadText] = []
    for relation in offer.relations {
      for column in relation.columns where column.type == .text && found.count < most {
        let query = Query(
          "encoding of \(relation.name)",
          """
          select \(key(relation)), encode(convert_to(\(text(column)), 'SQL_ASCII'), 'hex')
          from \(table(relation.name)) r
          where \(text(column)) ~ '[^\\x01-\\x7f]'
          """)
        try connection.withSnapshot(locking: []) { connection in
          try connection.forEach(query, columns: [.text, .text]) { row in
            guard found.count < most, !Self.isUTF8(hexadecimal: try row.text(1)) else { return }
            found.append(
              BadText(relation: relation.name, column: column.name, key: try row.text(0), fault: "is not UTF-8"))
          }
        }
      }
    }
    return found
  }

  static func isUTF8(hexadecimal digits: String) -> Bool {
    let digits = Array(digits.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
    return String(validating: bytes, as: UTF8.self) != nil
  }

  /// Tries every text of a column at once, and halves the rows until one is left where the server refuses to convert them.
  private func textsWithoutUTF8(_ connection: borrowing Connection, most: Int) throws -> [BadText] {
    var found: [BadText] = []
    for relation in offer.relations {
      for column in relation.columns where column.type == .text && found.count < most {
        let rows = "from \(table(relation.name)) r where \(text(column)) ~ '[^\\x01-\\x7f]'"
        var (start, count) = (Int64(0), try number("select count(*) \(rows)", connection))
        func order(_ start: Int64, _ count: Int64) -> String {
          "\(rows) order by 1, \(text(column)) offset \(start) limit \(count)"
        }
        func isSent(_ start: Int64, _ count: Int64) throws -> Bool {
          let query = Query(
            "encoding of \(relation.name)",
            "select \(key(relation)), \(text(column)) \(order(start, count))")
          do {
            try connection.withSnapshot(locking: []) { try $0.forEach(query, columns: [.text, .text]) { _ in } }
            return true
          } catch let error as DatabaseError where error.sqlstate == "22P05" { return false }
        }
        guard count > 0, try !isSent(start, count) else { continue }
        while count > 1 {
          let half = count / 2
          if try isSent(start, half) { (start, count) = (start + half, count - half) } else { count = half }
        }
        let query = Query("encoding of \(relation.name)", "select \(key(relation)) \(order(start, 1))")
        try connection.withSnapshot(locking: []) { connection in
          try connection.forEach(query, columns: [.text]) { row in
            found.append(
              BadText(
                relation: relation.name, column: column.name, key: try row.text(0),
                fault: "has a character that UTF-8 has none for"))
          }
        }
      }
    }
    return found
  }

  private func number(_ sql: String, _ connection: borrowing Connection) throws -> Int64 {
    var number: Int64 = 0
    try connection.withSnapshot(locking: []) { connection in
      try connection.forEach(Query("count", sql), columns: [.int8]) { row in number = try row.int64(0) }
    }
    return number
  }
}
