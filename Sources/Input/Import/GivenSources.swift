import Core
import Database
package import System

/// The files or worksheets that a person gave, each with its relation, before a row is read.
package struct GivenSources: Sendable {
  package struct GivenSource: Sendable {
    package let relation: String
    package let source: CellSource
    /// The form of a CSV file; nil for a worksheet.
    let form: FileForm?
  }

  package private(set) var sources: [GivenSource] = []
  package private(set) var mistakes = Refusal()
  /// The relations whose source has a mistake already.
  private(set) var unreadable: Set<String> = []

  package init() {}

  /// Adds a worksheet.
  package mutating func add(_ source: CellSource, of relation: String) {
    sources.append(GivenSource(relation: relation, source: source, form: nil))
  }

  /// Adds a mistake about what was given.
  ///
  /// - Parameter relation: the relation that cannot be read because of it.
  package mutating func refuse(_ mistake: Mistake, relation: String? = nil) {
    mistakes.add(mistake)
    if let relation { unreadable.insert(relation) }
  }

  private mutating func add(_ file: PlainFile, of relation: RelationSchema) throws(ImportError) {
    do throws(ImportError) {
      let form = try FileForm.determined(of: file, relation)
      sources.append(GivenSource(relation: relation.name, source: CellSource(file, form), form: form))
    } catch {
      guard let refusal = error.refusal else { throw error }
      mistakes.add(refusal)
      unreadable.insert(relation.name)
    }
  }

  /// Returns the files of a data folder: those of the needed relations, and no unknown CSV file, whose data would be left out silently.
  package static func folder(_ path: String) throws(ImportError) -> GivenSources {
    let entries: [FolderEntry]
    do throws(FileError) { entries = try Folder.open(path).entries() } catch { throw ImportError.unreadable(error) }
    var given = GivenSources()
    if let workbook = workbook(alone: entries) {
      given.refuse(
        Mistake(
          file: workbook, problem: "the workbook is in a folder without a CSV file",
          expected: "the workbook itself, \(path)/\(workbook)"))
      return given
    }
    let expected = Contract.relations.map { $0.name + ".csv" }
    var found: [RelationSchema] = []
    for relation in Contract.relations {
      let name = relation.name + ".csv"
      guard let entry = entries.first(where: { $0.name == name }) else {
        if !relation.isNeeded { continue }
        given.refuse(.missing(name, near: entries.map(\.name)), relation: relation.name)
        continue
      }
      guard entry.kind == .file else {
        given.refuse(
          Mistake(file: name, problem: "the entry is no plain file", expected: "a plain file"), relation: relation.name)
        continue
      }
      found.append(relation)
    }
    for entry in entries where entry.name.lowercased().hasSuffix(".csv") {
      guard !entry.name.hasPrefix("."), !expected.contains(entry.name) else { continue }
      given.refuse(
        Mistake(
          file: entry.name, problem: "no relation has the name of the file",
          expected: "one of \(expected.joined(separator: ", ")); or remove the file"))
    }
    for entry in entries {
      guard let relation = entry.relationMeant, !found.contains(where: { $0.name == relation.name }),
        !given.unreadable.contains(relation.name)
      else { continue }
      given.refuse(
        Mistake(
          file: entry.name, problem: "the file is not read",
          expected: "\(relation.name).csv, saved as CSV UTF-8, or move the file away"), relation: relation.name)
    }
    for relation in found { try given.add(PlainFile(folder: path, path: relation.name + ".csv"), of: relation) }
    return given
  }

  /// Returns the workbook of a folder that holds no CSV file; nil where its name is a relation's, because then it is one table.
  private static func workbook(alone entries: [FolderEntry]) -> String? {
    guard !entries.contains(where: { $0.name.lowercased().hasSuffix(".csv") }) else { return nil }
    return entries.first { entry in
      let name = entry.name.lowercased()
      return (name.hasSuffix(".xlsx") || name.hasSuffix(".xlsm")) && !name.hasPrefix("~") && !name.hasPrefix(".")
        && entry.relationMeant == nil
    }?.name
  }

  /// Returns single files, each named after its relation: `days.csv`, `days-2010-07.csv`, `Days (2).csv`.
  package static func files(_ paths: [String]) throws(ImportError) -> GivenSources {
    var given = GivenSources()
    for path in paths {
      let file = PlainFile(folder: nil, path: path)
      guard let relation = relation(ofFile: file.name) else {
        // The name of a file that is not there matters to nobody.
        _ = try file.open()
        given.refuse(
          Mistake(
            file: file.name, problem: "no relation has the name of the file",
            expected: "a name that begins with one of " + Contract.relations.map(\.name).joined(separator: ", ")))
        continue
      }
      try given.add(file, of: relation)
    }
    return given
  }

  /// Returns the relation whose name begins the file's name. A letter may not follow it.
  private static func relation(ofFile name: String) -> RelationSchema? {
    let name = Folding.key(name)
    return Contract.relations.first { relation in
      name.hasPrefix(relation.name) && !(name.dropFirst(relation.name.count).first?.isLetter ?? false)
    }
  }
}

extension FolderEntry {
  /// The relation that a person means by a name such as `reviews.xlsx` or `Reviews.csv.txt`, which is no CSV file's. A folder with a
  /// plain name may hold anything.
  fileprivate var relationMeant: RelationSchema? {
    guard !name.lowercased().hasSuffix(".csv"), kind != .folder || name.contains(".") else { return nil }
    let stem = Folding.name(String(name.prefix { $0 != "." }))
    return Contract.relations.first { Folding.name($0.name) == stem }
  }
}

extension Mistake {
  /// Makes the mistake of a file that is missing from a folder. It names a file that may have been meant.
  fileprivate static func missing(_ name: String, near names: [String]) -> Mistake {
    let stem = name.dropLast(4)
    let near = names.first { $0.lowercased().hasPrefix("\(stem).") || $0.lowercased() == name }
    let other =
      near.map { near in
        near.lowercased().hasSuffix(".xlsx") || near.lowercased().hasSuffix(".ods")
          || near.lowercased().hasSuffix(".xls")
          ? ", and \(near) is a workbook" : ", and there is \(near)"
      } ?? ""
    let expected = near == nil ? "it, at least with its first line" : "\(name), saved as CSV UTF-8"
    return Mistake(file: name, problem: "the file is missing\(other)", expected: expected)
  }
}

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
  throw ImportError.database(DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)"))
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
    } catch { throw ImportError.unreadable(error) }
  }

  /// Reads a chunk; none at the end. Between two chunks the function checks for a signal.
  func nextChunk(_ reader: inout FileReader) throws(ImportError) -> [UInt8] {
    try refuseSignal()
    do throws(FileError) { return try reader.read(upTo: 1 << 18) } catch { throw ImportError.unreadable(error) }
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
