import Core
import System

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
    do throws(FileError) { entries = try Folder.open(path).entries() } catch { throw ImportError(.unreadable(error)) }
    var given = GivenSources()
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
    for relation in found { try given.add(PlainFile(folder: path, path: relation.name + ".csv"), of: relation) }
    return given
  }

  /// Returns single files, each named after its relation: `days.csv`, `days-2010-07.csv`, `Days (2).csv`.
  package static func files(_ paths: [String]) throws(ImportError) -> GivenSources {
    var given = GivenSources()
    for path in paths {
      let file = PlainFile(folder: nil, path: path)
      guard let relation = relation(ofFile: file.name) else {
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
