package import Core
import System

/// A value that does not fit the column it is to be written in: a mistake of the program, found before anything is published.
package struct WritingError: Error, Hashable, Sendable {
  package enum WritingFault: String, Hashable, Sendable {
    /// A row has more or fewer cells than its table has columns.
    case cellCount = "not a cell for every column"
    /// A cell's kind is not its column's, or a number has not the column's decimals.
    case cellKind = "a cell of another kind than its column"
    case missingCell = "no value where every row has one"
    case unknownWord = "a word the column's vocabulary does not have"
    /// A column is named twice, or a key names a column that is not there.
    case shape = "columns or key that do not fit together"
  }

  package let code: WritingFault
  /// The file within the issue.
  package let path: String
  /// The row, from 1; nil where the table itself is wrong. The rows before it are written and right.
  package var row: Int?
  /// The column's name; nil where no single column is wrong.
  package var column: String?
}

extension WritingError: CustomStringConvertible {
  /// `days.csv, row 3, column days: a cell of another kind than its column`; never a value from the data.
  package var description: String {
    let place = [path, row.map { "row \($0)" }, column.map { "column \($0)" }]
    return place.compactMap { $0 }.joined(separator: ", ") + ": " + code.rawValue
  }
}

/// Writes a data file row by row, each cell checked against its column.
///
/// A caller that streams takes `bytes` and empties it now and then, between any two calls. After an error the file is not to be
/// published.
package struct TableWriter: Sendable {
  package let shape: TableShape
  /// The rows that were ended so far.
  package private(set) var rows = 0
  private var encoder = CSVEncoder()
  private var column = 0
  /// What a cell is checked against, by column.
  private let kinds: [ColumnShape.Kind]
  private let codes: [[Text]?]

  /// The bytes written so far: the header at least, until the caller takes it.
  package var bytes: [UInt8] {
    _read { yield encoder.bytes }
    _modify { yield &encoder.bytes }
  }

  /// Begins the file with its header. Excel needs the byte-order mark.
  package init(_ shape: TableShape, byteOrderMark: Bool) throws(WritingError) {
    self.shape = shape
    kinds = shape.columns.map(\.kind)
    codes = shape.columns.map { $0.codes?.map { Text($0) } }
    let names = shape.columns.map(\.name)
    guard Set(names).count == names.count, shape.key.allSatisfy(names.contains) else {
      throw WritingError(code: .shape, path: shape.path)
    }
    if byteOrderMark { encoder.bytes += CSVEncoder.byteOrderMark }
    encoder.header(names)
  }

  /// Returns a whole file.
  package static func bytes(of table: FilledTable, byteOrderMark: Bool) throws(WritingError) -> [UInt8] {
    var writer = try TableWriter(table.shape, byteOrderMark: byteOrderMark)
    for row in table.rows { try writer.append(row) }
    return writer.bytes
  }

  package mutating func append(_ row: [Cell]) throws(WritingError) {
    guard row.count == shape.columns.count else { throw error(.cellCount) }
    for cell in row { try append(cell) }
    try endRow()
  }

  /// Writes a whole row, each cell as its column finds it.
  package mutating func append<Row>(_ row: Row, _ values: [@Sendable (Row) -> Cell]) throws(WritingError) {
    for value in values { try append(value(row)) }
    try endRow()
  }

  /// Writes the next cell of the row.
  package mutating func append(_ cell: Cell) throws(WritingError) {
    guard column < kinds.count else { throw error(.cellCount) }
    guard kinds[column].takes(cell) else { throw error(.cellKind) }
    switch cell {
    case .text(let text):
      if let codes = codes[column], !codes.contains(text) { throw error(.unknownWord) }
      encoder.text(text.string)
    case .number(let number): encoder.number(number.mantissa, scale: number.scale)
    case .day(let day): encoder.date(day.civil)
    case .instant(let instant): encoder.time(instant.day.civil, seconds: instant.secondOfDay)
    case .boolean(let flag): encoder.bare(flag ? "true" : "false")
    case .empty:
      if shape.columns[column].isRequired { throw error(.missingCell) }
      encoder.empty()
    }
    column += 1
  }

  package mutating func endRow() throws(WritingError) {
    guard column == shape.columns.count else { throw error(.cellCount) }
    encoder.endRecord()
    column = 0
    rows += 1
  }

  private func error(_ code: WritingError.WritingFault) -> WritingError {
    let name = column < shape.columns.count && code != .cellCount ? shape.columns[column].name : nil
    return WritingError(code: code, path: shape.path, row: rows + 1, column: name)
  }
}

/// Cells of neighbouring columns that very many rows repeat. Each run of cells is checked and encoded once.
package struct RowFragments: Sendable {
  fileprivate let columns: Range<Int>
  private var bytes: [UInt8] = []
  private var ends = [0]

  /// - Parameter columns: neighbouring columns of `shape`, by name.
  package init(_ shape: TableShape, _ columns: String...) {
    let first = shape.columns.firstIndex { $0.name == columns[0] } ?? 0
    self.columns = first..<first + columns.count
    assert(shape.columns[self.columns].map(\.name) == columns)
  }

  package var count: Int { ends.count - 1 }

  /// Adds a run. Its index is the number of runs before it.
  package mutating func append(_ cells: [Cell], of writer: TableWriter) throws(WritingError) {
    bytes += try writer.encoded(cells, at: columns)
    ends.append(bytes.count)
  }

  fileprivate subscript(index: Int) -> ArraySlice<UInt8> { bytes[ends[index]..<ends[index + 1]] }
}

