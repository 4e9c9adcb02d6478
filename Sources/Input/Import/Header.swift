import Core
import System

/// A search for the row that names the columns: the first of the rows above the data that names the most of them.
struct HeaderFinder {
  /// How many rows with something to see may be above the names: `sep=;`, a title, a date of printing.
  private static let most = 20

  /// A row that was looked at: where it is, which of its fields are filled, and how many columns of the relation it names.
  struct Row {
    let line: Int
    var filled: Set<Int> = []
    var columns = 0
  }

  private let names: [String: Int]
  private(set) var rows: [Row] = []
  /// The number of rows before the header.
  private(set) var index = 0
  /// How many columns of the relation the header names.
  var columns: Int { rows.isEmpty ? 0 : rows[index].columns }

  init(_ relation: RelationSchema) {
    names = Dictionary(
      zip(relation.columns.map { Folding.name($0.name) }, relation.columns.indices),
      uniquingKeysWith: { first, _ in first })
  }

  /// Takes the next row. Returns false when no further row can be the header.
  mutating func take(_ record: borrowing CSVRecord) -> Bool {
    guard rows.count < Self.most else { return false }
    var row = Row(line: record.line)
    if record.fault == nil {
      row.columns = Set((0..<record.fields.count).compactMap { names[Folding.name(record.string($0))] }).count
      for (field, cell) in record.fields.enumerated() where !isBlank(record.bytes.span.extracting(cell.range)) {
        row.filled.insert(field)
      }
    }
    let isBest = row.columns > columns
    rows.append(row)
    if isBest { index = rows.count - 1 }
    return true
  }
}

/// The row that names the columns of a source, matched with its relation.
struct Header {
  /// The field of each column of the relation.
  private(set) var fields: [Int?]
  private(set) var width: Int
  private(set) var mistakes: [Mistake] = []
  /// The columns that the relation has not, and that the caller ignores.
  private(set) var ignored: [String] = []

  private let relation: RelationSchema
  private let source: CellSource
  private let ignoresExtra: Bool
  private let line: Int

  /// Finds the header; nil in a source without any row.
  ///
  /// - Returns: the header, and the number of rows before it.
  static func find(in source: CellSource, of relation: RelationSchema, ignoresExtra: Bool) throws(ImportError) -> (
    Header, index: Int
  )? {
    var finder = HeaderFinder(relation)
    try source.forEachRecord { (record) throws(ImportError) in finder.take(record) }
    var header: Header?
    var rows = 0
    try source.forEachRecord { (record) throws(ImportError) in
      defer { rows += 1 }
      guard rows == finder.index else { return true }
      header = Header(record, of: relation, in: source, ignoresExtra: ignoresExtra)
      return false
    }
    header?.refuse(finder.rows[..<finder.index])
    return header.map { ($0, finder.index) }
  }

  /// Refuses the rows above the header that are the names of another table, or data: they would be lost without a word. A title
  /// has one cell, or leaves a needed column empty.
  private mutating func refuse(_ above: ArraySlice<HeaderFinder.Row>) {
    let needed = zip(relation.columns, fields).filter { $0.0.isNeeded }.compactMap { $0.1 }
    for row in above {
      if row.columns > 1 {
        mistakes.append(
          source.mistake(
            at: row.line, nil, "the row names columns, and so does \(source.sheet == nil ? "line" : "row") \(line)",
            expected: "one table, with one row of names"))
      } else if row.filled.count > 1, !needed.isEmpty, row.filled.isSuperset(of: needed) {
        mistakes.append(
          source.mistake(
            at: row.line, nil, "the row is above the row of the columns' names",
            expected: "the names in the first row"))
      }
    }
  }

