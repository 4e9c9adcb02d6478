import Core
package import Database
import SQL

/// A view, or a column of one, whose values are not those of its tables alone.
package struct ChangingColumn {
  package let relation: String
  /// nil where it is the rows that change.
  package let column: String?
  /// Whether two readings at once would make two reports.
  package var changesReport = false
  /// What changes, and what to do.
  package let line: String
}

/// A read of a view: sums of hashes, which are the same in every order of the rows.
private struct ViewSums {
  let name: String
  let columns: [ColumnSchema]
  private let table: String

  init(_ name: String, _ columns: [ColumnSchema], _ table: String) {
    (self.name, self.columns, self.table) = (name, columns, table)
  }

  /// The sums of the columns that count where two issues are compared.
  var compared: ViewSums { ViewSums(name, columns.filter { !Contract.uncompared.contains($0.name) }, table) }

  /// Returns a sum for each column, and then one for the whole row.
  func ofColumns(_ connection: borrowing Connection) throws -> [String] {
    try read(columns.map { [$0] } + [columns], connection)
  }

  /// Returns a sum for each column of the rest of the row.
  func ofOthers(_ connection: borrowing Connection) throws -> [String] {
    try read(columns.map { column in columns.filter { $0.name != column.name } }, connection)
  }

  private func read(_ parts: [[ColumnSchema]], _ connection: borrowing Connection) throws -> [String] {
    let sums = parts.map { part in
      let row = part.map(Self.value).joined(separator: ", ")
      return
        "coalesce(pg_catalog.sum(pg_catalog.hashtextextended(row(\(row))::pg_catalog.text collate pg_catalog.\"C\", 0)), 0)"
        + "::pg_catalog.text"
    }
    var values: [String] = []
    let query = Query("read \(name) twice", "select \(sums.joined(separator: ", ")) from \(table) r")
    try connection.forEach(query, columns: Array(repeating: .text, count: parts.count)) { row in
      for index in parts.indices { values.append(try row.text(index)) }
    }
    return values
  }

  /// Returns a text of a column's value that no setting of the session changes.
  private static func value(_ column: ColumnSchema) -> String {
    let name = "r.\(QualifiedName.quote(column.name))"
    return column.type == .date || column.type == .instant ? "extract(epoch from \(name))" : "\(name)::pg_catalog.text"
  }
}

extension ReadingProbe {
  private func views(_ connection: borrowing Connection) throws -> [ViewSums] {
    try offer.relations.compactMap { relation in
      let names = try viewColumns(relation.name, connection)
      let columns = relation.columns.filter { names.contains($0.name) }
      return columns.isEmpty ? nil : ViewSums(relation.name, columns, table(relation.name))
    }
  }

  /// Reads every view twice under one snapshot, in two transactions, and returns the columns whose values differ although nothing
  /// was written. Such a column is computed from the clock, from chance, or from the order in which rows arrive.
  ///
  /// - Parameter another: opens the second session. Where it cannot share the snapshot, no column is found.
  package func changingColumns(_ connection: borrowing Connection, _ another: () throws -> Connection) throws
    -> [ChangingColumn]
  {
    let views = try views(connection)
    guard !views.isEmpty else { return [] }
    return try connection.withSnapshot(locking: []) { connection in
      guard let shared = try connection.sharedSnapshot() else { return [] }
      return try another().withSnapshot(shared, locking: []) { other in
        try views.flatMap { view in
          let all = try changing(view, connection, other)
          guard !all.isEmpty else { return [ChangingColumn]() }
          // A time of recording that changes would hide that other values are in other rows.
          let compared = try changing(view.compared, connection, other)
          let others = all.filter { column in column.map(Contract.uncompared.contains) ?? compared.isEmpty }
          return compared.map { changingColumn(view, $0, changesReport: true) }
            + others.map { changingColumn(view, $0, changesReport: false) }
        }
      }
    }
  }

  /// Returns the columns whose values differ between two sessions, as `changed` names them.
  private func changing(_ view: ViewSums, _ connection: borrowing Connection, _ other: borrowing Connection) throws
    -> [String?]
  {
    try changed(view, try view.ofColumns(connection), try view.ofColumns(other)) {
      zip(try view.ofOthers(connection), try view.ofOthers(other)).map(==)
    }
  }

  private func changingColumn(_ view: ViewSums, _ column: String?, changesReport: Bool) -> ChangingColumn {
    let (what, advice) =
      column == nil
      ? ("other rows", "let it choose rows by stored values, not by random(), TABLESAMPLE or a LIMIT without an order")
      : ("another value", "let it give a stored value")
    return ChangingColumn(
      relation: view.name, column: column, changesReport: changesReport,
      line: "the view gives \(what) at each reading, although nothing was written; \(advice)")
  }

