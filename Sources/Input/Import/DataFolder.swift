package import Core
import Database
import System

/// A folder of CSV files, one a relation, that was checked and has no mistake.
///
/// The files belong to people: nothing in them is taken for this program's formula guard, and a leading apostrophe is
/// kept. The rows are read again when they are loaded, so a folder may be larger than memory.
package struct DataFolder: Sendable {
  package let path: String
  /// The tables in the contract's order: each after those to which it refers.
  package let tables: [DataTable]

  /// Reads every file to its end. Throws all mistakes, not only the first.
  ///
  /// - Parameter isStamped: whether the rows go into our own tables, which record the time of each row. Then those
  ///   columns may be empty or missing. A report straight from the folder would otherwise get new times at each run.
  package static func read(_ path: String, isStamped: Bool = false) throws(ImportError) -> DataFolder {
    let folder = try open(path)
    var check = FolderCheck()
    try check.listFiles(of: folder)
    var tables: [DataTable] = []
    for relation in Contract.relations {
      let relation = isStamped ? relation.asImported : relation
      if let table = try check.read(relation, in: folder) { tables.append(table) }
    }
    guard check.mistakes.count == 0 else { throw ImportError(.refused(check.mistakes)) }
    return DataFolder(path: path, tables: tables)
  }

  static func open(_ path: String) throws(ImportError) -> Folder {
    do throws(FileError) { return try Folder.open(path) } catch { throw ImportError(.unreadable(error)) }
  }
}

/// The mistakes of a folder, and what the check of one file needs from others.
private struct FolderCheck {
  var mistakes = Refusal()
  private var missing: Set<String> = []
  /// The keys of relations that others refer to; absent when a key could not be read.
  private var known: [String: Set<UInt64>] = [:]

  /// Checks that the files of version 0.1 exist and that there is no other CSV file, whose data would be left out silently.
  mutating func listFiles(of folder: borrowing Folder) throws(ImportError) {
    let entries: [FolderEntry]
    do throws(FileError) { entries = try folder.entries() } catch { throw ImportError(.unreadable(error)) }
    let expected = Contract.relations.map(DataTable.file(of:))
    for (name, relation) in zip(expected, Contract.relations) {
      guard let entry = entries.first(where: { $0.name == name }) else {
        missing.insert(name)
        if relation.isNew { continue }
        mistakes.add(Mistake(file: name, problem: "the file is missing", expected: "it, at least with its first line"))
        continue
      }
      guard entry.kind != .file else { continue }
      missing.insert(name)
      mistakes.add(Mistake(file: name, problem: "the entry is no plain file", expected: "a plain file"))
    }
    for entry in entries where entry.name.lowercased().hasSuffix(".csv") {
      guard !entry.name.hasPrefix("."), !expected.contains(entry.name) else { continue }
      mistakes.add(
        Mistake(
          file: entry.name, problem: "no relation has the name of the file",
          expected: "one of " + expected.joined(separator: ", ")))
    }
  }

  /// Returns nil when the file is missing or cannot be read as rows.
  mutating func read(_ relation: RelationSchema, in folder: borrowing Folder) throws(ImportError) -> DataTable? {
    let file = DataTable.file(of: relation)
    guard !missing.contains(file), let (encoding, delimiter) = try detectEncoding(of: file, in: folder),
      let table = try header(relation, encoding, delimiter, in: folder)
    else { return nil }
    var check = TableCheck(table, known: known)
    let read = try check.run(in: folder)
    mistakes.add(check.mistakes)
    // When a row's own key cannot be read, the rows that refer to it would get its mistake.
    if relation.key.count == 1, check.keys.count == read.rows { known[relation.name] = Set(check.keys) }
    return read
  }

  private mutating func detectEncoding(of file: String, in folder: borrowing Folder) throws(ImportError) -> (
    TextEncoding, UInt8
  )? {
    var reader = try Input.open(file, in: folder)
    var detector = EncodingDetector()
    while true {
      let chunk = try nextChunk(&reader)
      if chunk.isEmpty { break }
      detector.feed(chunk)
    }
    let (encoding, finding, expected) = detector.finish()
    if let encoding { return (encoding, detector.delimiter) }
    if let finding { mistakes.add(.foreign(finding, file, expected: expected)) }
    return nil
  }