extension TableWriter {
  /// Writes the next cells of the row: a run that was encoded before.
  package mutating func append(_ fragments: RowFragments, _ index: Int) throws(WritingError) {
    guard column == fragments.columns.lowerBound else { throw error(.cellCount) }
    encoder.append(encoded: fragments[index])
    column = fragments.columns.upperBound
  }

  fileprivate func encoded(_ cells: [Cell], at columns: Range<Int>) throws(WritingError) -> [UInt8] {
    var writer = self
    writer.encoder = CSVEncoder()
    writer.column = columns.lowerBound
    guard cells.count == columns.count, columns.upperBound <= kinds.count else { throw error(.cellCount) }
    for cell in cells { try writer.append(cell) }
    return writer.encoder.bytes
  }
}

// A data file's columns in the two vocabularies that other programs read.

extension TableShape {
  /// Where the file's metadata in the second vocabulary is: `evidence/strands.csv-metadata.json`.
  package var metadataPath: String { path + "-metadata.json" }

  /// The W3C's CSV on the Web: a file beside the data file.
  package var metadata: [UInt8] {
    JSON.object([
      "@context": .array([.string("http://www.w3.org/ns/csvw"), .object(["@language": .string("en")])]),
      "url": .string(path.split(separator: "/").last.map(String.init) ?? path), "dc:title": .string(title),
      "dc:description": .string(meaning),
      "dialect": .object([
        "encoding": .string("utf-8"), "delimiter": .string(","), "quoteChar": .string("\""),
        "doubleQuote": .boolean(true), "header": .boolean(true), "lineTerminators": .strings(["\r\n"]),
      ]),
      "tableSchema": .object([
        "columns": .array(columns.map(\.webColumn)), "primaryKey": key.isEmpty ? nil : .strings(key),
      ]),
    ]).bytes
  }

  /// Frictionless Table Schema: a part of the manifest.
  ///
  /// - Parameter paths: the data files of the issue; a reference to another one is left out.
  func frictionlessSchema(beside paths: Set<String>) -> JSON {
    let keys = references.filter { paths.contains($0.path) }.map { column, path in
      JSON.object([
        "fields": .strings([column]),
        "reference": .object(["resource": .string(Manifest.resourceName(path)), "fields": .strings([column])]),
      ])
    }
    return .object([
      "$schema": .string(Manifest.profile("tableschema")), "fields": .array(columns.map(\.frictionlessField)),
      "missingValues": .strings([""]), "primaryKey": key.isEmpty ? nil : .strings(key),
      "foreignKeys": keys.isEmpty ? nil : .array(keys),
    ])
  }
}

extension ColumnShape {
  fileprivate var webColumn: JSON {
    .object([
      "name": .string(name), "titles": .string(name), "dc:title": .string(title), "dc:description": .string(meaning),
      "schema:unitText": unit.map(JSON.string), "datatype": webDatatype, "null": neverMissing,
      "required": isRequired ? .boolean(true) : nil,
    ])
  }

  fileprivate var frictionlessField: JSON {
    .object([
      "name": .string(name), "title": .string(title), "description": .string(meaning),
      "type": .string(frictionlessType), "unit": unit.map(JSON.string),
      "trueValues": kind == .boolean ? .strings(["true"]) : nil,
      "falseValues": kind == .boolean ? .strings(["false"]) : nil, "missingValues": neverMissing,
      "constraints": isRequired || codes != nil
        ? .object(["required": isRequired ? .boolean(true) : nil, "enum": codes.map(JSON.strings)]) : nil,
    ])
  }

  /// Where every row has a text, an empty one is a text.
  private var neverMissing: JSON? { isRequired && kind == .text ? .strings([]) : nil }

  private var webDatatype: JSON {
    if let codes {
      let words = codes.map(Self.escapedForPattern).joined(separator: "|")
      return .object(["base": .string("string"), "format": .string("^(\(words))$")])
    }
    return switch kind {
    case .text, .printed: .string("string")
    case .integer: .string("integer")
    case .decimal, .number: .string("decimal")
    case .date: .object(["base": .string("date"), "format": .string("yyyy-MM-dd")])
    case .dateTime: .object(["base": .string("dateTime"), "format": .string("yyyy-MM-ddTHH:mm:ssX")])
    case .boolean: .object(["base": .string("boolean"), "format": .string("true|false")])
    }
  }

  private var frictionlessType: String {
    switch kind {
    case .text, .printed: "string"
    case .integer: "integer"
    case .decimal, .number: "number"
    case .date: "date"
    case .dateTime: "datetime"
    case .boolean: "boolean"
    }
  }

  /// Returns a word as a regular expression that matches the word alone.
  private static func escapedForPattern(_ word: String) -> String {
    word.unicodeScalars.map { scalar in
      let isPlain = scalar.properties.isAlphabetic || "0123456789 _-".unicodeScalars.contains(scalar)
      return (isPlain ? "" : "\\") + String(scalar)
    }.joined()
  }
}