  /// Returns the columns that differ; nil in place of a column where all do, or none does by itself.
  ///
  /// - Parameter isSame: returns for each column whether the rest of the rows is the same without it.
  private func changed(_ view: ViewSums, _ first: [String], _ second: [String], _ isSame: () throws -> [Bool]) throws
    -> [String?]
  {
    guard first != second else { return [] }
    let columns = view.columns.map(\.name)
    let differing = columns.indices.filter { first[$0] != second[$0] }
    if differing.count == columns.count { return [nil] }
    guard differing.isEmpty else { return differing.map { columns[$0] } }
    // The same values are in other rows, such as numbers that follow an order of chance.
    let moved = zip(columns, try isSame()).filter(\.1).map(\.0)
    return moved.isEmpty ? [nil] : moved
  }
}

// MARK: Clocks

extension ReadingProbe {
  /// Returns the views whose definition, or that of a view beneath, uses the time of reading or a random number. Two readings at
  /// once do not show a value that stays the same for a second or a day.
  func viewsWithClocks(_ connection: borrowing Connection) throws -> [ChangingColumn] {
    var found: [ChangingColumn] = []
    let query = Statement.viewClocks.query(.text(schema), .relationNames)
    try connection.withSnapshot(locking: []) { connection in
      try connection.forEach(query, columns: Array(repeating: .text, count: 4)) { row in
        let (name, view, used) = (try row.text(0), QualifiedName(try row.text(1), try row.text(2)), try row.text(3))
        let place = view == QualifiedName(schema, name) ? "" : " in \(view)"
        let what = used.hasPrefix("random") ? "chance" : "the time of reading"
        found.append(
          ChangingColumn(
            relation: name, column: nil,
            line: "the view uses \(what) (\(used)\(place)); a figure that depends on it changes without an edit"))
      }
    }
    return found
  }
}

// MARK: Settings

extension ReadingProbe {
  /// The settings that can change what a view gives, with what a report reads with, each beside those that go with it.
  private static let settings = [
    (name: "TimeZone", advice: "name the time zone in the view: at time zone 'Europe/London'"),
    (name: "DateStyle", advice: "let the view read its texts by to_date"),
    (name: "IntervalStyle", advice: "let the view make no texts of intervals"),
    (name: "search_path", advice: "set search_path on the functions beneath the view"),
    (name: "lc_time", advice: "let the view name no days and months"),
    (name: "lc_numeric", advice: "let the view make no texts of numbers"),
    (name: "lc_monetary", advice: "let the view make no texts of amounts"),
    (name: "bytea_output", advice: "let the view read bytes by convert_from"),
    (name: "extra_float_digits", advice: "let the view give numeric values"),
  ]

  /// Reads every view under the settings of a report and under the session's own, and returns the columns whose values differ: a
  /// report gives other figures than a person sees who queries the view.
  package func columnsThatFollowSettings(_ connection: borrowing Connection) throws -> [ChangingColumn] {
    try views(connection).flatMap { view -> [ChangingColumn] in
      guard try !differing(view, Self.settings.map(\.name), connection).isEmpty else { return [] }
      for setting in Self.settings {
        let columns = try differing(view, [setting.name], connection)
        guard !columns.isEmpty else { continue }
        let (pinned, own) = try connection.withSnapshot(locking: []) { connection in
          let pinned = try connection.setting(setting.name)
          try connection.useOwnSettings([setting.name])
          return (pinned, try connection.setting(setting.name))
        }
        return columns.map { column in
          ChangingColumn(
            relation: view.name, column: column,
            line:
              "a report reads the view with \(setting.name) = \(pinned), and with the session's own \(setting.name) = "
              + "\(own) the view gives other values; \(setting.advice)")
        }
      }
      return []
    }
  }

  /// Returns the columns that differ where the session's own values of some settings hold; none where the view cannot be read so.
  private func differing(_ view: ViewSums, _ settings: [String], _ connection: borrowing Connection) throws -> [String?]
  {
    do {
      return try connection.withSnapshot(locking: []) { connection in
        let (pinned, others) = (try view.ofColumns(connection), try view.ofOthers(connection))
        // Of a view that gives other values at each reading, nothing is said about settings.
        guard try view.ofColumns(connection) == pinned else { return [] }
        try connection.useOwnSettings(settings)
        return try changed(view, pinned, try view.ofColumns(connection)) {
          zip(others, try view.ofOthers(connection)).map(==)
        }
      }
    } catch let error as DatabaseError where error.isFromRows { return [] }
  }
}
