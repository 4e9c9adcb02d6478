import CSV
import Reports

/// Reads a data file row by row, each decoded as it passes: one piece of the file in memory, however long it is.
final class RowReader<Value> {
  typealias Decode = (borrowing CSVRecord) throws -> Value

  private let path: String
  private let pieces: FrozenFiles.Pieces
  private let decoder: (Columns) throws -> Decode
  private var decode: Decode?
  private var reader = CSVReader()
  private var rows: [Value] = []
  private var place = 0
  private var isFirst = true
  private var isAtEnd = false

  /// - Parameter decoder: called with the file's header; what it returns decodes a row.
  init(
    _ shape: TableShape, _ files: FrozenFiles, _ decoder: @escaping (Columns) throws -> Decode
  ) throws {
    guard let pieces = try files.open(shape.path) else { throw FrozenError(.missing, shape.path) }
    path = shape.path
    self.pieces = pieces
    self.decoder = decoder
  }

  /// nil at the end.
  func next() throws -> Value? {
    while place == rows.count {
      if isAtEnd { return nil }
      try readPiece()
    }
    defer { place += 1 }
    return rows[place]
  }

  /// All that is left.
  func forEach(_ body: (Value) throws -> Void) throws {
    while let row = try next() { try body(row) }
  }

  private func readPiece() throws {
    var found: [Value] = []
    var decode = decode
    let read: (borrowing CSVRecord) throws -> Void = { [path, decoder] record in
      guard record.fault == nil else {
        throw FrozenError(.malformed("no CSV of ours"), path, line: record.line)
      }
      if let decode {
        found.append(try decode(record))
      } else {
        decode = try decoder(Columns(path, header: record))
      }
    }
    var piece = try pieces()
    // The byte-order mark may lie across the first pieces.
    while isFirst, (1...2).contains(piece.count) {
      let more = try pieces()
      if more.isEmpty { break }
      piece += more
    }
    isAtEnd = piece.isEmpty
    if isAtEnd {
      try reader.finish(read)
      guard decode != nil else { throw FrozenError(.malformed("no header"), path) }
    } else {
      let hasMark = isFirst && piece.starts(with: CSVEncoder.byteOrderMark)
      try reader.feed(hasMark ? Array(piece.dropFirst(3)) : piece, read)
    }
    isFirst = false
    self.decode = decode
    (rows, place) = (found, 0)
  }
}
