package import Core
import System

/// The rows of one relation, from one source or several, that were checked and have no mistake.
package struct DataTable: Sendable {
  package let relation: RelationSchema
  package internal(set) var parts: [DataPart]
  /// Those columns, of the ones that are absent where no row has a value, of which some row has one.
  var recorded: Set<String> = []
  /// Whether the number of some row is its place in the source.
  var isCounted = false

  /// The number of rows below the headers, without blank lines.
  package var rows: Int { parts.reduce(0) { $0 + $1.rows } }

  func has(_ column: ColumnSchema) -> Bool {
    guard let index = relation.index(of: column.name) else { return false }
    return parts.contains { $0.fields[index] != nil }
  }

  /// The table with the columns that the sources have, without those that are absent because no row has a value.
  var offered: DataTable {
    let indices = relation.columns.indices.filter { index in
      let column = relation.columns[index]
      return has(column) && (!column.isAbsentIfEmpty || recorded.contains(column.name))
    }
    let names = Set(indices.map { relation.columns[$0].name })
    return DataTable(relation: relation.having(names.contains), parts: parts.map { $0.having(indices) })
  }

  /// Returns the COPY statement for the rows of `DataSet.forEachPiece`.
  ///
  /// - Parameters:
  ///   - target: the table as SQL names it, quoted.
  ///   - isFrozen: whether the table was made in the same transaction, so that its rows can be frozen and need no
  ///   vacuum.
  ///   - numbered: whether the target has one more column, `line`, for the row's place: see `mistake(at:)`.
  package func copyStatement(into target: String, isFrozen: Bool = false, numbered: Bool = false) -> String {
    let columns = relation.columns.map(\.name).joined(separator: ", ") + (numbered ? ", line" : "")
    return "COPY \(target) (\(columns)) FROM STDIN" + (isFrozen ? " (FREEZE)" : "")
  }

  /// Returns the place of a row as one number: its part and its line.
  static func place(_ part: Int, _ line: Int) -> Int64 { Int64(part) << 40 | Int64(line) }

  /// Makes a mistake of the row at a place that `place` made; nil for the whole relation.
  func mistake(at place: Int64?, _ column: String?, _ problem: String, expected: String) -> Mistake {
    let part = parts[place.map { Int($0 >> 40) } ?? 0]
    let line = place.map { Int($0 & 0xFF_FFFF_FFFF) }
    let index = column.flatMap(relation.index(of:))
    return part.source.mistake(
      at: line, field: index.flatMap { part.fields[$0] }, column, problem, expected: expected)
  }
}

/// The rows of one relation in one source.
package struct DataPart: Sendable {
  package let source: CellSource
  /// The form of a CSV file; nil for a worksheet.
  package let form: FileForm?
  /// The number of rows before the one that names the columns.
  let headerIndex: Int
  /// The field of each column of the relation; nil when the source omits the column.
  let fields: [Int?]
  /// The number of fields in the header, without nameless ones at its end.
  let width: Int
  package internal(set) var rows = 0

  /// Returns the part with the columns of these indices.
  fileprivate func having(_ indices: [Int]) -> DataPart {
    var part = DataPart(
      source: source, form: form, headerIndex: headerIndex, fields: indices.map { fields[$0] }, width: width)
    part.rows = rows
    return part
  }

  /// Passes every row below the header.
  func forEachRow(_ body: (borrowing CSVRecord) throws(ImportError) -> Void) throws(ImportError) {
    var index = 0
    try source.forEachRecord { (record) throws(ImportError) in
      defer { index += 1 }
      if index > headerIndex { try body(record) }
      return true
    }
  }
}

extension DataSet {
  /// Passes the rows of a table to `body` in COPY's text format, in the contract's order of columns, in pieces that end
  /// with a row. The source is read again, and one that changed meanwhile is refused.
  ///
  /// - Parameter numbered: whether the row's place is one more column.
  package func forEachPiece(of table: DataTable, numbered: Bool = false, _ body: ([UInt8]) throws(ImportError) -> Void)
    throws(ImportError)
  {
    for (number, part) in table.parts.enumerated() {
      var row = DataRow(part, of: table.relation, options)
      var piece: [UInt8] = []
      var rows = 0
      try part.forEachRow { (record) throws(ImportError) in
        rows += 1
        row.read(record)
        guard row.mistakes.isEmpty else { throw ImportError(.changed(part.source.file)) }
        piece.append(contentsOf: row.bytes)
        if numbered { piece.append(contentsOf: "\t\(DataTable.place(number, row.line))".utf8) }
        piece.append(UInt8(ascii: "\n"))
        guard piece.count >= pieceSize else { return }
        try body(piece)
        piece.removeAll(keepingCapacity: true)
      }
      guard rows == part.rows else { throw ImportError(.changed(part.source.file)) }
      if !piece.isEmpty { try body(piece) }
    }
  }
}

/// The number of bytes after which a piece is passed on.
private let pieceSize = 1 << 16
