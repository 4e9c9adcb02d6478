import Core
import System

/// A check of one file, row by row. It keeps of the rows what the checks across rows and files need.
struct TableCheck {
  private(set) var mistakes = Refusal()
  /// The fingerprints of the rows' keys: one number a row, so that ten million rows take 80 MB.
  private(set) var keys: [UInt64] = []
  private var uniques: [UInt64] = []
  private var table: DataTable
  private var row: DataRow

  private let key: [Int]
  private let unique: [Int]
  private let order: (earlier: Int, later: Int)?
  /// The keys of the other relation, for each column that refers to one.
  private let references: [(column: Int, reference: ColumnSchema.Reference, keys: Set<UInt64>)]

  init(_ table: DataTable, known: [String: Set<UInt64>]) {
    self.table = table
    row = DataRow(table)
    let relation = table.relation
    key = relation.key.compactMap(relation.index(of:))
    unique = relation.unique.flatMap(relation.index(of:)).map { [$0] } ?? []
    order = relation.order.flatMap { order in
      guard let earlier = relation.index(of: order.earlier), let later = relation.index(of: order.later) else {
        return nil
      }
      return (earlier, later)
    }
    references = relation.columns.enumerated().compactMap { index, column in
      guard let reference = column.reference, let keys = known[reference.relation] else { return nil }
      return (index, reference, keys)
    }
  }

  /// Reads the whole file below its header, and a second time when rows seem to share a key.
  mutating func run(in folder: borrowing Folder) throws(ImportError) -> DataTable {
    var isHeader = true
    let source = try Source(folder, table.file, table.encoding, delimiter: table.delimiter)
    try source.forEachRecord { (record) throws(ImportError) in if isHeader { isHeader = false } else { check(record) } }
    try findRepeated(keys, key, in: folder)
    try findRepeated(uniques, unique, in: folder)
    return table
  }

  private mutating func check(_ record: borrowing CSVRecord) {
    table.rows += 1
    row.read(record)
    for mistake in row.mistakes { mistakes.add(mistake) }
    if let fingerprint = row.fingerprint(key) { keys.append(fingerprint) }
    if !unique.isEmpty, let fingerprint = row.fingerprint(unique) { uniques.append(fingerprint) }
    checkReferences()
    checkOrder()
  }

  private mutating func checkReferences() {
    for index in references.indices {
      guard let fingerprint = row.fingerprint([references[index].column]), !references[index].keys.contains(fingerprint)
      else { continue }
      let (column, reference, _) = references[index]
      let value = row.key([column]).map { CellError.shownCode($0.span) } ?? "the text"
      refuse(
        table.relation.columns[column].name, "\(value) is in no row of \(reference.relation).csv",
        expected: "the \(reference.column) of a row there")
    }
  }

  private mutating func checkOrder() {
    guard let order, let earlier = row.key([order.earlier]), let later = row.key([order.later]),
      later.lexicographicallyPrecedes(earlier)
    else { return }
    let (first, last) = (table.relation.columns[order.earlier].name, table.relation.columns[order.later].name)
    refuse(
      last, "\(CellError.shown(later.span)) is before \(first)", expected: "\(CellError.shown(earlier.span)) or later")
  }

  private mutating func refuse(_ column: String, _ problem: String, expected: String) {
    mistakes.add(Mistake(file: table.file, line: row.line, column: column, problem: problem, expected: expected))
  }

  /// Finds rows with the same key. The fingerprints show that there are some; a second reading shows which.
  private mutating func findRepeated(_ fingerprints: [UInt64], _ columns: [Int], in folder: borrowing Folder)
    throws(ImportError)
  {
    let repeated = repeatedNumbers(fingerprints)
    guard !repeated.isEmpty else { return }
    let names = columns.map { table.relation.columns[$0].name }.joined(separator: ", ")
    var lines: [[UInt8]: Int] = [:]
    var isHeader = true
    let source = try Source(folder, table.file, table.encoding, delimiter: table.delimiter)
    try source.forEachRecord { (record) throws(ImportError) in
      guard !isHeader else { return isHeader = false }
      row.read(record)
      guard let fingerprint = row.fingerprint(columns), repeated.contains(fingerprint), let key = row.key(columns)
      else { return }
      guard let first = lines[key] else { return lines[key] = row.line }
      refuse(names, "the value is in line \(first) already", expected: "one row for each")
    }
  }