  private mutating func header(
    _ relation: RelationSchema, _ encoding: TextEncoding, _ delimiter: UInt8, in folder: borrowing Folder
  ) throws(ImportError) -> DataTable? {
    let file = DataTable.file(of: relation)
    var header: Header?
    let source = try Source(folder, file, encoding, delimiter: delimiter)
    try source.first { record in header = Header(record, of: relation) }
    guard let header else {
      mistakes.add(
        Mistake(
          file: file, line: 1, problem: "the file is empty", expected: "a first line with the names of the columns"))
      return nil
    }
    for mistake in header.mistakes { mistakes.add(mistake) }
    return DataTable(
      relation: relation, encoding: encoding, delimiter: delimiter, fields: header.fields, width: header.width)
  }
}

extension Mistake {
  /// Makes the mistake of a byte that no possible encoding of the file allows.
  fileprivate static func foreign(_ finding: EncodingDetector.LocatedByte, _ file: String, expected: String) -> Mistake
  {
    let place = "byte \(finding.byte.offset + 1) of the file"
    let hex = String(finding.byte.byte, radix: 16, uppercase: true)
    let problem =
      switch finding.byte.problem {
      case .invalid: "\(place) is 0x\(hex), which is no text"
      case .nul: "\(place) is 0, which no text holds"
      case .oddLength: "\(place) is half a character"
      }
    return Mistake(file: file, line: finding.line, problem: problem, expected: expected)
  }
}

/// The first line of a file, matched with its relation.
struct Header {
  /// The field of each column of the relation.
  private(set) var fields: [Int?]
  private(set) var width: Int
  private(set) var mistakes: [Mistake] = []

  private let relation: RelationSchema
  private let line: Int

  init(_ record: borrowing CSVRecord, of relation: RelationSchema) {
    self.relation = relation
    line = record.line
    fields = relation.columns.map { _ in nil }
    width = record.fields.count
    while width > 0, record.fields[width - 1].range.isEmpty { width -= 1 }
    if let fault = record.fault { mistakes.append(.fault(fault, DataTable.file(of: relation), nil)) }
    for field in 0..<width { take(record.string(field), at: field) }
    for (column, field) in zip(relation.columns, fields) where field == nil && !column.isNullable {
      refuse(column.name, "the column is missing", expected: "it in the first line")
    }
  }

  private mutating func take(_ name: String, at field: Int) {
    let name = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    guard let column = relation.columns.firstIndex(where: { equal($0.name, name) }) else {
      let known = relation.columns.map(\.name).joined(separator: ", ")
      return name.isEmpty
        ? refuse(nil, "column \(field + 1) has no name", expected: "one of \(known)")
        : refuse(shown(name), "the column is unknown", expected: "one of \(known)")
    }
    guard fields[column] == nil else {
      return refuse(relation.columns[column].name, "the column appears twice", expected: "it only once")
    }
    fields[column] = field
  }

  private mutating func refuse(_ column: String?, _ problem: String, expected: String) {
    mistakes.append(
      Mistake(file: DataTable.file(of: relation), line: line, column: column, problem: problem, expected: expected))
  }

