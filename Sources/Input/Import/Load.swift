import Core
package import Database
import SQL
package import System

extension DataSet {
  /// Creates tables in a database that has none, such as a private server's, and fills them, all or nothing. For a report the
  /// tables follow the contract's declaration and have the columns that the sources have. They have no constraint and no default:
  /// the checks of the sources and the rules of quality do the rest. For an import they are our own tables, without the indexes
  /// that only spare a report the reading of old years.
  package func load(into connection: borrowing Connection) throws(ImportError) {
    try Self.reporting {
      try connection.withTransaction { connection in
        try connection.execute(
          script: options.isImported ? Statement.tables.sql(in: schema) : definitions, name: "schema")
        // Rows copied into a table of the same transaction can be frozen, so they need no vacuum.
        for table in tables { try copy(table, into: connection, isFrozen: true) }
        try connection.execute(script: "ANALYZE", name: "analyse")
      }
    }
  }

  /// Copies the rows of a table into the relation or another table with the same columns. Call this in a transaction.
  package func copy(
    _ table: DataTable, into connection: borrowing Connection, target: String? = nil, isFrozen: Bool = false,
    isNumbered: Bool = false
  ) throws(ImportError) {
    let target = target ?? QualifiedName(schema, table.relation.name).quoted
    let statement = table.copyStatement(into: target, isFrozen: isFrozen, numbered: isNumbered)
    try Self.reporting {
      try connection.copyIn(Query("copy \(table.relation.name)", statement)) { writer in
        // The session must receive its own error, because that error may report one that the server sent before.
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

  private var definitions: String {
    let tables = tables.map { table in
      let columns = table.relation.columns.map { "\($0.name) \($0.type.sqlName)" }
      return "create table \(schema).\(table.relation.name) (\(columns.joined(separator: ", ")))"
    }
    return (["create schema \(schema)"] + tables).joined(separator: ";\n")
  }

  /// Runs work that may throw errors of both kinds. A constraint that refuses the data is a mistake of the data. The
  /// message names relation and constraint only, because the server's message could hold a row.
  private static func reporting(_ body: () throws -> Void) throws(ImportError) {
    do { try body() } catch let error as ImportError { throw error } catch let error as DatabaseError
      where error.object.constraint != nil
    { throw ImportError(.refused(by: error.object)) } catch let error as DatabaseError {
      throw ImportError(.database(error))
    } catch { throw ImportError(.database(DatabaseError(.other, "the import failed unexpectedly"))) }
  }
}

extension Mistake {
  fileprivate static func refused(by object: DatabaseError.DatabaseObject) -> Mistake {
    Mistake(
      file: (object.table ?? "?") + ".csv", column: object.column,
      problem: "our tables refuse a row by the constraint \(object.constraint ?? "?")", expected: "rows that satisfy it"
    )
  }
}

/// The reason why people's data was not read or loaded. Nothing was changed.
package struct ImportError: Error {
  package enum ImportFailure: Sendable {
    /// The data has mistakes, or our tables refuse the data.
    case refused(Refusal)
    /// The folder or a file cannot be read.
    case unreadable(FileError)
    /// The server failed; the data is not the cause.
    case database(DatabaseError)
  }
  package let cause: ImportFailure

  package init(_ cause: ImportFailure) { self.cause = cause }

  /// Makes the error of a single mistake.
  package init(_ mistake: Mistake) { cause = .refused(Refusal(mistake)) }

  package var refusal: Refusal? { if case .refused(let refusal) = cause { refusal } else { nil } }
}
