import CLibpq
import Glibc

/// One row, borrowed while the closure runs: code that keeps the row does not compile.
///
/// Columns count from 0 and are read as their declared type. Each value must have exactly the length of its type. The
/// plain readers refuse null; the `optional` readers return nil.
@safe package struct Row: ~Copyable {
  /// Where the values are. Either outlives the row.
  @unsafe enum Source {
    /// In a result, at this index.
    case result(OpaquePointer, Int32)
    /// In a message of a binary COPY: before each value its length, or -1 for null. The lengths are checked.
    case message(UnsafeRawBufferPointer)
  }

  private let source: Source
  private let columns: [ColumnType]
  private let query: String

  init(_ source: Source, _ columns: [ColumnType], _ query: String) {
    unsafe self.source = unsafe source
    self.columns = columns
    self.query = query
  }

  /// Returns the value's bytes, or nil for null. Throws when the column has another declared type.
  private func bytes(_ column: Int, _ type: ColumnType) throws(DatabaseError) -> UnsafeRawBufferPointer? {
    guard columns.indices.contains(column), columns[column] == type else {
      throw DatabaseError(.other, "column \(column) is not read as \(type)", query: query)
    }
    switch unsafe source {
    case .result(let result, let index):
      // SAFETY: row and column are within the result; libpq gives a value's start and length.
      let position = Int32(column)
      guard unsafe PQgetisnull(result, index, position) == 0 else { return nil }
      let start = unsafe PQgetvalue(result, index, position)
      return unsafe UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, index, position)))
    case .message(let bytes):
      // SAFETY: the message has a value for each column, and each length was checked against its end.
      var offset = 0
      for _ in 0..<column { offset = unsafe bytes.endOfValue(at: offset) ?? offset }
      let length = unsafe bytes.lengthOfValue(at: offset)
      return length < 0 ? nil : unsafe UnsafeRawBufferPointer(rebasing: bytes[(offset + 4)..<(offset + 4 + length)])
    }
  }

  private func number<Number: FixedWidthInteger & BitwiseCopyable>(_ column: Int, _ type: ColumnType, _: Number.Type)
    throws(DatabaseError) -> Number?
  {
    guard let bytes = unsafe try bytes(column, type) else { return nil }
    guard bytes.count == MemoryLayout<Number>.size else { throw wrong(column, "length") }
    // SAFETY: the value has as many bytes as the number.
    return unsafe Number(bigEndian: bytes.loadUnaligned(as: Number.self))
  }

  private func required<Value>(_ value: Value?, _ column: Int) throws(DatabaseError) -> Value {
    guard let value else { throw wrong(column, "is null, which the contract does not allow") }
    return value
  }

  private func wrong(_ column: Int, _ fault: String) -> DatabaseError {
    var name = "\(column + 1)"
    if case .result(let result, _) = unsafe source, let known = unsafe PQfname(result, Int32(column)) {
      name = unsafe String(validatingCString: known) ?? name
    }
    return DatabaseError(
      fault == "length" ? .contract : .dataRefused,
      "column \(name) " + (fault == "length" ? "has a value of another length than its type's" : fault),
      query: query)
  }

  /// Reads an int8 or int4.
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

  /// Reads days since 2000-01-01. Int32.min and .max are the two infinities.
  package func optionalDate(_ column: Int) throws(DatabaseError) -> Int32? { try number(column, .date, Int32.self) }

  /// Reads microseconds since 2000-01-01 UTC. Int64.min and .max are the two infinities.
  package func optionalTimestamp(_ column: Int) throws(DatabaseError) -> Int64? {
    try number(column, .timestamptz, Int64.self)
  }

  package func optionalBool(_ column: Int) throws(DatabaseError) -> Bool? {
    try number(column, .bool, UInt8.self).map { $0 != 0 }
  }

  /// Reads a text. Throws when it is not UTF-8, because a repair would change the recorded value.
  package func optionalText(_ column: Int) throws(DatabaseError) -> String? {
    guard let bytes = unsafe try bytes(column, .text) else { return nil }
    guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
      throw wrong(column, "holds a text that is not UTF-8")
    }
    return text
  }

  /// Passes the text's bytes to `body` without making a string. Returns nil for null.
  package func withBytes<Value>(_ column: Int, _ body: (Span<UInt8>) throws -> Value) throws -> Value? {
    guard let bytes = unsafe try bytes(column, .text) else { return nil }
    // SAFETY: the result outlives the call, and a span cannot leave it.
    return try unsafe body(bytes.bindMemory(to: UInt8.self).span)
  }

  package func int64(_ column: Int) throws(DatabaseError) -> Int64 { try required(optionalInt64(column), column) }
  package func date(_ column: Int) throws(DatabaseError) -> Int32 { try required(optionalDate(column), column) }
  package func timestamp(_ column: Int) throws(DatabaseError) -> Int64 {
    try required(optionalTimestamp(column), column)
  }
  package func bool(_ column: Int) throws(DatabaseError) -> Bool { try required(optionalBool(column), column) }
  package func text(_ column: Int) throws(DatabaseError) -> String { try required(optionalText(column), column) }
}

/// A field of an error. PG_DIAG_… are character constants, which Swift does not import.
enum Diagnostic: UInt8 {
  case sqlstate = 0x43  // C
  case severity = 0x56  // V, never translated
  case message = 0x4D  // M
  case schema = 0x73  // s
  case table = 0x74  // t
  case column = 0x63  // c
  case datatype = 0x64  // d
  case constraint = 0x6E  // n
  case sourceFunction = 0x52  // R
  case context = 0x57  // W
}

