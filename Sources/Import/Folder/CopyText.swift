import CSV
import Files

extension DataFolder {
  /// The rows of a table as COPY's text format takes them, in the contract's order of columns, in pieces that end with
  /// a row. The file is read again; one that was changed meanwhile is refused.
  ///
  /// - Parameter numbered: whether the file's line follows as one more column.
  package func forEachPiece(
    of table: Table, numbered: Bool = false, _ body: ([UInt8]) throws(ImportError) -> Void
  ) throws(ImportError) {
    let folder = try Self.open(path)
    var row = Row(table)
    var piece: [UInt8] = []
    var rows = -1  // The header is none.
    let source = try Source(folder, table.file, table.encoding, delimiter: table.delimiter)
    try source.forEachRecord { (record) throws(ImportError) in
      rows += 1
      guard rows > 0 else { return }
      row.read(record)
      guard row.mistakes.isEmpty else { throw ImportError(.changed(table.file)) }
      piece.append(contentsOf: row.bytes)
      if numbered { piece.append(contentsOf: "\t\(row.line)".utf8) }
      piece.append(UInt8(ascii: "\n"))
      guard piece.count >= pieceSize else { return }
      try body(piece)
      piece.removeAll(keepingCapacity: true)
    }
    guard max(rows, 0) == table.rows else { throw ImportError(.changed(table.file)) }
    if !piece.isEmpty { try body(piece) }
  }
}

/// Bytes after which a piece is handed over.
private let pieceSize = 1 << 16
