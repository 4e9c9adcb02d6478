package import Core
package import Database
import SQL

/// A search for the relation and column whose reading fails, or gives another answer each time.
///
/// A report reads several relations in one statement, and the server's error names none of them. So the probe reads one relation
/// after another, and then one column after another. It reads views, and columns that a table computes as they are read: reading
/// stored values cannot fail, except that a text may not be UTF-8 (see BadTexts).
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
