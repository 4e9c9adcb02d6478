import CLibpq

extension Connection {
  /// Runs a command. Returns the number of rows that it changed.
  @discardableResult package func execute(_ query: Query) throws(DatabaseError) -> Int {
    try wire.command(query).affected
  }

  /// Runs a script of this program: several statements without parameters, all or nothing unless the script commits by
  /// itself.
  package func execute(script: String, name: String) throws(DatabaseError) { try wire.script(script, name) }

  /// Runs the statements of a script of this program one by one, each as a message of its own: a Citus coordinator sends the
  /// whole text of a message to its nodes.
  package func execute(statementsOf script: String, name: String) throws(DatabaseError) {
    for statement in ScriptStatements(script) { try wire.script(String(statement), name) }
  }

  /// Passes every row to `body` as it arrives. Memory does not grow with the number of rows.
  ///
  /// What `body` gathered counts only when this function returns, because the server may fail after any row. If `body`
  /// throws, the statement is cancelled and this function rethrows the error.
  /// - Parameter columns: the types that the query's columns must have, checked before the first row.
  package func forEach(_ query: Query, columns: [ColumnType], _ body: (borrowing Row) throws -> Void) throws {
    try wire.cancellingOnFailure {
      try wire.send(query)
      unsafe board_report_set_rows_mode(wire.handle, Wire.rowsAtOnce)
      try wire.rows(query.name, columns, body)
    }
  }
}

extension Wire {
  /// The number of rows in a result: enough that the cost of a result is small, and few enough that the longest texts
  /// fit in memory.
  fileprivate static let rowsAtOnce: Int32 = 128

  fileprivate func rows(_ query: String, _ columns: [ColumnType], _ body: (borrowing Row) throws -> Void) throws {
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

  /// Runs a statement whose rows are not needed. Returns the last tag.
  @discardableResult func command(_ query: Query) throws(DatabaseError) -> (tag: String, affected: Int) {
    try cancellingOnFailure { () throws(DatabaseError) in
      try send(query)
      return try tags(query.name)
    }
  }

  /// Runs a script.
  ///
  /// - Returns: the value of each SHOW in it.
  @discardableResult func script(_ script: String, _ name: String) throws(DatabaseError) -> [String] {
    guard !script.utf8.contains(0) else {
      throw DatabaseError(.other, "the statement holds a NUL character", query: name)
    }
    try checkLimits(name)
    return try cancellingOnFailure { () throws(DatabaseError) in
      guard unsafe PQsendQuery(handle, script) == 1 else { throw lost(name) }
      var shown: [String] = []
      _ = try tags(name) { result in if let value = result.shown { shown.append(value) } }
      return shown
    }
  }

  /// Reads all results. Throws the first error, because the later errors of a session that ends have no code.
  func tags(_ query: String, _ look: (borrowing QueryResult) -> Void = { _ in }) throws(DatabaseError) -> (
    tag: String, affected: Int
  ) {
    var failure: DatabaseError?
    var last: (tag: String, affected: Int)?
    while let result = try nextResult(query) {
      switch result.status {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
        look(result)
        last = (result.tag, result.affected)
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        throw DatabaseError(.other, "the statement is a COPY, which is not expected", query: query)
      default: failure = failure ?? fault(result, query)
      }
    }
    try conclude(failure, last != nil, query)
    return last ?? ("", 0)
  }

  private func conclude(_ failure: DatabaseError?, _ complete: Bool, _ query: String) throws(DatabaseError) {
    if let failure { throw failure }
    guard complete else { throw lost(query) }
  }
}
