import CSV
package import Facts
package import Reports

/// Writes a data file row by row, each cell checked against its column.
///
/// Cells are written one by one and ended with `endRow`, without an array for a row; or a row at a time with `append`. A
/// caller that streams takes `bytes` and empties it now and then, between any two calls. After an error the file is
/// not to be published.
package struct TableWriter: Sendable {
  package let shape: TableShape
  /// The rows that were ended so far.
  package private(set) var rows = 0
  private var encoder = CSVEncoder()
  private var column = 0

  /// What was written so far: the header at least, until it is taken.
  package var bytes: [UInt8] {
    _read { yield encoder.bytes }
    _modify { yield &encoder.bytes }
  }

  /// Begins the file with its header; the byte-order mark is for Excel.
  package init(_ shape: TableShape, byteOrderMark: Bool) throws(WritingError) {
    self.shape = shape
    let names = shape.columns.map(\.name)
    guard Set(names).count == names.count, shape.key.allSatisfy(names.contains) else {
      throw WritingError(.shape, path: shape.path)
    }
    if byteOrderMark { encoder.bytes += CSVEncoder.byteOrderMark }
    encoder.header(names)
  }

  /// Writes a whole table to the end of `bytes`.
  package static func write(
    _ table: Table, byteOrderMark: Bool, into bytes: inout [UInt8]
  ) throws(WritingError) {
    var writer = try TableWriter(table.shape, byteOrderMark: byteOrderMark)
    for row in table.rows { try writer.append(row) }
    bytes += writer.bytes
  }

  package mutating func append(_ row: [Cell]) throws(WritingError) {
    guard row.count == shape.columns.count else { throw error(.cellCount) }
    for cell in row { try append(cell) }
    try endRow()
  }

  /// The next cell of the row.
  package mutating func append(_ cell: Cell) throws(WritingError) {
    switch cell {
    case .text(let text): try append(text)
    case .number(let number): try append(number)
    case .day(let day): try append(day)
    case .instant(let instant): try append(instant)
    case .boolean(let flag): try append(flag)
    case .empty: try appendEmpty()
    }
  }

  package mutating func endRow() throws(WritingError) {
    guard column == shape.columns.count else { throw error(.cellCount) }
    encoder.endRecord()
    column = 0
    rows += 1
  }
}

// One cell of each kind; nil leaves the cell empty.
extension TableWriter {
  package mutating func append(_ text: Text?) throws(WritingError) {
    guard let text else { return try appendEmpty() }
    let column = try next { $0 == .text }
    if let codes = column.codes, !codes.contains(where: { Text($0) == text }) {
      throw error(.unknownWord, at: column)
    }
    encoder.text(text.string)
  }

  package mutating func append(_ number: Decimal?) throws(WritingError) {
    guard let number else { return try appendEmpty() }
    _ = try next {
      $0 == .number || $0 == .decimal(number.scale) || $0 == .integer && number.scale == 0
    }
    encoder.bare(number.description)
  }

  package mutating func append(_ count: Int64) throws(WritingError) {
    _ = try next { $0 == .integer || $0 == .number || $0 == .decimal(0) }
    encoder.bare(String(count))
  }

  package mutating func append(_ days: Days?) throws(WritingError) { try append(days?.decimal) }

  package mutating func append(_ day: CalendarDay?) throws(WritingError) {
    guard let day else { return try appendEmpty() }
    _ = try next { $0 == .date }
    encoder.bare(day.description)
  }

  package mutating func append(_ instant: Instant?) throws(WritingError) {
    guard let instant else { return try appendEmpty() }
    _ = try next { $0 == .dateTime }
    encoder.bare(instant.description)
  }

  package mutating func append(_ flag: Bool?) throws(WritingError) {
    guard let flag else { return try appendEmpty() }
    _ = try next { $0 == .boolean }
    encoder.bare(flag ? "true" : "false")
  }

  package mutating func appendEmpty() throws(WritingError) {
    let column = try next { _ in true }
    if column.isRequired { throw error(.missingCell, at: column) }
    encoder.empty()
  }

  /// The column of the next cell, which must be of a kind that fits.
  private mutating func next(
    _ fits: (Column.Kind) -> Bool
  ) throws(WritingError) -> Column {
    guard column < shape.columns.count else { throw error(.cellCount) }
    let column = shape.columns[self.column]
    guard fits(column.kind) else { throw error(.cellKind, at: column) }
    self.column += 1
    return column
  }

  private func error(_ code: WritingError.Code, at column: Column? = nil) -> WritingError {
    WritingError(code, path: shape.path, row: rows + 1, column: column?.name)
  }
}