  /// Compares by bytes, because Swift's equality treats two encodings of a character as equal.
  private func equal(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

  /// Returns an unknown name in a form that fits one line of a terminal.
  private func shown(_ name: String) -> String {
    let scalars = name.unicodeScalars.prefix(40).map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: Unicode.Scalar(0xFFFD) ?? " "
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension Mistake {
  /// Makes the mistake of a record that is not valid CSV.
  static func fault(_ fault: CSVFault, _ file: String, _ column: String?) -> Mistake {
    let (problem, expected) =
      switch fault.kind {
      case .unclosedQuote: ("a quote is opened and never closed", "a closing quote")
      case .textAfterClosingQuote: ("text follows a closing quote", "the next cell, or double the quotes inside quotes")
      case .quoteInUnquotedField:
        ("a cell without quotes holds a quote", "quotes around the cell, and double those inside")
      }
    return Mistake(file: file, line: fault.line, column: column, problem: problem, expected: expected)
  }
}

/// One checked file of a data folder: its encoding, its delimiter and the fields of its columns.
package struct DataTable: Sendable {
  package let relation: RelationSchema
  package let encoding: TextEncoding
  /// The delimiter: a comma or a semicolon.
  package let delimiter: UInt8
  /// The number of rows below the header, without blank lines.
  package internal(set) var rows = 0
  /// The field of each column of the relation; nil when the file omits the column.
  let fields: [Int?]
  /// Returns whether the file has the column.
  func has(_ column: ColumnSchema) -> Bool { relation.index(of: column.name).map { fields[$0] != nil } ?? false }
  /// The number of fields in the header, without nameless ones at its end.
  let width: Int

  package var file: String { Self.file(of: relation) }

  static func file(of relation: RelationSchema) -> String { relation.name + ".csv" }

  /// Returns the COPY statement for the rows of `DataFolder.forEachPiece`.
  ///
  /// - Parameters:
  ///   - target: the table as SQL names it, quoted.
  ///   - isFrozen: whether the table was made in the same transaction, so that its rows can be frozen and need no
  ///   vacuum.
  ///   - numbered: whether the target has one more column, `line`, for the line in the file.
  package func copyStatement(into target: String, isFrozen: Bool = false, numbered: Bool = false) -> String {
    let columns = relation.columns.map(\.name).joined(separator: ", ") + (numbered ? ", line" : "")
    return "COPY \(target) (\(columns)) FROM STDIN" + (isFrozen ? " (FREEZE)" : "")
  }
}

/// The records of a file in any encoding, without blank lines.
struct Source: ~Copyable {
  private let name: String
  private var file: FileReader
  private var decoder: TextDecoder
  private var reader: CSVReader

  init(_ folder: borrowing Folder, _ name: String, _ encoding: TextEncoding, delimiter: UInt8) throws(ImportError) {
    self.name = name
    file = try open(name, in: folder)
    decoder = TextDecoder(encoding)
    reader = CSVReader(delimiter: delimiter)
  }

  /// Passes every record to `body` until the file's end, the header first.
  consuming func forEachRecord(_ body: (borrowing CSVRecord) throws(ImportError) -> Void) throws(ImportError) {
    while let text = try nextText() {
      try reader.feed(text) { (record) throws(ImportError) in if !isBlank(record) { try body(record) } }
    }
    try reader.finish { (record) throws(ImportError) in if !isBlank(record) { try body(record) } }
  }

  /// Passes the header to `body`.
  consuming func first(_ body: (borrowing CSVRecord) -> Void) throws(ImportError) {
    var isFound = false
    func visit(_ record: borrowing CSVRecord) {
      guard !isFound, !isBlank(record) else { return }
      isFound = true
      body(record)
    }
    while !isFound, let text = try nextText() { reader.feed(text, visit) }
    if !isFound { reader.finish(visit) }
  }

  private mutating func nextText() throws(ImportError) -> [UInt8]? {
    let chunk = try nextChunk(&file)
    do throws(InvalidByte) {
      guard !chunk.isEmpty else {
        try decoder.finish()
        return nil
      }
      return try decoder.decode(chunk)
    } catch { throw ImportError(.changed(name)) }
  }
}

/// Returns whether a record holds nothing, as below a table of a spreadsheet, also when its empty cells have quotes.
private func isBlank(_ record: borrowing CSVRecord) -> Bool {
  record.fault == nil && record.fields.allSatisfy { $0.range.isEmpty }
}

extension Mistake {
  /// Makes the mistake of a file that changed after it was checked.
  static func changed(_ file: String) -> Mistake {
    Mistake(
      file: file, problem: "the file changed while it was read", expected: "the program a folder that nobody changes")
  }
}

/// The number of bytes to read at a time.
private let chunkSize = 1 << 18

func open(_ name: String, in folder: borrowing Folder) throws(ImportError) -> FileReader {
  do throws(FileError) { return try folder.open(file: name) } catch { throw ImportError(.unreadable(error)) }
}

/// Reads a chunk; none at the end. Between two chunks the function checks for a signal, because a folder may take
/// minutes.
func nextChunk(_ file: inout FileReader) throws(ImportError) -> [UInt8] {
  if let signal = Signals.received {
    throw ImportError(.database(DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)")))
  }
  do throws(FileError) { return try file.read(upTo: chunkSize) } catch { throw ImportError(.unreadable(error)) }
}
