import Core
import System

/// Reads a data file row by row, each decoded as it passes: one piece of the file in memory, however long it is.
final class RowReader<Value> {
  typealias Decode = (borrowing CSVRecord) throws -> Value

  private let path: String
  private let pieces: IssueFiles.Pieces
  private let decoder: (Columns) throws -> Decode
  private var decode: Decode?
  private var reader = CSVReader()
  private var rows: [Value] = []
  private var place = 0
  private var isFirst = true
  private var isAtEnd = false

  /// - Parameter decoder: called with the file's header; what it returns decodes a row.
  init(
    _ shape: TableShape, _ files: IssueFiles, _ decoder: @escaping (Columns) throws -> Decode
  ) throws {
    guard let pieces = try files.open(shape.path) else { throw IssueError(.missing, shape.path) }
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
        throw IssueError(.malformed("no CSV of ours"), path, line: record.line)
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
      guard decode != nil else { throw IssueError(.malformed("no header"), path) }
    } else {
      let hasMark = isFirst && piece.starts(with: CSVEncoder.byteOrderMark)
      try reader.feed(hasMark ? Array(piece.dropFirst(3)) : piece, read)
    }
    isFirst = false
    self.decode = decode
    (rows, place) = (found, 0)
  }
}

/// Where a data file's columns stand in its rows: an older issue may lack some, a newer one have more.
struct Columns {
  /// A column of one file; reading a row whose file lacks it finds nothing recorded.
  struct Place {
    let path: String
    let name: String
    let index: Int?
  }

  let path: String
  private let places: [String: Int]

  init(_ path: String, header: borrowing CSVRecord) {
    self.path = path
    var places: [String: Int] = [:]
    for index in header.fields.indices { places[header.string(index)] = index }
    self.places = places
  }

  subscript(name: String) -> Place { Place(path: path, name: name, index: places[name]) }
}

extension CSVRecord {
  /// The cell without quotes and guard; nil where nothing is recorded.
  func printed(_ place: Columns.Place) -> String? {
    guard let index = place.index, index < fields.count else { return nil }
    if fields[index].range.isEmpty, !fields[index].isQuoted { return nil }
    return text(index)
  }

  func text(_ place: Columns.Place) -> Text? { printed(place).map { Text($0) } }

  func day(_ place: Columns.Place) throws -> CalendarDay? {
    try value(place, "no date") { CalendarDay($0) }
  }
  func instant(_ place: Columns.Place) throws -> Instant? {
    try value(place, "no time") { Instant($0) }
  }
  func integer(_ place: Columns.Place) throws -> Int64? {
    try value(place, "no whole number") { Int64($0) }
  }
  func days(_ place: Columns.Place) throws -> Days? {
    try value(place, "no number of days") { Days($0) }
  }
  func boolean(_ place: Columns.Place) throws -> Bool? {
    try value(place, "neither true nor false") { ["true": true, "false": false][$0] }
  }
  func count(_ place: Columns.Place) throws -> Int { Int(try need(place, integer(place))) }

  /// Of a column that has a value in every row.
  func need<Value>(_ place: Columns.Place, _ value: Value?) throws -> Value {
    guard let value else {
      throw IssueError(.malformed("\(place.name) is empty"), place.path, line: line)
    }
    return value
  }

  private func value<Value>(
    _ place: Columns.Place, _ fault: String, _ read: (String) -> Value?
  ) throws -> Value? {
    guard let printed = printed(place) else { return nil }
    guard let value = read(printed) else {
      throw IssueError(.malformed("\(place.name) is \(fault)"), place.path, line: line)
    }
    return value
  }
}

/// Where the files of an issue are read from: published, staged, or in memory.
package struct IssueFiles {
  /// A file in pieces: each call gives the next, an empty one at the end.
  package typealias Pieces = () throws -> [UInt8]

  /// nil when the file is not there.
  package let open: (_ path: String) throws -> Pieces?

  package init(open: @escaping (_ path: String) throws -> Pieces?) { self.open = open }

  package init(_ files: [String: [UInt8]]) {
    self.init { path in
      var rest = files[path]
      guard rest != nil else { return nil }
      return {
        defer { rest = [] }
        return rest ?? []
      }
    }
  }

  /// A whole file.
  package func bytes(_ path: String) throws -> [UInt8] {
    guard let next = try open(path) else { throw IssueError(.missing, path) }
    var bytes: [UInt8] = []
    while true {
      let piece = try next()
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  package func manifest() throws -> Manifest {
    try Manifest(parsing: try bytes(Manifest.path))
  }
}
