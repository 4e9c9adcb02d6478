import Database
package import System

/// Rows of cells from one file or worksheet. They can be read from the start as often as needed, so that no source must fit
/// into memory. The same header finder, column readers and list of mistakes serve every source.
package struct CellSource: Sendable {
  /// Receives a row; returns false when it needs no further one.
  package typealias Body = (borrowing CSVRecord) throws(ImportError) -> Bool

  /// The file as messages name it, such as `days.csv`.
  package let file: String
  /// The worksheet; nil for a CSV file. Then messages name the sheet, the row and the cell in place of a line.
  package let sheet: String?
  private let read: @Sendable (Body) throws(ImportError) -> Void

  /// - Parameter read: reads the rows from the start, each with its number as `line`, and passes each to the body.
  package init(file: String, sheet: String? = nil, read: @escaping @Sendable (Body) throws(ImportError) -> Void) {
    self.file = file
    self.sheet = sheet
    self.read = read
  }

  /// Passes every row in which something can be seen, until the body returns false. The function checks for a signal now and then,
  /// because a large source takes minutes.
  package func forEachRecord(_ body: Body) throws(ImportError) {
    var count = 0
    try read { (record) throws(ImportError) in
      count += 1
      if count % 4096 == 0 { try refuseSignal() }
      let isBlank = record.fault == nil && record.isInvisible
      return isBlank ? true : try body(record)
    }
  }
}

extension CSVRecord {
  /// Whether no cell holds anything that can be seen: what spreadsheets leave below a table.
  fileprivate var isInvisible: Bool {
    for field in fields where !Input.isBlank(bytes.span.extracting(field.range)) { return false }
    return true
  }
}

extension CellSource {
  /// The rows of a CSV file whose form is known.
  init(_ file: PlainFile, _ form: FileForm) {
    self.init(file: file.name) { (body) throws(ImportError) in
      var reader = try file.open()
      var decoder = TextDecoder(form.encoding)
      var records = CSVReader(delimiter: form.delimiter)
      var goesOn = true
      while goesOn, let text = try file.nextText(&reader, &decoder) {
        try records.feed(text) { (record) throws(ImportError) in if goesOn { goesOn = try body(record) } }
      }
      guard goesOn else { return }
      try records.finish { (record) throws(ImportError) in _ = try body(record) }
    }
  }
}

/// Ends a read when a signal has come.
private func refuseSignal() throws(ImportError) {
  guard let signal = Signals.received else { return }
  throw ImportError(.database(DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)")))
}

/// A plain file that a person gave, or that lies in a folder that a person gave.
struct PlainFile: Sendable {
  /// The folder; nil where `path` was given itself. Links lead to a given file, and to no file of a folder.
  let folder: String?
  /// The path, or the name in the folder.
  let path: String

  /// The name in messages.
  var name: String { folder == nil ? String(path.split(separator: "/").last ?? path[...]) : path }

  func open() throws(ImportError) -> FileReader {
    do throws(FileError) {
      guard let folder else { return try FileReader(given: path) }
      return try Folder.open(folder).open(file: path)
    } catch { throw ImportError(.unreadable(error)) }
  }

  /// Reads a chunk; none at the end. Between two chunks the function checks for a signal.
  func nextChunk(_ reader: inout FileReader) throws(ImportError) -> [UInt8] {
    try refuseSignal()
    do throws(FileError) { return try reader.read(upTo: 1 << 18) } catch { throw ImportError(.unreadable(error)) }
  }

  /// Returns the next text in UTF-8; nil at the end.
  func nextText(_ reader: inout FileReader, _ decoder: inout TextDecoder) throws(ImportError) -> [UInt8]? {
    let chunk = try nextChunk(&reader)
    do throws(InvalidByte) {
      guard !chunk.isEmpty else {
        try decoder.finish()
        return nil
      }
      return try decoder.decode(chunk)
    } catch { throw ImportError(.changed(name)) }
  }
}
