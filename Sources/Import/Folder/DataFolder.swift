import CSV
import Facts
import Files

/// A folder of ten CSV files, one a relation, looked through and found without a mistake.
///
/// The files are people's own: nothing in them is taken for our formula guard, and a leading apostrophe stays. Their rows
/// are read again when they are loaded, so that a folder may be larger than memory.
package struct DataFolder: Sendable {
  package let path: String
  /// In the contract's order: each after those it refers to.
  package let tables: [Table]

  /// Reads every file to its end; throws all mistakes, not the first.
  ///
  /// - Parameter isStamped: whether it goes into our own tables, which note by themselves when a row was recorded: then
  ///   those columns may be empty or left out. A report straight from the folder would see new times at each run.
  package static func read(
    _ path: String, isStamped: Bool = false
  ) throws(ImportError) -> DataFolder {
    let folder = try open(path)
    var check = FolderCheck()
    try check.listFiles(of: folder)
    var tables: [Table] = []
    for relation in Contract.relations {
      let relation = isStamped ? relation.asImported : relation
      if let table = try check.read(relation, in: folder) { tables.append(table) }
    }
    guard check.mistakes.count == 0 else { throw ImportError(.refused(check.mistakes)) }
    return DataFolder(path: path, tables: tables)
  }

  static func open(_ path: String) throws(ImportError) -> Folder {
    do throws(FileError) { return try Folder.open(path) } catch {
      throw ImportError(.unreadable(error))
    }
  }
}

/// The mistakes of a folder, and what one file has to know of others.
private struct FolderCheck {
  var mistakes = Refusal()
  private var missing: Set<String> = []
  /// The keys of relations that others refer to; absent where one could not be read.
  private var known: [String: Set<UInt64>] = [:]

  /// The ten files have to be there, and no other CSV file, whose data would be left out in silence.
  mutating func listFiles(of folder: borrowing Folder) throws(ImportError) {
    let entries: [Entry]
    do throws(FileError) { entries = try folder.entries() } catch {
      throw ImportError(.unreadable(error))
    }
    let expected = Contract.relations.map(Table.file(of:))
    for name in expected {
      guard let entry = entries.first(where: { $0.name == name }) else {
        missing.insert(name)
        mistakes.add(
          Mistake(
            file: name, problem: "the file is missing", expected: "it, if only its first line"))
        continue
      }
      guard entry.kind != .file else { continue }
      missing.insert(name)
      mistakes.add(Mistake(file: name, problem: "no file of its own", expected: "a plain file"))
    }
    for entry in entries where entry.name.lowercased().hasSuffix(".csv") {
      guard !entry.name.hasPrefix("."), !expected.contains(entry.name) else { continue }
      mistakes.add(
        Mistake(
          file: entry.name, problem: "a CSV file that no relation is named after",
          expected: "one of " + expected.joined(separator: ", ")))
    }
  }

  /// nil where the file is missing or cannot be read as rows.
  mutating func read(
    _ relation: Contract.Relation, in folder: borrowing Folder
  ) throws(ImportError) -> Table? {
    let file = Table.file(of: relation)
    guard !missing.contains(file), let (encoding, delimiter) = try survey(file, in: folder),
      let table = try header(relation, encoding, delimiter, in: folder)
    else { return nil }
    var check = TableCheck(table, known: known)
    let read = try check.run(in: folder)
    mistakes.add(check.mistakes)
    // Where a row's own key cannot be read, what refers to it would be blamed for its mistake.
    if relation.key.count == 1, check.keys.count == read.rows {
      known[relation.name] = Set(check.keys)
    }
    return read
  }

  private mutating func survey(
    _ file: String, in folder: borrowing Folder
  ) throws(ImportError) -> (TextEncoding, UInt8)? {
    var reader = try Import.open(file, in: folder)
    var survey = Survey()
    while true {
      let chunk = try nextChunk(&reader)
      if chunk.isEmpty { break }
      survey.feed(chunk)
    }
    let (encoding, finding, expected) = survey.finish()
    if let encoding { return (encoding, survey.delimiter) }
    if let finding { mistakes.add(.foreign(finding, file, expected: expected)) }
    return nil
  }

  private mutating func header(
    _ relation: Contract.Relation, _ encoding: TextEncoding, _ delimiter: UInt8,
    in folder: borrowing Folder
  ) throws(ImportError) -> Table? {
    let file = Table.file(of: relation)
    var header: Header?
    let source = try Source(folder, file, encoding, delimiter: delimiter)
    try source.first { record in header = Header(record, of: relation) }
    guard let header else {
      mistakes.add(
        Mistake(
          file: file, line: 1, problem: "the file is empty",
          expected: "a first line with the names of the columns"))
      return nil
    }
    for mistake in header.mistakes { mistakes.add(mistake) }
    return Table(
      relation: relation, encoding: encoding, delimiter: delimiter, fields: header.fields,
      width: header.width)
  }
}

extension Mistake {
  /// A byte that belongs to none of the encodings the file could be in.
  fileprivate static func foreign(
    _ finding: Survey.Finding, _ file: String, expected: String
  ) -> Mistake {
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
