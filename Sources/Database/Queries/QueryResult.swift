import CLibpq
import Glibc

/// A field of an error; PG_DIAG_… are character constants, which Swift does not import.
enum Diagnostic: UInt8 {
  case sqlstate = 0x43  // C
  case severity = 0x56  // V, never translated
  case message = 0x4D  // M
  case schema = 0x73  // s
  case table = 0x74  // t
  case column = 0x63  // c
  case constraint = 0x6E  // n
  case sourceFunction = 0x52  // R
}

/// What libpq answers with, cleared when it goes.
@safe struct QueryResult: ~Copyable {
  private let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) { unsafe self.pointer = unsafe pointer }

  // SAFETY: the only owner.
  deinit { unsafe PQclear(pointer) }

  var status: ExecStatusType { unsafe PQresultStatus(pointer) }

  /// Some rows of a statement's, or the last of them.
  var holdsRows: Bool {
    let holding = [PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, board_report_tuples_chunk]
    return holding.contains(status)
  }

  /// What a SHOW gave; nil for the result of anything else.
  var shown: String? {
    guard tag == "SHOW", unsafe PQntuples(pointer) == 1 else { return nil }
    // SAFETY: a SHOW has one column; libpq keeps the text as long as the result.
    return unsafe PQgetvalue(pointer, 0, 0).flatMap { unsafe String(validatingCString: $0) }
  }

  /// `COPY 12`, `COMMIT`.
  var tag: String { unsafe String(cString: PQcmdStatus(pointer)) }

  /// How many rows the command touched.
  var affected: Int { Int(tag.split(separator: " ").last ?? "") ?? 0 }

  func field(_ diagnostic: Diagnostic) -> String? {
    // SAFETY: libpq keeps the text as long as the result, or answers null.
    unsafe PQresultErrorField(pointer, Int32(diagnostic.rawValue)).flatMap {
      unsafe String(validatingCString: $0)
    }
  }

  /// The result's columns must be of the types the caller decodes.
  func check(_ columns: [ColumnType], _ query: String) throws(DatabaseError) {
    let count = Int(unsafe PQnfields(pointer))
    guard count == columns.count else {
      throw DatabaseError(
        .contract, "\(count) columns came where \(columns.count) were expected", query: query)
    }
    for (index, type) in columns.enumerated() {
      let found = unsafe PQftype(pointer, Int32(index))
      guard !type.accepts(found) else { continue }
      let name = unsafe String(cString: PQfname(pointer, Int32(index)))
      throw DatabaseError(
        .contract, "column \(name) is not of type \(type) (type \(found))", query: query)
    }
  }

  /// Rows are borrowed from this result, which outlives the loop because the caller lends it.
  func forEachRow(
    _ columns: [ColumnType], _ query: String, _ body: (borrowing Row) throws -> Void
  ) throws {
    for index in 0..<(unsafe PQntuples(pointer)) {
      try body(unsafe Row(pointer, index, columns, query))
    }
  }
}

extension Wire {
  /// The next result of what was sent, nil at its end. Until nil came, nothing has succeeded.
  func nextResult(_ query: String) throws(DatabaseError) -> QueryResult? {
    while true {
      let unsent = unsafe PQflush(handle)
      guard isConnected, unsafe PQisBusy(handle) == 1 else { break }
      try wait(POLLIN | (unsent == 1 ? POLLOUT : 0), query)
      // When the connection breaks here, what the server said before is still to be had from PQgetResult.
      if unsafe PQconsumeInput(handle) == 0 { break }
    }
    return unsafe PQgetResult(handle).map { unsafe QueryResult(owning: $0) }
  }

  func fault(_ result: borrowing QueryResult, _ query: String) -> DatabaseError {
    if let fault = ServerFault(result) { return fault.error(query: query) }
    guard isConnected else { return lost(query) }
    return DatabaseError(.other, "libpq gave an answer of no use", query: query)
  }
}