  private func repeatedNumbers(_ numbers: [UInt64]) -> Set<UInt64> {
    let sorted = numbers.sorted()
    var repeated: Set<UInt64> = []
    for (number, next) in zip(sorted, sorted.dropFirst()) where number == next { repeated.insert(number) }
    return repeated
  }
}

/// A row in COPY's text format, made from one record after the other. The bytes are reused.
struct DataRow {
  /// The columns in the relation's order, separated by tabs, without a line end.
  private(set) var bytes: [UInt8] = []
  /// The range of each column in `bytes`; nil when its cell is wrong, or when a required column is missing.
  private(set) var columns: [Range<Int>?]
  private(set) var mistakes: [Mistake] = []
  private(set) var line = 0

  private let table: DataTable
  private let file: String
  private let readers: [ColumnReader]
  private let isMissing: [Bool]

  init(_ table: DataTable) {
    self.table = table
    file = table.file
    readers = table.relation.columns.map(ColumnReader.init)
    columns = readers.map { _ in nil }
    isMissing = zip(table.relation.columns, table.fields).map { !$0.isNullable && $1 == nil }
  }

  mutating func read(_ record: borrowing CSVRecord) {
    bytes.removeAll(keepingCapacity: true)
    mistakes.removeAll(keepingCapacity: true)
    line = record.line
    guard isWellFormed(record) else {
      for index in columns.indices { columns[index] = nil }
      return
    }
    let cells = record.bytes
    for index in readers.indices {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      let start = bytes.count
      if let number = table.fields[index] {
        let field = record.fields[number]
        do throws(CellError) {
          try readers[index].append(cells.span.extracting(field.range), to: &bytes)
          columns[index] = start..<bytes.count
        } catch {
          columns[index] = nil
          refuse(field.line, readers[index].name, error)
        }
      } else {
        bytes.append(contentsOf: ColumnReader.null)
        columns[index] = isMissing[index] ? nil : start..<bytes.count
      }
    }
  }

  /// Returns whether the record is valid CSV and as wide as the header. Extra empty cells at its end are ignored.
  private mutating func isWellFormed(_ record: borrowing CSVRecord) -> Bool {
    if let fault = record.fault {
      let column = table.fields.firstIndex(of: fault.field).map { readers[$0].name }
      mistakes.append(.fault(fault, file, column))
      return false
    }
    var count = record.fields.count
    while count > table.width, record.fields[count - 1].range.isEmpty { count -= 1 }
    guard count == table.width else {
      refuse(line, nil, CellError("the row has \(count) cells", expected: "\(table.width), as in the first line"))
      return false
    }
    return true
  }

  private mutating func refuse(_ line: Int, _ column: String?, _ error: CellError) {
    mistakes.append(Mistake(file: file, line: line, column: column, problem: error.problem, expected: error.expected))
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

  private func isNull(_ range: Range<Int>) -> Bool {
    range.count == 2 && bytes[range.lowerBound] == ColumnReader.null[0]
      && bytes[range.lowerBound + 1] == ColumnReader.null[1]
  }
}

extension DataFolder {
  /// Passes the rows of a table to `body` in COPY's text format, in the contract's order of columns, in pieces that end
  /// with a row. The file is read again, and a file that changed meanwhile is refused.
  ///
  /// - Parameter numbered: whether the line in the file is one more column.
  package func forEachPiece(of table: DataTable, numbered: Bool = false, _ body: ([UInt8]) throws(ImportError) -> Void)
    throws(ImportError)
  {
    let folder = try Self.open(path)
    var row = DataRow(table)
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

/// The number of bytes after which a piece is passed on.
private let pieceSize = 1 << 16
