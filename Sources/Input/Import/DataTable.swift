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

/// A row in COPY's text format, made from one record after the other. The bytes are reused.
struct DataRow {
  /// The columns in the relation's order, separated by tabs, without a line end.
  private(set) var bytes: [UInt8] = []
  /// The range of each column in `bytes`; nil when its cell is wrong, or when a required column is missing.
  private(set) var columns: [Range<Int>?]
  private(set) var mistakes: [Mistake] = []
  private(set) var warnings: [Mistake] = []
  private(set) var line = 0

  private let part: DataPart
  private(set) var readers: [ColumnReader]
  private let isMissing: [Bool]
  /// What an import writes where nothing is recorded, by column; nil where it writes nothing.
  private let fills: [ColumnSchema.Fill?]
  /// The columns of the key but for the one that counts, and how many rows so far have each value of them.
  private let counted: [Int]
  private var counts: [[UInt8]: Int] = [:]
  /// The columns of the key that may not be empty.
  private let neededKey: [Int]
  /// The columns of which a total has none: those that may not be empty, but for numbers outside the key.
  private let needed: [Int]
  /// The columns in which a total or a note has its words: all but numbers outside the key.
  private let worded: [Int]
  /// Whether the last row was counted because its number was empty.
  private(set) var isCounted = false

  /// - Parameter numbers: what is known of the rows that this one refers to, by relation.
  init(
    _ part: DataPart, of relation: RelationSchema, _ options: ReadingOptions, _ numbers: [String: NamedNumbers] = [:]
  ) {
    self.part = part
    readers = relation.columns.map { column in
      var reader = ColumnReader(
        column, options, column.reference.flatMap { numbers[$0.relation] } ?? NamedNumbers())
      reader.mayGroupWithPoints = part.form?.delimiter == UInt8(ascii: ";")
      return reader
    }
    columns = readers.map { _ in nil }
    isMissing = zip(relation.columns, part.fields).map { $0.isNeeded && $1 == nil }
    fills = relation.columns.map(\.fill)
    counted = relation.key.compactMap(relation.index(of:)).filter { relation.columns[$0].fill != .count }
    let key = relation.key.compactMap(relation.index(of:))
    worded = relation.columns.indices.filter { index in
      key.contains(index) || ![.integer, .days].contains(relation.columns[index].type)
    }
    needed = worded.filter { !relation.columns[$0].isNullable }
    neededKey = key.filter { !relation.columns[$0].isNullable }
  }

  mutating func read(_ record: borrowing CSVRecord) {
    bytes.removeAll(keepingCapacity: true)
    mistakes.removeAll(keepingCapacity: true)
    warnings.removeAll(keepingCapacity: true)
    line = record.line
    guard isWellFormed(record) else {
      for index in columns.indices { columns[index] = nil }
      return
    }
    let cells = record.bytes
    isCounted = false
    for index in readers.indices {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      let start = bytes.count
      defer { if let fill = fills[index] { fillIn(index, with: fill) } }
      guard let number = part.fields[index] else {
        bytes.append(contentsOf: readers[index].empty)
        columns[index] = isMissing[index] ? nil : start..<bytes.count
        continue
      }
      // Spreadsheets leave out the delimiters of empty cells at the end of a row.
      let field = number < record.fields.count ? record.fields[number] : nil
      let cell = cells.span.extracting(field?.range ?? 0..<0)
      let line = field?.line ?? line
      do throws(CellError) {
        try readers[index].append(cell, field?.display, line: line, to: &bytes)
        columns[index] = start..<bytes.count
        if let warning = readers[index].takeWarning() { warnings.append(made(of: warning, index, line)) }
      } catch {
        columns[index] = nil
        mistakes.append(made(of: error, index, line))
      }
    }
    if !mistakes.isEmpty, isTotalOrNote(record) { refuseTotalOrNote() }
  }

  /// Returns whether the row is none of the table: it has no key and no other value that it needs, and besides numbers one cell at
  /// most, which holds words.
  private func isTotalOrNote(_ record: borrowing CSVRecord) -> Bool {
    guard !neededKey.isEmpty, needed.allSatisfy({ isNull($0) }) else { return false }
    var words: (text: String, column: Int)?
    for index in worded {
      guard let number = part.fields[index], number < record.fields.count else { continue }
      let cell = record.bytes.span.extracting(record.fields[number].range)
      guard !isBlank(cell) else { continue }
      guard words == nil else { return false }
      words = (string(cell), index)
    }
    guard let words else { return mistakes.count > 1 }
    guard words.text.contains(where: \.isNumber) else { return mistakes.count > 1 || neededKey.contains(words.column) }
    // A date or a code that cannot be read has its digits in one word.
    return mistakes.count > 1 && Folding.trimmed(words.text).contains(where: \.isWhitespace)
  }

