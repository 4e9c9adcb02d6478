import Core
package import Database
import SQL
package import System

extension DataFolder {
  /// Makes our tables in a database that has none, such as a private server's, and fills them: all or nothing. Indexes that
  /// only spare a report old years are left out: making them costs more than one report saves.
  package func load(into connection: borrowing Connection) throws(ImportError) {
    try Self.reporting {
      try connection.withTransaction { connection in
        try connection.execute(script: Statement.schema.sql(in: schema), name: "schema")
        // A table made in the same transaction can be filled with rows that need no vacuum.
        for table in tables { try copy(table, into: connection, isFrozen: true) }
        try connection.execute(script: "ANALYZE", name: "analyse")
      }
    }
  }

  /// Sends the rows of a table to the relation itself, or to a table of the same columns; for use in a transaction.
  package func copy(
    _ table: DataTable, into connection: borrowing Connection, target: String? = nil,
    isFrozen: Bool = false, isNumbered: Bool = false
  ) throws(ImportError) {
    let target = target ?? QualifiedName(schema, table.relation.name).quoted
    let statement = table.copyStatement(into: target, isFrozen: isFrozen, numbered: isNumbered)
    try Self.reporting {
      try connection.copyIn(Query("copy \(table.relation.name)", statement)) { writer in
        // The session has to see its own error: it may stand for one the server sent before.
        var lost: DatabaseError?
        do throws(ImportError) {
          try forEachPiece(of: table, numbered: isNumbered) { (piece) throws(ImportError) in
            do throws(DatabaseError) { try writer.write(piece) } catch {
              lost = error
              throw ImportError(.database(error))
            }
          }
        } catch {
          if let lost { throw lost }
          throw error
        }
      }
    }
  }

  private var schema: String { "programme" }

  /// Runs what may throw errors of both kinds. A constraint that refuses the data is a mistake of the data, told by
  /// relation and constraint: the server's own words could hold a row.
  private static func reporting(_ body: () throws -> Void) throws(ImportError) {
    do { try body() } catch let error as ImportError {
      throw error
    } catch let error as DatabaseError where error.place.constraint != nil {
      throw ImportError(.refused(by: error.place))
    } catch let error as DatabaseError {
      throw ImportError(.database(error))
    } catch {
      throw ImportError(.database(DatabaseError(.other, "an unknown error")))
    }
  }
}

extension Mistake {
  fileprivate static func refused(by place: DatabaseError.Place) -> Mistake {
    Mistake(
      file: (place.table ?? "?") + ".csv", column: place.column,
      problem: "our tables refuse a row by the constraint \(place.constraint ?? "?")",
      expected: "rows that keep it")
  }
}

/// Why a data folder was not read or loaded. Nothing was changed.
package struct ImportError: Error {
  package enum Cause: Sendable {
    /// People's data has mistakes, or our tables refuse it.
    case refused(Refusal)
    /// The folder or a file of it cannot be read.
    case unreadable(FileError)
    /// The server, not the data.
    case database(DatabaseError)
  }
  package let cause: Cause

  init(_ cause: Cause) { self.cause = cause }

  /// One mistake alone.
  init(_ mistake: Mistake) { cause = .refused(Refusal(mistake)) }

  package var refusal: Refusal? {
    if case .refused(let refusal) = cause { refusal } else { nil }
  }
}
