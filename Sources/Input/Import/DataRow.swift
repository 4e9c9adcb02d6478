import Core
import System

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
  /// Whether the last row was counted because its number was empty.
  private(set) var isCounted = false

  /// - Parameter numbers: what is known of the rows that this one refers to, by relation.
  init(
    _ part: DataPart, of relation: RelationSchema, _ options: ReadingOptions, _ numbers: [String: NamedNumbers] = [:]
  ) {
    self.part = part
    readers = relation.columns.map { column in
      ColumnReader(column, options, column.reference.flatMap { numbers[$0.relation] } ?? NamedNumbers())
    }
    columns = readers.map { _ in nil }
    isMissing = zip(relation.columns, part.fields).map { $0.isNeeded && $1 == nil }
    fills = relation.columns.map(\.fill)
    counted = relation.key.compactMap(relation.index(of:)).filter { relation.columns[$0].fill != .count }
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

  /// Returns whether the record is valid CSV and no wider than the header. Further cells without anything to see are ignored.
  private mutating func isWellFormed(_ record: borrowing CSVRecord) -> Bool {
    if let fault = record.fault {
      let column = part.fields.firstIndex(of: fault.field).map { readers[$0].name }
      mistakes.append(.fault(fault, part.source, column))
      return false
    }
    var filled: [Int] = []
    for (index, cell) in record.fields.enumerated().dropFirst(part.width)
    where !isBlank(record.bytes.span.extracting(cell.range)) { filled.append(index) }
    guard let first = filled.first, let last = filled.last else { return true }
    mistakes.append(
      part.source.sheet == nil
        ? part.source.mistake(
          at: line, nil, "the row has \(last + 1) cells",
          expected: "\(part.width), as the row of the columns' names has")
        : part.source.mistake(
          at: line, field: first, nil, "the cell is outside the table", expected: "it no text, or its column a name"))
    return false
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
