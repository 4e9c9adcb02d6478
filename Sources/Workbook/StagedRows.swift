import Core
import System

/// Reads data files of the issue back, row by row, each cell of its column's kind and without its guard.
package struct StagedRows {
  /// A file in pieces: each call gives the next, an empty one at the end; nil when the file is not there.
  package typealias Open = (_ path: String) throws -> (() throws -> [UInt8])?

  let open: Open

  func forEach(_ sheet: Sheet, _ body: ([Cell]) throws -> Void) throws {
    switch sheet.rows {
    case .values(let rows): for row in rows { try body(row) }
    case .file(let shape): try forEach(shape, sheet.columns, body)
    }
  }

  private func forEach(
    _ shape: TableShape, _ columns: [Column], _ body: ([Cell]) throws -> Void
  ) throws {
    guard let next = try open(shape.path) else { throw WorkbookError(.malformed, shape.path) }
    let places = columns.compactMap { column in
      shape.columns.firstIndex { $0.name == column.name }.map { (index: $0, kind: column.kind) }
    }
    var reader = CSVReader()
    var isHeader = true
    let read: (borrowing CSVRecord) throws -> Void = { record in
      guard record.fault == nil, record.fields.count == shape.columns.count else {
        throw WorkbookError(.malformed, "\(shape.path):\(record.line)")
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
  fileprivate func cell(_ index: Int, _ kind: Column.Kind) -> Cell {
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

/// Why there is no workbook: found before or while it was written; nothing of it is left.
package struct WorkbookError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// More rows than a sheet has.
    case tooManyRows(Int)
    /// A staged file is not what was written into it.
    case malformed
    /// libxlsxwriter's own word.
    case library(String)
    /// The temporary files or the workbook itself did not fit or could not be written.
    case disk
  }

  package let code: Code
  /// The data file, or the sheet.
  package let place: String

  init(_ code: Code, _ place: String) {
    self.code = code
    self.place = place
  }
}

extension WorkbookError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .tooManyRows(let rows):
      """
      \(place) has \(rows) rows, and a sheet of a workbook holds \(Sheet.mostRows) with its head: \
      report a shorter period, or take workbook out of formats
      """
    case .malformed: "\(place): no data file of ours"
    case .library(let message): "workbook, \(place): \(message)"
    case .disk: "workbook, \(place): its temporary files cannot be written: is the disk full?"
    }
  }
}
