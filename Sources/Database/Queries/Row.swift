import CLibpq

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