  private init(_ record: borrowing CSVRecord, of relation: RelationSchema, in source: CellSource, ignoresExtra: Bool) {
    self.relation = relation
    self.source = source
    self.ignoresExtra = ignoresExtra
    line = record.line
    fields = relation.columns.map { _ in nil }
    width = record.fields.count
    while width > 0, isBlank(record.bytes.span.extracting(record.fields[width - 1].range)) { width -= 1 }
    if let fault = record.fault { mistakes.append(.fault(fault, source, nil)) }
    let unknown = (0..<width).filter { !take(record.string($0), at: $0) }
    for field in unknown { refuseOrIgnore(record.string(field), at: field) }
    for (column, field) in zip(relation.columns, fields) where field == nil && column.isNeeded {
      refuse(column.name, nil, "the column is missing", expected: "it in the row of the columns' names")
    }
  }

  /// Returns false for a name that the relation has not.
  private mutating func take(_ name: String, at field: Int) -> Bool {
    let folded = Folding.name(name)
    guard let column = relation.columns.firstIndex(where: { Folding.name($0.name) == folded }) else { return false }
    if fields[column] != nil {
      refuse(relation.columns[column].name, field, "the column appears twice", expected: "it only once")
    } else {
      fields[column] = field
    }
    return true
  }

  /// Refuses an unknown name, or leaves its column out on request: but never a name that is probably a misspelling of a column
  /// that is absent, whose data would be lost without a word.
  private mutating func refuseOrIgnore(_ name: String, at field: Int) {
    let folded = Folding.name(name)
    guard !folded.isEmpty else {
      guard !ignoresExtra else { return ignored.append("column \(field + 1)") }
      return refuse(nil, field, "column \(field + 1) has no name", expected: "a name; or --ignore-extra")
    }
    let near = zip(relation.columns, fields).first { $1 == nil && folded.isNear(Folding.name($0.name)) }
    if let near {
      refuse(
        shown(name), field, "the column is unknown",
        expected: "\(near.0.name), of which it is probably a misspelling\(ignoresExtra ? "; or an unlike name" : "")")
    } else if ignoresExtra {
      ignored.append(shown(name))
    } else {
      let known = relation.columns.map(\.name).joined(separator: ", ")
      refuse(shown(name), field, "the column is unknown", expected: "one of \(known); or --ignore-extra")
    }
  }

  private mutating func refuse(_ column: String?, _ field: Int?, _ problem: String, expected: String) {
    mistakes.append(source.mistake(at: line, field: field, column, problem, expected: expected))
  }

  /// Returns an unknown name in a form that fits one line of a terminal, with its invisible characters named.
  private func shown(_ name: String) -> String { Invisible.shown(String(name.prefix(40))) }
}

extension Mistake {
  /// Makes the mistake of a record that is not valid CSV.
  static func fault(_ fault: CSVFault, _ source: CellSource, _ column: String?) -> Mistake {
    let (problem, expected) =
      switch fault.kind {
      case .unclosedQuote: ("a quote is opened and never closed", "a closing quote")
      case .textAfterClosingQuote: ("text follows a closing quote", "the next cell, or double the quotes inside quotes")
      case .quoteInUnquotedField:
        ("a cell without quotes holds a quote", "quotes around the cell, and double those inside")
      }
    return source.mistake(at: fault.line, field: fault.field, column, problem, expected: expected)
  }

  /// Makes the mistake of a file that changed after it was checked.
  static func changed(_ file: String) -> Mistake {
    Mistake(
      file: file, problem: "the file changed while it was read", expected: "the program a folder that nobody changes")
  }
}

extension CellSource {
  /// Makes a mistake at a place of the source.
  ///
  /// - Parameters:
  ///   - line: the line of a file or the row of a sheet, from 1; nil for a mistake of the whole source.
  ///   - field: the index of the cell in its row; nil for a mistake of a whole row.
  func mistake(at line: Int?, field: Int? = nil, _ column: String?, _ problem: String, expected: String) -> Mistake {
    Mistake(
      file: file, sheet: sheet, line: line, field: sheet == nil ? nil : field, column: column, problem: problem,
      expected: expected)
  }
}
