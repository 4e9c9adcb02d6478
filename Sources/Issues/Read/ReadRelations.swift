import Core
import System

extension Projects {
  /// Reads every commission that a figure counted, with what of it lies before the period.
  mutating func readCommissions(_ files: IssueFiles) throws {
    try RowReader(Commission.relation, files).forEach { add($0) }
  }

  /// Reads the rows that belong to commissions.
  mutating func readHeldRows(_ files: IssueFiles) throws {
    for schema in Contract.saved {
      guard let held = schema.heldRows, try files.holds(schema) else { continue }
      try RowReader(held: schema, files).forEach { commission, cells in
        update(commission) { _ = held.append(&$0, cells) }
      }
    }
  }
}

/// Days and outcomes of the period, as they pass.
enum SavedEntries {
  static func days(_ files: IssueFiles) throws -> RowReader<DayEntry> {
    try RowReader(DayEntry.relation, files, in: TableShape.days.path)
  }

  static func outcomes(_ files: IssueFiles) throws -> RowReader<Outcome> {
    try RowReader(Outcome.relation, files, in: TableShape.outcomes.path)
  }
}

extension Programme {
  /// Reads boroughs, advisers and bank holidays.
  mutating func readPeople(_ files: IssueFiles) throws {
    boroughs = try RowReader(.boroughs, files) { columns in
      let (code, name) = (columns["borough_code"], columns["borough"])
      let reach = columns[metrics.reach.id]
      return { row -> Borough? in
        // The last row, of what belongs to no listed borough, reaches nobody.
        guard row.printed(reach) != nil else { return nil }
        var borough = Borough.relation.blank
        borough.code = try row.need(code, row.text(code))
        borough.name = row.text(name) ?? ""
        return borough
      }
    }.all().compactMap(\.self)
    try readAdvisers(files)
    bankHolidays = Set(try RowReader(BankHoliday.relation, files).all())
    if try files.holds(Action.relation.schema) { actions = try RowReader(Action.relation, files).all() }
  }

  /// Reads the advisers. Their names are only in advisers.csv, which does not list all.
  private mutating func readAdvisers(_ files: IssueFiles) throws {
    var names: [Int64: Text] = [:]
    try RowReader(.advisers, files) { columns in
      let (id, name) = (columns["adviser_id"], columns["adviser"])
      return { row in (try row.need(id, row.integer(id)), row.text(name)) }
    }.forEach { id, name in names[id] = name }
    advisers = try RowReader(Adviser.relation, files).all()
    for index in advisers.indices { advisers[index].name = names[advisers[index].id] ?? "" }
  }
}