/// A result of libpq, cleared when this value is destroyed.
@safe struct QueryResult: ~Copyable {
  private let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) { unsafe self.pointer = unsafe pointer }

  // SAFETY: this value is the only owner.
  deinit { unsafe PQclear(pointer) }

  var status: ExecStatusType { unsafe PQresultStatus(pointer) }

  /// Whether the result holds some or the last rows of a statement.
  var holdsRows: Bool {
    let holding = [PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, board_report_tuples_chunk]
    return holding.contains(status)
  }

  /// The value that a SHOW returned; nil for the result of any other statement.
  var shown: String? {
    guard tag == "SHOW", unsafe PQntuples(pointer) == 1 else { return nil }
    // SAFETY: a SHOW has one column; the text lives as long as the result.
    return unsafe PQgetvalue(pointer, 0, 0).flatMap { unsafe String(validatingCString: $0) }
  }

  /// The command tag, such as `COPY 12` or `COMMIT`.
  var tag: String { unsafe String(cString: PQcmdStatus(pointer)) }

  /// The number of rows that the command changed.
  var affected: Int { Int(tag.split(separator: " ").last ?? "") ?? 0 }

  func field(_ diagnostic: Diagnostic) -> String? {
    // SAFETY: libpq returns a text that lives as long as the result, or null.
    unsafe PQresultErrorField(pointer, Int32(diagnostic.rawValue)).flatMap { unsafe String(validatingCString: $0) }
  }

  /// Checks that the result's columns have the types that the caller decodes.
  func check(_ columns: [ColumnType], _ query: String) throws(DatabaseError) {
    let count = Int(unsafe PQnfields(pointer))
    guard count == columns.count else {
      throw DatabaseError(
        .contract, "the result has \(count) columns, but \(columns.count) were expected", query: query)
    }
    for (index, type) in columns.enumerated() {
      let found = unsafe PQftype(pointer, Int32(index))
      guard !type.accepts(found) else { continue }
      let name = unsafe String(cString: PQfname(pointer, Int32(index)))
      throw DatabaseError(.contract, "column \(name) has the type \(found), but \(type) was expected", query: query)
    }
  }

  /// Passes each row to `body`. The rows borrow from this result, which outlives the loop.
  func forEachRow(_ columns: [ColumnType], _ query: String, _ body: (borrowing Row) throws -> Void) throws {
    for index in 0..<(unsafe PQntuples(pointer)) { try body(unsafe Row(.result(pointer, index), columns, query)) }
  }
}

extension Wire {
  /// Returns the next result of the sent statement, or nil after the last. The statement has succeeded only when nil
  /// came.
  func nextResult(_ query: String) throws(DatabaseError) -> QueryResult? {
    while true {
      let unsent = unsafe PQflush(handle)
      guard isConnected, unsafe PQisBusy(handle) == 1 else { break }
      try wait(POLLIN | (unsent == 1 ? POLLOUT : 0), query)
      // When the connection breaks here, PQgetResult still returns what the server sent before.
      if unsafe PQconsumeInput(handle) == 0 { break }
    }
    return unsafe PQgetResult(handle).map { unsafe QueryResult(owning: $0) }
  }

  func fault(_ result: borrowing QueryResult, _ query: String) -> DatabaseError {
    if let fault = ServerFault(result) { return fault.error(query: query) }
    guard isConnected else { return lost(query) }
    return DatabaseError(.other, "libpq returned an unexpected result", query: query)
  }
}

/// A number in the binary form of PostgreSQL's `numeric`: digits to the base of 10,000, and the number of decimals.
///
/// Decoding here costs the server nothing. Rounding and casting in the server would cost more than reading the row.
package struct Numeric: Hashable, Sendable {
  /// The number rounded to two decimals, halves away from zero, as `round(numeric, 2)` does. nil for NaN, an infinity,
  /// or a number beyond the range of figures.
  package let hundredths: Int64?
  /// The signed part before the point; nil when `hundredths` is nil.
  package let whole: Int64?
  /// The number of recorded decimals, zeros included: `scale(numeric)`.
  package let scale: Int

  /// Returns nil for bytes that are no `numeric`.
  init?(_ bytes: UnsafeRawBufferPointer) {
    // SAFETY: `word` reads only inside the value, whose length is checked first.
    func word(_ index: Int) -> Int { unsafe Int(UInt16(bytes[2 * index]) << 8 | UInt16(bytes[2 * index + 1])) }
    guard bytes.count >= 8, bytes.count == 8 + 2 * word(0) else { return nil }
    scale = word(3)
    let weight = Int(Int16(truncatingIfNeeded: word(1)))
    guard word(2) == Self.positive || word(2) == Self.negative, weight <= Self.highest else {
      (hundredths, whole) = (nil, nil)
      return
    }
    func digit(_ power: Int) -> Int64 {
      let index = weight - power
      return index >= 0 && index < word(0) ? Int64(word(4 + index)) : 0
    }
    var magnitude: Int64 = 0
    for power in stride(from: weight, through: 0, by: -1) { magnitude = magnitude * 10_000 + digit(power) }
    let sign: Int64 = word(2) == Self.negative ? -1 : 1
    whole = sign * magnitude
    hundredths = sign * (magnitude * 100 + (digit(-1) + 50) / 100)
  }

  private static let positive = 0
  private static let negative = 0x4000
  /// With this many digit groups above the point, the hundredths always fit.
  private static let highest = 3
}
