import Core
import Issues
import System

/// Reads data files of the issue back, row by row, each cell of its column's kind and without its guard.
struct StagedRows {
  /// A file in pieces: each call gives the next, an empty one at the end; nil when the file is not there.
  typealias Open = (_ path: String) throws -> (() throws -> [UInt8])?

  let open: Open

  func forEach(_ sheet: Sheet, _ body: ([Cell]) throws -> Void) throws {
    switch sheet.rows {
    case .values(let rows): for row in rows { try body(row) }
    case .file(let shape): try forEach(shape, sheet.columns, body)
    }
  }

  private func forEach(
    _ shape: TableShape, _ columns: [ColumnShape], _ body: ([Cell]) throws -> Void
  ) throws {
    guard let next = try open(shape.path) else { throw OutputFormatError.malformed(shape.path) }
    let places = columns.compactMap { column in
      shape.columns.firstIndex { $0.name == column.name }.map { (index: $0, kind: column.kind) }
    }
    var reader = CSVReader()
    var isHeader = true
    let read: (borrowing CSVRecord) throws -> Void = { record in
      guard record.fault == nil, record.fields.count == shape.columns.count else {
        throw OutputFormatError.malformed("\(shape.path):\(record.line)")
      }
      if isHeader {
        isHeader = false
        return
      }
      var row: [Cell] = []
      row.reserveCapacity(places.count)
      for place in places { row.append(record.cell(place.index, place.kind)) }
      try body(row)
    }
    while true {
      let piece = try next()
      if piece.isEmpty { break }
      try reader.feed(piece, read)
    }
    try reader.finish(read)
  }
}

extension CSVRecord {
  /// A number too long to be one stays text.
  fileprivate func cell(_ index: Int, _ kind: ColumnShape.Kind) -> Cell {
    let field = fields[index]
    if field.isQuoted { return .text(Text(text(index))) }
    if field.range.isEmpty { return .empty }
    let printed = string(index)
    let cell: Cell? =
      switch kind {
      case .text: nil
      case .integer, .decimal, .number: Decimal(printed).map { .number($0) }
      case .date: CalendarDay(printed).map { .day($0) }
      case .dateTime: Instant(printed).map { .instant($0) }
      case .boolean: .boolean(printed == "true")
      }
    return cell ?? .text(Text(printed))
  }
}

extension OutputFormatError {
  /// A staged file is not what was written into it.
  static func malformed(_ place: String) -> Self {
    OutputFormatError(.inputOutput, "\(place): no data file of ours")
  }

  /// libxlsxwriter refuses something.
  static func library(_ message: String, _ place: String) -> Self {
    OutputFormatError(.bug, "workbook, \(place): \(message)")
  }

  /// The temporary files or the workbook itself did not fit or could not be written.
  static func disk(_ place: String) -> Self {
    OutputFormatError(
      .inputOutput,
      "workbook, \(place): its temporary files cannot be written: is the disk full?")
  }
}
