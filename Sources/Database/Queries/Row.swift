import CLibpq
import Glibc

/// One row, lent for as long as the closure runs: keeping it does not compile.
///
/// Columns count from 0 and are read as the type they were declared with; each value must have exactly that type's
/// length. The plain readers refuse null, the `optional` ones give nil.
@safe package struct Row: ~Copyable {
  private let result: OpaquePointer
  private let index: Int32
  private let columns: [ColumnType]
  private let query: String

  init(_ result: OpaquePointer, _ index: Int32, _ columns: [ColumnType], _ query: String) {
    unsafe self.result = unsafe result
    self.index = index
    self.columns = columns
    self.query = query
  }

  /// The value's bytes, nil for null; the column must be one of the types.
  private func bytes(
    _ column: Int, _ type: ColumnType
  ) throws(DatabaseError) -> UnsafeRawBufferPointer? {
    guard columns.indices.contains(column), columns[column] == type else {
      throw DatabaseError(.other, "column \(column) is not read as \(type)", query: query)
    }
    // SAFETY: row and column are within the result, which outlives this row; libpq gives a value's start and length.
    let place = Int32(column)
    guard unsafe PQgetisnull(result, index, place) == 0 else { return nil }
    let start = unsafe PQgetvalue(result, index, place)
    return unsafe UnsafeRawBufferPointer(
      start: start, count: Int(PQgetlength(result, index, place)))
  }

  private func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ column: Int, _ type: ColumnType, _: Number.Type
  ) throws(DatabaseError) -> Number? {
    guard let bytes = unsafe try bytes(column, type) else { return nil }
    guard bytes.count == MemoryLayout<Number>.size else { throw wrong(column, "length") }
    // SAFETY: as many bytes as the number has.
    return unsafe Number(bigEndian: bytes.loadUnaligned(as: Number.self))
  }

  private func required<Value>(_ value: Value?, _ column: Int) throws(DatabaseError) -> Value {
    guard let value else { throw wrong(column, "null, which it must not be") }
    return value
  }

  private func wrong(_ column: Int, _ fault: String) -> DatabaseError {
    let name = unsafe PQfname(result, Int32(column)).flatMap {
      unsafe String(validatingCString: $0)
    }
    return DatabaseError(
      fault == "length" ? .contract : .dataRefused,
      "column \(name ?? "?"): "
        + (fault == "length" ? "a value of another length than its type's" : fault),
      query: query)
  }

  /// From int8 or int4.
  package func optionalInt64(_ column: Int) throws(DatabaseError) -> Int64? {
    if columns.indices.contains(column), columns[column] == .int4 {
      return try number(column, .int4, Int32.self).map(Int64.init)
    }
    return try number(column, .int8, Int64.self)
  }

  package func optionalNumeric(_ column: Int) throws(DatabaseError) -> Numeric? {
    guard let bytes = unsafe try bytes(column, .numeric) else { return nil }
    guard let number = unsafe Numeric(bytes) else { throw wrong(column, "length") }
    return number
  }

  /// Days since 2000-01-01; Int32.min and .max are the two infinities.
  package func optionalDate(_ column: Int) throws(DatabaseError) -> Int32? {
    try number(column, .date, Int32.self)
  }

  /// Microseconds since 2000-01-01 UTC; Int64.min and .max are the two infinities.
  package func optionalTimestamp(_ column: Int) throws(DatabaseError) -> Int64? {
    try number(column, .timestamptz, Int64.self)
  }

  package func optionalBool(_ column: Int) throws(DatabaseError) -> Bool? {
    try number(column, .bool, UInt8.self).map { $0 != 0 }
  }

  /// Refused when it is not UTF-8: repairing it would change what was recorded.
  package func optionalText(_ column: Int) throws(DatabaseError) -> String? {
    guard let bytes = unsafe try bytes(column, .text) else { return nil }
    guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
      throw wrong(column, "a text that is not UTF-8")
    }
    return text
  }

  /// The text's bytes, as they came, without making a string of them; nil for null.
  package func withBytes<Value>(
    _ column: Int, _ body: (Span<UInt8>) throws -> Value
  ) throws -> Value? {
    guard let bytes = unsafe try bytes(column, .text) else { return nil }
    // SAFETY: the result outlives the call, and a span cannot leave it.
    return try unsafe body(bytes.bindMemory(to: UInt8.self).span)
  }

  package func int64(_ column: Int) throws(DatabaseError) -> Int64 {
    try required(optionalInt64(column), column)
  }
  package func date(_ column: Int) throws(DatabaseError) -> Int32 {
    try required(optionalDate(column), column)
  }
  package func timestamp(_ column: Int) throws(DatabaseError) -> Int64 {
    try required(optionalTimestamp(column), column)
  }
  package func bool(_ column: Int) throws(DatabaseError) -> Bool {
    try required(optionalBool(column), column)
  }
  package func text(_ column: Int) throws(DatabaseError) -> String {
    try required(optionalText(column), column)
  }
}

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

/// A number as PostgreSQL's `numeric` travels in binary: digits to the base of 10,000, and how many decimals were written.
///
/// Decoded here it costs the server nothing; rounded and cast there, it would cost more than reading its row.
package struct Numeric: Hashable, Sendable {
  /// Rounded to two decimals, halves away from zero, as `round(numeric, 2)` does; nil where it is no number, infinite, or
  /// beyond what counts here.
  package let hundredths: Int64?
  /// What stands before the point, signed; nil where `hundredths` is.
  package let whole: Int64?
  /// How many decimals it was recorded with, noughts too: `scale(numeric)`.
  package let scale: Int

  /// nil for bytes that are no `numeric`.
  init?(_ bytes: UnsafeRawBufferPointer) {
    // SAFETY: `word` looks only at places inside the value, whose length is checked first.
    func word(_ place: Int) -> Int {
      unsafe Int(UInt16(bytes[2 * place]) << 8 | UInt16(bytes[2 * place + 1]))
    }
    guard bytes.count >= 8, bytes.count == 8 + 2 * word(0) else { return nil }
    scale = word(3)
    let weight = Int(Int16(truncatingIfNeeded: word(1)))
    guard word(2) == Self.positive || word(2) == Self.negative, weight <= Self.highest else {
      (hundredths, whole) = (nil, nil)
      return
    }
    func digit(_ power: Int) -> Int64 {
      let place = weight - power
      return place >= 0 && place < word(0) ? Int64(word(4 + place)) : 0
    }
    var magnitude: Int64 = 0
    for power in stride(from: weight, through: 0, by: -1) {
      magnitude = magnitude * 10_000 + digit(power)
    }
    let sign: Int64 = word(2) == Self.negative ? -1 : 1
    whole = sign * magnitude
    hundredths = sign * (magnitude * 100 + (digit(-1) + 50) / 100)
  }

  private static let positive = 0
  private static let negative = 0x4000
  /// With this many digits above the point, hundredths are sure to fit.
  private static let highest = 3
}
