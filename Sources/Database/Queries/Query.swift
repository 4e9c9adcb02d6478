import CLibpq

/// A statement, its name in messages, and its values.
package struct Query: Sendable {
  /// A name such as `facts/days`. Errors print it, so it never holds data.
  package let name: String
  /// The statement. `$1`, `$2` and so on are the parameters.
  package let sql: String
  package var parameters: [Parameter]

  package init(_ name: String, _ sql: String, _ parameters: [Parameter] = []) {
    self.name = name
    self.sql = sql
    self.parameters = parameters
  }
}

/// A value that is sent beside the statement, never inside it, in PostgreSQL's binary form.
package enum Parameter: Sendable {
  /// Days since 2000-01-01.
  case date(Int32)
  /// Microseconds since 2000-01-01 UTC.
  case timestamp(Int64)
  case int64(Int64)
  case bool(Bool)
  /// A text without a NUL character, which PostgreSQL does not have.
  case text(String)
  case int64Array([Int64])
  /// Days since 2000-01-01.
  case dateArray([Int32])
  case textArray([String])
  case null(ColumnType)
}

/// A PostgreSQL type that results are read as.
package enum ColumnType: UInt32, Sendable {
  /// The raw value is the type's OID in pg_type.
  case bool = 16
  case int8 = 20
  case int4 = 23
  case text = 25
  case date = 1082
  case timestamptz = 1184
  case numeric = 1700

  /// Returns whether values of the type with this OID can be read. varchar has the binary form of text.
  func accepts(_ identifier: UInt32) -> Bool { identifier == rawValue || (self == .text && identifier == 1043) }
}

extension Parameter {
  var identifier: UInt32 {
    switch self {
    case .date: 1082
    case .timestamp: 1184
    case .int64: 20
    case .bool: 16
    case .text: 25
    case .int64Array: 1016
    case .dateArray: 1182
    case .textArray: 1009
    case .null(let type): type.rawValue
    }
  }

  /// Appends the value in PostgreSQL's binary form; for null, nothing.
  func append(to bytes: inout [UInt8]) {
    switch self {
    case .date(let days): bytes.append(bigEndian: days)
    case .timestamp(let number), .int64(let number): bytes.append(bigEndian: number)
    case .bool(let flag): bytes.append(flag ? 1 : 0)
    case .text(let text): bytes += text.utf8
    case .int64Array(let numbers): bytes.append(numbers, of: 20, length: { _ in 8 }) { $0.append(bigEndian: $1) }
    case .dateArray(let dates): bytes.append(dates, of: 1082, length: { _ in 4 }) { $0.append(bigEndian: $1) }
    case .textArray(let texts): bytes.append(texts, of: 25, length: \.utf8.count) { $0 += $1.utf8 }
    case .null: break
    }
  }

  var isNull: Bool { if case .null = self { true } else { false } }

  var holdsNUL: Bool {
    switch self {
    case .text(let text): text.utf8.contains(0)
    case .textArray(let texts): texts.contains { $0.utf8.contains(0) }
    default: false
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
    for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Appends an array of one dimension from index 1 without nulls. The array may have very many elements.
  fileprivate mutating func append<Value>(
    _ elements: [Value], of type: Int32, length: (Value) -> Int, _ write: (inout [UInt8], Value) -> Void
  ) {
    let isEmpty = elements.isEmpty
    for number in [isEmpty ? 0 : 1, 0, type] { append(bigEndian: number) }
    guard !isEmpty else { return }
    for number in [Int32(clamping: elements.count), 1] { append(bigEndian: number) }
    reserveCapacity(count + elements.reduce(0) { $0 + 4 + length($1) } + 1)
    for element in elements {
      append(bigEndian: Int32(clamping: length(element)))
      write(&self, element)
    }
  }
}

extension Wire {
  /// Sends the statement. Its results come in binary form.
  func send(_ query: Query) throws(DatabaseError) {
    if let wrong = query.parameters.firstIndex(where: \.holdsNUL) {
      throw DatabaseError(.dataRefused, "parameter \(wrong + 1) holds a NUL character", query: query.name)
    }
    guard !query.sql.utf8.contains(0) else {
      throw DatabaseError(.other, "the statement holds a NUL character", query: query.name)
    }
    try checkLimits(query.name)
    var packed: [UInt8] = []
    let ranges = query.parameters.map { parameter -> Range<Int>? in
      let start = packed.count
      parameter.append(to: &packed)
      return parameter.isNull ? nil : start..<packed.count
    }
    // One more byte gives even an empty text an address, so that libpq does not take it for null.
    packed.append(0)
    let types = query.parameters.map(\.identifier)
    let lengths = ranges.map { Int32(clamping: $0?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: ranges.count)
    let sent = unsafe packed.withUnsafeBytes { bytes in
      // SAFETY: every address lies inside `packed`, which lives until the call returns; libpq copies the values.
      let addresses: [UnsafePointer<CChar>?] = unsafe ranges.map { range in
        guard let range else { return nil }
        return unsafe bytes.baseAddress?.advanced(by: range.lowerBound).assumingMemoryBound(to: CChar.self)
      }
      return unsafe PQsendQueryParams(handle, query.sql, Int32(ranges.count), types, addresses, lengths, formats, 1)
    }
    guard sent == 1 else { throw lost(query.name) }
  }
}
