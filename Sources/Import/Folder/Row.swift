import CSV
import Facts

/// A row as COPY takes it, read from one record after the other; its bytes are reused.
struct Row {
  /// The columns in the relation's order, with tabs between and no line end.
  private(set) var bytes: [UInt8] = []
  /// Where each column is in `bytes`; nil where its cell is wrong, or its column missing though it may not be.
  private(set) var columns: [Range<Int>?]
  private(set) var mistakes: [Mistake] = []
  private(set) var line = 0

  private let table: Table
  private let file: String
  private let readers: [ColumnReader]
  private let isMissing: [Bool]

  init(_ table: Table) {
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
        do throws(Complaint) {
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

  /// Whether the record is CSV and as wide as the header; empty cells beyond that do no harm.
  private mutating func isWellFormed(_ record: borrowing CSVRecord) -> Bool {
    if let fault = record.fault {
      let column = table.fields.firstIndex(of: fault.field).map { readers[$0].name }
      mistakes.append(.fault(fault, file, column))
      return false
    }
    var count = record.fields.count
    while count > table.width, record.fields[count - 1].range.isEmpty { count -= 1 }
    guard count == table.width else {
      refuse(
        line, nil, Complaint("\(count) cells", expected: "\(table.width), as in the first line"))
      return false
    }
    return true
  }

  private mutating func refuse(_ line: Int, _ column: String?, _ complaint: Complaint) {
    mistakes.append(
      Mistake(
        file: file, line: line, column: column, problem: complaint.problem,
        expected: complaint.expected))
  }

  /// The bytes of some columns with tabs between; nil where one is wrong or null.
  func key(_ indices: [Int]) -> [UInt8]? {
    var key: [UInt8] = []
    for index in indices {
      guard let range = columns[index], !isNull(range) else { return nil }
      if !key.isEmpty { key.append(UInt8(ascii: "\t")) }
      key.append(contentsOf: bytes[range])
    }
    return key
  }

  /// A number that stands for the key: equal for equal keys, and for others as good as never. nil as for `key`.
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