  private mutating func refuseTotalOrNote() {
    for index in columns.indices { columns[index] = nil }
    warnings.removeAll(keepingCapacity: true)
    let names = neededKey.map { readers[$0].name }.joined(separator: " and ")
    mistakes = [
      part.source.mistake(
        at: line, nil, "the row is no row of the table (a total or a note?)",
        expected: "it its \(names), or remove it")
    ]
  }

  /// Writes a value in the place of a null that the row ends with.
  private mutating func fillIn(_ index: Int, with fill: ColumnSchema.Fill) {
    var place = 0
    if fill == .count {
      guard let rest = key(counted) else { return }
      counts[rest, default: 0] += 1
      place = counts[rest, default: 0]
    }
    guard let range = columns[index], isNull(range) else { return }
    bytes.removeSubrange(range)
    switch fill {
    case .text(let text): bytes.append(contentsOf: text.utf8)
    case .column(let name):
      let source = readers.firstIndex { $0.name == name }
      bytes.append(contentsOf: source.flatMap { columns[$0] }.map { bytes[$0] } ?? ColumnReader.null[...])
    case .count:
      bytes.append(contentsOf: "\(place)".utf8)
      isCounted = true
    }
    columns[index] = range.lowerBound..<bytes.count
  }

  /// Returns whether the record is valid CSV, no wider than the header and no header. Further cells without anything to see are ignored.
  private mutating func isWellFormed(_ record: borrowing CSVRecord) -> Bool {
    if let fault = record.fault {
      let column = part.fields.firstIndex(of: fault.field).map { readers[$0].name }
      mistakes.append(.fault(fault, part.source, column))
      return false
    }
    var filled: [Int] = []
    for (index, cell) in record.fields.enumerated().dropFirst(part.width)
    where !isBlank(record.bytes.span.extracting(cell.range)) { filled.append(index) }
    guard let first = filled.first, let last = filled.last else {
      guard repeatsNames(record) else { return true }
      mistakes.append(
        part.source.mistake(
          at: line, nil, "the row repeats the columns' names", expected: "the names once, above all rows"))
      return false
    }
    mistakes.append(
      part.source.sheet == nil
        ? part.source.mistake(
          at: line, nil, "the row has \(last + 1) cells",
          expected: "\(part.width), as the row of the columns' names has")
        : part.source.mistake(
          at: line, field: first, nil, "the cell is outside the table", expected: "it no text, or its column a name"))
    return false
  }

  /// Returns whether all that a row holds is the name of its column, as where two tables were put below each other.
  private func repeatsNames(_ record: borrowing CSVRecord) -> Bool {
    var isFilled = false
    for index in readers.indices {
      guard let field = part.fields[index], field < record.fields.count else { continue }
      let cell = record.bytes.span.extracting(record.fields[field].range)
      if isBlank(cell) { continue }
      // No name begins with a digit, and most rows do.
      guard !isDigit(cell[0]), Folding.name(string(cell)) == Folding.name(readers[index].name) else { return false }
      isFilled = true
    }
    return isFilled
  }

  private func made(of error: CellError, _ column: Int, _ line: Int) -> Mistake {
    part.source.mistake(
      at: line, field: part.fields[column], readers[column].name, error.problem, expected: error.expected)
  }

  /// Returns the bytes of some columns with tabs between them, or nil when one is wrong or null.
  func key(_ indices: [Int]) -> [UInt8]? {
    var key: [UInt8] = []
    for index in indices {
      guard let range = columns[index], !isNull(range) else { return nil }
      if !key.isEmpty { key.append(UInt8(ascii: "\t")) }
      key.append(contentsOf: bytes[range])
    }
    return key
  }

  /// Returns the value of a column as it was written, but for tabs and line breaks; nil when `key` is.
  func text(_ index: Int) -> String? {
    key([index]).map { String(decoding: $0, as: UTF8.self).replacing(#"\\"#, with: #"\"#) }
  }

  /// Returns a hash of the key: equal for equal keys, and almost never for others. Returns nil when `key` does.
  func fingerprint(_ indices: [Int]) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in indices {
      guard let range = columns[index], !isNull(range) else { return nil }
      for place in range { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3 }
      hash = (hash ^ 0x09) &* 0x100_0000_01B3
      hash ^= hash >> 29
    }
    return (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
  }

  func isNull(_ index: Int) -> Bool { columns[index].map(isNull) ?? true }

  private func isNull(_ range: Range<Int>) -> Bool {
    range.count == 2 && bytes[range.lowerBound] == ColumnReader.null[0]
      && bytes[range.lowerBound + 1] == ColumnReader.null[1]
  }
}
