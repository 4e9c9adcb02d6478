import Core
import Database

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
      return "concat('\(column.name)=', \(column.type == .text ? text : "r.\(column.name)"))"
    }
    return parts.isEmpty ? "''" : "concat_ws(';', \(parts.joined(separator: ", ")))"
  }
}

// MARK: SQL_ASCII

extension ReadingProbe {
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
}

// MARK: Other encodings

extension ReadingProbe {
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
