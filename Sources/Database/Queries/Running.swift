import CLibpq

extension Connection {
  /// Runs a command; gives how many rows it touched.
  @discardableResult
  package func execute(_ query: Query) throws(DatabaseError) -> Int {
    try wire.command(query).affected
  }

  /// Runs a script of ours: several statements, no parameters, all or nothing unless it says otherwise.
  package func execute(script: String, name: String) throws(DatabaseError) {
    try wire.script(script, name)
  }

  /// Lends every row, one at a time as it arrives; memory does not grow with their number.
  ///
  /// What the body gathered counts only when this returns: the server may fail after any row. If the body throws, the
  /// statement is cancelled and the body's error comes out.
  /// - Parameter columns: the types the query's columns must have, checked before the first row.
  package func forEach(
    _ query: Query, columns: [ColumnType], _ body: (borrowing Row) throws -> Void
  ) throws {
    try wire.settling {
      try wire.send(query)
      unsafe board_report_set_rows_mode(wire.handle, Wire.rowsAtOnce)
      try wire.rows(query.name, columns, body)
    }
  }
}

extension Wire {
  /// Enough that a result is no longer what a row costs, and few enough that texts at their longest fit in memory.
  fileprivate static let rowsAtOnce: Int32 = 128

  fileprivate func rows(
    _ query: String, _ columns: [ColumnType], _ body: (borrowing Row) throws -> Void
  ) throws {
    var failure: DatabaseError?
    var (results, complete) = (0, false)
    while let result = try nextResult(query) {
      guard result.holdsRows else {
        failure = failure ?? fault(result, query)
        continue
      }
      if results == 0 { try result.check(columns, query) }
      results += 1
      if results % 64 == 0 { try checkLimits(query) }
      try result.forEachRow(columns, query, body)
      complete = result.status == PGRES_TUPLES_OK
    }
    try conclude(failure, complete, query)
  }

  /// Runs a statement whose rows, if any, are not wanted; gives the last tag.
  @discardableResult
  func command(_ query: Query) throws(DatabaseError) -> (tag: String, affected: Int) {
    try settling { () throws(DatabaseError) in
      try send(query)
      return try tags(query.name)
    }
  }

  /// - Returns: what each SHOW in it gave.
  @discardableResult
  func script(_ script: String, _ name: String) throws(DatabaseError) -> [String] {
    guard !script.utf8.contains(0) else {
      throw DatabaseError(.other, "a statement with a NUL character", query: name)
    }
    try checkLimits(name)
    return try settling { () throws(DatabaseError) in
      guard unsafe PQsendQuery(handle, script) == 1 else { throw lost(name) }
      var shown: [String] = []
      _ = try tags(name) { result in if let value = result.shown { shown.append(value) } }
      return shown
    }
  }

  /// Reads all results; the first error wins, for the later ones of a dying session have no code.
  func tags(
    _ query: String, _ look: (borrowing QueryResult) -> Void = { _ in }
  ) throws(DatabaseError) -> (tag: String, affected: Int) {
    var failure: DatabaseError?
    var last: (tag: String, affected: Int)?
    while let result = try nextResult(query) {
      switch result.status {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
        look(result)
        last = (result.tag, result.affected)
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        throw DatabaseError(.other, "a COPY where none was expected", query: query)
      default: failure = failure ?? fault(result, query)
      }
    }
    try conclude(failure, last != nil, query)
    return last ?? ("", 0)
  }

  private func conclude(
    _ failure: DatabaseError?, _ complete: Bool, _ query: String
  ) throws(DatabaseError) {
    if let failure { throw failure }
    guard complete else { throw lost(query) }
  }
}
