import CSV
import Database
import Files

/// The records of a file, from chunks in any encoding; blank lines are left out.
struct Source: ~Copyable {
  private let name: String
  private var file: FileReader
  private var decoder: Decoder
  private var reader: CSVReader

  init(
    _ folder: borrowing Folder, _ name: String, _ encoding: TextEncoding, delimiter: UInt8
  ) throws(ImportError) {
    self.name = name
    file = try open(name, in: folder)
    decoder = Decoder(encoding)
    reader = CSVReader(delimiter: delimiter)
  }

  /// Every record to the file's end, the header first.
  consuming func forEachRecord(
    _ body: (borrowing CSVRecord) throws(ImportError) -> Void
  ) throws(ImportError) {
    while let text = try nextText() {
      try reader.feed(text) { (record) throws(ImportError) in
        if !isBlank(record) { try body(record) }
      }
    }
    try reader.finish { (record) throws(ImportError) in
      if !isBlank(record) { try body(record) }
    }
  }

  /// The header alone.
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
    do throws(ForeignByte) {
      guard !chunk.isEmpty else {
        try decoder.finish()
        return nil
      }
      return try decoder.decode(chunk)
    } catch {
      throw ImportError(.changed(name))
    }
  }
}

/// Whether nothing is in a record, as spreadsheets leave below a table; some quote even that.
private func isBlank(_ record: borrowing CSVRecord) -> Bool {
  record.fault == nil && record.fields.allSatisfy { $0.range.isEmpty }
}

extension Mistake {
  /// A file that is not any more what it was when it was looked through.
  static func changed(_ file: String) -> Mistake {
    Mistake(file: file, problem: "the file changed while it was read", expected: "it to stay")
  }
}

/// How many bytes are read at a time.
private let chunkSize = 1 << 18

func open(_ name: String, in folder: borrowing Folder) throws(ImportError) -> FileReader {
  do throws(FileError) { return try folder.open(file: name) } catch {
    throw ImportError(.unreadable(error))
  }
}

/// None at the end. Between two chunks a signal is heard: a folder may take minutes.
func nextChunk(_ file: inout FileReader) throws(ImportError) -> [UInt8] {
  if let signal = Signals.received {
    throw ImportError(
      .database(DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)")))
  }
  do throws(FileError) { return try file.read(upTo: chunkSize) } catch {
    throw ImportError(.unreadable(error))
  }
}
