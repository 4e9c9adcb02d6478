import CSV
import Facts
import Files

/// Looks a file through, row by row, and keeps of the rows what the checks across rows and files need.
struct TableCheck {
  private(set) var mistakes = Refusal()
  /// Of the rows' keys; one number a row, so that ten million rows are 80 MB.
  private(set) var keys: [UInt64] = []
  private var uniques: [UInt64] = []
  private var table: Table
  private var row: Row

  private let key: [Int]
  private let unique: [Int]
  private let order: (earlier: Int, later: Int)?
  /// For each column that refers to another relation, the keys there.
  private let references: [(column: Int, reference: Contract.Column.Reference, keys: Set<UInt64>)]

  init(_ table: Table, known: [String: Set<UInt64>]) {
    self.table = table
    row = Row(table)
    let relation = table.relation
    key = relation.key.compactMap(relation.index(of:))
    unique = relation.unique.flatMap(relation.index(of:)).map { [$0] } ?? []
    order = relation.order.flatMap { order in
      guard let earlier = relation.index(of: order.earlier),
        let later = relation.index(of: order.later)
      else { return nil }
      return (earlier, later)
    }
    references = relation.columns.enumerated().compactMap { index, column in
      guard let reference = column.reference, let keys = known[reference.relation] else {
        return nil
      }
      return (index, reference, keys)
    }
  }

  /// Reads the whole file below its header, twice where rows seem to share a key.
  mutating func run(in folder: borrowing Folder) throws(ImportError) -> Table {
    var isHeader = true
    let source = try Source(folder, table.file, table.encoding, delimiter: table.delimiter)
    try source.forEachRecord { (record) throws(ImportError) in
      if isHeader { isHeader = false } else { check(record) }
    }
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
      guard let fingerprint = row.fingerprint([references[index].column]),
        !references[index].keys.contains(fingerprint)
      else { continue }
      let (column, reference, _) = references[index]
      let value = row.key([column]).map { Complaint.shownCode($0.span) } ?? "a text"
      refuse(
        table.relation.columns[column].name, "\(value) is in no row of \(reference.relation).csv",
        expected: "the \(reference.column) of a row there")
    }
  }

  private mutating func checkOrder() {
    guard let order, let earlier = row.key([order.earlier]), let later = row.key([order.later]),
      later.lexicographicallyPrecedes(earlier)
    else { return }
    let (first, last) = (
      table.relation.columns[order.earlier].name, table.relation.columns[order.later].name
    )
    refuse(
      last, "\(Complaint.shown(later.span)) is before \(first)",
      expected: "\(Complaint.shown(earlier.span)) or later")
  }

  private mutating func refuse(_ column: String, _ problem: String, expected: String) {
    mistakes.add(
      Mistake(
        file: table.file, line: row.line, column: column, problem: problem, expected: expected))
  }

  /// Finds rows with one key: fingerprints tell that there are some, a second reading which.
  private mutating func findRepeated(
    _ fingerprints: [UInt64], _ columns: [Int], in folder: borrowing Folder
  ) throws(ImportError) {
    let repeated = repeatedNumbers(fingerprints)
    guard !repeated.isEmpty else { return }
    let names = columns.map { table.relation.columns[$0].name }.joined(separator: ", ")
    var lines: [[UInt8]: Int] = [:]
    var isHeader = true
    let source = try Source(folder, table.file, table.encoding, delimiter: table.delimiter)
    try source.forEachRecord { (record) throws(ImportError) in
      guard !isHeader else { return isHeader = false }
      row.read(record)
      guard let fingerprint = row.fingerprint(columns), repeated.contains(fingerprint),
        let key = row.key(columns)
      else { return }
      guard let first = lines[key] else { return lines[key] = row.line }
      refuse(names, "the same as in line \(first)", expected: "one row for each")
    }
  }

  private func repeatedNumbers(_ numbers: [UInt64]) -> Set<UInt64> {
    let sorted = numbers.sorted()
    var repeated: Set<UInt64> = []
    for (number, next) in zip(sorted, sorted.dropFirst()) where number == next {
      repeated.insert(number)
    }
    return repeated
  }
}
