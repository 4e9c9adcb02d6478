import CLibpq

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
    case .null(let type): type.identifier
    }
  }

  /// nil for null.
  var bytes: [UInt8]? {
    switch self {
    case .date(let days): Self.bytes(days)
    case .timestamp(let number), .int64(let number): Self.bytes(number)
    case .bool(let flag): [flag ? 1 : 0]
    case .text(let text): Array(text.utf8)
    case .int64Array(let numbers): Self.array(of: 20, numbers.map { Self.bytes($0) })
    case .dateArray(let dates): Self.array(of: 1082, dates.map { Self.bytes($0) })
    case .textArray(let texts): Self.array(of: 25, texts.map { Array($0.utf8) })
    case .null: nil
    }
  }

  var holdsNUL: Bool {
    switch self {
    case .text(let text): text.utf8.contains(0)
    case .textArray(let texts): texts.contains { $0.utf8.contains(0) }
    default: false
    }
  }

  private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    let shifts = stride(from: Number.bitWidth - 8, through: 0, by: -8)
    return shifts.map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// One dimension from index 1, no nulls.
  private static func array(of type: Int32, _ elements: [[UInt8]]) -> [UInt8] {
    guard !elements.isEmpty else { return bytes(Int32(0)) + bytes(Int32(0)) + bytes(type) }
    let header = [1, 0, type, Int32(clamping: elements.count), 1].flatMap { bytes($0) }
    return elements.reduce(into: header) { result, element in
      result += bytes(Int32(clamping: element.count))
      result += element
    }
  }
}

extension Wire {
  /// Starts the statement; results come in binary.
  func send(_ query: Query) throws(DatabaseError) {
    if let wrong = query.parameters.firstIndex(where: \.holdsNUL) {
      throw DatabaseError(
        .dataRefused, "a text with a NUL character, parameter \(wrong + 1)", query: query.name)
    }
    guard !query.sql.utf8.contains(0) else {
      throw DatabaseError(.other, "a statement with a NUL character", query: query.name)
    }
    try checkLimits(query.name)
    let values = query.parameters.map(\.bytes)
    let types = query.parameters.map(\.identifier)
    let lengths = values.map { Int32(clamping: $0?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: values.count)
    // One byte more, so that even an empty text has an address and is not taken for null.
    let packed = values.compactMap(\.self).joined() + [0]
    let sent = unsafe packed.withUnsafeBytes { bytes in
      // SAFETY: every address lies inside `packed`, which lives until the call returns; libpq copies what it needs.
      var offset = 0
      let addresses: [UnsafePointer<CChar>?] = unsafe values.map { value in
        guard let value else { return nil }
        defer { offset += value.count }
        return unsafe bytes.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
      }
      return unsafe PQsendQueryParams(
        handle, query.sql, Int32(values.count), types, addresses, lengths, formats, 1)
    }
    guard sent == 1 else { throw lost(query.name) }
  }
}
