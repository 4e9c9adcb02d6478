package import Core
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

  /// - Parameter decoder: takes the file's header; what it returns decodes a row.
  init(_ path: String, _ files: IssueFiles, _ decoder: @escaping (Columns) throws -> Decode) throws {
    guard let pieces = try files.open(path) else { throw IssueError(.missing, path) }
    self.path = path
    self.pieces = pieces
    self.decoder = decoder
  }

  convenience init(_ shape: TableShape, _ files: IssueFiles, _ decoder: @escaping (Columns) throws -> Decode) throws {
    try self.init(shape.path, files, decoder)
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

  /// Passes all that is left.
  func forEach(_ body: (Value) throws -> Void) throws { while let row = try next() { try body(row) } }

  /// Returns all that is left.
  func all() throws -> [Value] {
    var rows: [Value] = []
    try forEach { rows.append($0) }
    return rows
  }

  private func readPiece() throws {
    var found: [Value] = []
    var decode = decode
    let read: (borrowing CSVRecord) throws -> Void = { [path, decoder] record in
      guard record.fault == nil else { throw IssueError(.malformed("no CSV of ours"), path, line: record.line) }
      if let decode { found.append(try decode(record)) } else { decode = try decoder(Columns(path, header: record)) }
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

/// Where a data file's columns are in its rows: an older issue may lack some, a newer one may have more.
struct Columns {
  /// A column of one file; a row whose file lacks the column has nothing recorded there.
  struct CellPlace {
    let path: String
    let name: String
    let index: Int?
  }

  let path: String
  private let places: [String: Int]

  var names: Set<String> { Set(places.keys) }

  init(_ path: String, header: borrowing CSVRecord) {
    self.path = path
    var places: [String: Int] = [:]
    for index in header.fields.indices { places[header.string(index)] = index }
    self.places = places
  }

  subscript(name: String) -> CellPlace { CellPlace(path: path, name: name, index: places[name]) }
}

extension CSVRecord {
  /// Returns the cell without quotes and guard; nil where nothing is recorded.
  func printed(_ place: Columns.CellPlace) -> String? {
    guard let index = place.index, index < fields.count else { return nil }
    if fields[index].range.isEmpty, !fields[index].isQuoted { return nil }
    return text(index)
  }

  func text(_ place: Columns.CellPlace) -> Text? { printed(place).map { Text($0) } }

  func integer(_ place: Columns.CellPlace) throws -> Int64? { try cell(place, .integer).flatMap { Int64(cell: $0) } }

  /// Returns the value of a column that has one in every row.
  func need<Value>(_ place: Columns.CellPlace, _ value: Value?) throws -> Value {
    guard let value else { throw malformed(place, "empty") }
    return value
  }

  /// Returns the typed cell; nil where nothing is recorded.
  fileprivate func cell(_ place: Columns.CellPlace, _ type: ContractType) throws -> Cell? {
    guard let printed = printed(place) else { return nil }
    switch type {
    case .text: return .text(Text(printed))
    case .integer: if let number = Int64(printed) { return Cell(number) }
    case .days: if let days = Days(printed) { return Cell(days) }
    case .date: if let day = CalendarDay(printed) { return .day(day) }
    case .instant: if let instant = Instant(printed) { return .instant(instant) }
    case .boolean: if let flag = ["true": true, "false": false][printed] { return .boolean(flag) }
    }
    throw malformed(place, type.fault)
  }

  private func malformed(_ place: Columns.CellPlace, _ fault: String) -> IssueError {
    IssueError(.malformed("\(place.name) is \(fault)"), place.path, line: line)
  }
}

extension ContractType {
  fileprivate var fault: String {
    switch self {
    case .text: "no text"
    case .integer: "no whole number"
    case .days: "no number of days"
    case .date: "no date"
    case .instant: "no time"
    case .boolean: "neither true nor false"
    }
  }

  /// Whether what is not recorded is a value of its own: an empty text, and false.
  fileprivate var hasBlank: Bool { self == .text || self == .boolean }
}

/// Reads the cells of a relation from the rows of a file that prints them.
private struct CellReader {
  /// For each printed field its index among the relation's fields, its place in the file, and whether it has a value in every row.
  private let fields: [(index: Int, type: ContractType, place: Columns.CellPlace, isNeeded: Bool)]
  /// The cells of the last row; nil for a field that the file does not print.
  private(set) var cells: [Cell?]

  init(_ schema: RelationSchema, _ columns: Columns) {
    fields = schema.fields.enumerated().filter { $1.file != nil }.map {
      ($0, $1.type, columns[$1.name], $1.isNeededInRow && !$1.type.hasBlank)
    }
    cells = schema.fields.map { _ in nil }
  }

  mutating func read(_ record: borrowing CSVRecord) throws {
    for (index, type, place, isNeeded) in fields {
      let cell = try record.cell(place, type)
      cells[index] = isNeeded ? try record.need(place, cell) : cell ?? .empty
    }
  }
}

extension RowReader where Value: Sendable {
  /// Reads the rows of a relation.
  ///
  /// - Parameter path: the file that prints them, if not the one of `evidence/`.
  convenience init(_ relation: Relation<Value>, _ files: IssueFiles, in path: String? = nil) throws {
    let path = path ?? relation.schema.evidencePath
    try self.init(path, files) { columns in
      var reader = CellReader(relation.schema, columns)
      return { record in
        try reader.read(record)
        var row = relation.blank
        guard relation.fill(&row, reader.cells) else {
          throw IssueError(.malformed("no row of ours"), path, line: record.line)
        }
        return row
      }
    }
  }
}

extension RowReader<(commission: Int64, cells: [Cell?])> {
  /// Reads the rows of a relation that projects hold.
  convenience init(held schema: RelationSchema, _ files: IssueFiles) throws {
    try self.init(schema.evidencePath, files) { columns in
      var reader = CellReader(schema, columns)
      let commission = columns["commission_id"]
      return { record in
        try reader.read(record)
        return (try record.need(commission, record.integer(commission)), reader.cells)
      }
    }
  }
}

/// Where the files of an issue are read from: published, staged, or in memory.
package struct IssueFiles {
  /// A file in pieces: each call gives the next, an empty one at the end.
  package typealias Pieces = () throws -> [UInt8]

  /// nil when the file is not there.
  package let open: (_ path: String) throws -> Pieces?

  package init(open: @escaping (_ path: String) throws -> Pieces?) { self.open = open }

  /// A whole file.
  package func bytes(_ path: String) throws -> [UInt8] {
    guard let next = try open(path) else { throw IssueError(.missing, path) }
    var bytes: [UInt8] = []
    while case let piece = try next(), !piece.isEmpty { bytes += piece }
    return bytes
  }

  /// Whether the issue has the rows of a relation. Only of a relation that version 0.1 did not have, its file may be missing.
  func holds(_ relation: RelationSchema) throws -> Bool { try !relation.isNew || open(relation.evidencePath) != nil }

  package func manifest() throws -> Manifest { try Manifest(parsing: try bytes(Manifest.path)) }

  /// Reads a data file back, one row at a time: the cells of these columns, without quotes and guard.
  package func forEachRow(of shape: TableShape, _ columns: [ColumnShape], _ body: ([Cell]) throws -> Void) throws {
    try RowReader(shape, self) { header in
      let places = columns.map { (place: header[$0.name], kind: $0.kind) }
      return { row in places.map { row.cell($0.place, $0.kind) } }
    }.forEach(body)
  }
}

extension CSVRecord {
  /// Returns a cell of its column's kind. A number too long to be one stays text.
  fileprivate func cell(_ place: Columns.CellPlace, _ kind: ColumnShape.Kind) -> Cell {
    guard let index = place.index, let printed = printed(place) else { return .empty }
    let cell: Cell? =
      switch kind {
      case _ where fields[index].isQuoted: nil
      case .text: nil
      case .integer, .decimal, .number, .printed: Decimal(printed).map { .number($0) }
      case .date: CalendarDay(printed).map { .day($0) }
      case .dateTime: Instant(printed).map { .instant($0) }
      case .boolean: .boolean(printed == "true")
      }
    return cell ?? .text(Text(printed))
  }
}
