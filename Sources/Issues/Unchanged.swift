import Core
import System

/// Decides whether a staged issue says the same as a published one.
///
/// Data files are compared by their cells, over the columns that both issues have. Times of recording and numbers that are only
/// keys do not count, nor the order that such numbers give to the lines of a case study, nor do revisions, charts and the paper. Of
/// an issue of another version of the program, what only one version writes does not count either: files, figures, rows of evidence,
/// and the words of findings and case studies.
package struct UnchangedTest {
  private let old: IssueFiles
  private let new: IssueFiles
  private let isOfThisVersion: Bool
  /// The metrics that both versions compute.
  private let metrics: Set<String>

  /// - Parameter manifest: of the published issue.
  init(_ old: IssueFiles, _ manifest: Manifest, _ new: IssueFiles, programVersion: String) {
    (self.old, self.new) = (old, new)
    let versions = Dictionary(uniqueKeysWithValues: Catalogue.all.map { ($0.id, $0.definition.version) })
    isOfThisVersion = manifest.programVersion == programVersion && manifest.definitionVersions == versions
    metrics = Set(versions.keys).intersection(manifest.definitionVersions.keys)
  }

  /// What comes from the issue before, or is made of the data files.
  private static let derived: Set<String> = [
    TableShape.revisions.path, "since-last.csv", "board-report.md", "definitions.md",
  ]

  /// - Parameters:
  ///   - before: the files of the published issue.
  ///   - after: those of the staged one.
  func holds(_ before: [Manifest.File], _ after: [Manifest.File]) throws -> Bool {
    let before = Dictionary(uniqueKeysWithValues: before.map { ($0.path, $0.sha256) })
    let after = Dictionary(uniqueKeysWithValues: after.map { ($0.path, $0.sha256) })
    // Where data changed, so did a figure: the largest file is compared last.
    let paths = Set(before.keys).union(after.keys).filter(isCompared).sorted { rank($0) < rank($1) }
    return try paths.allSatisfy { path in
      if before[path] == after[path] { return true }
      guard before[path] != nil, after[path] != nil else { return !isOfThisVersion && path.hasSuffix(".csv") }
      if path.hasPrefix("case-studies") { return try hash(path, old) == hash(path, new) }
      return try path.hasSuffix(".csv") && haveSameCells(path)
    }
  }

  /// Returns a hash of a text file in which the order of a list's items does not count: numbers that are only keys give it.
  private func hash(_ path: String, _ files: IssueFiles) throws -> Int {
    guard let next = try files.open(path) else { return 0 }
    var (file, line, items, start) = (Hasher(), Hasher(), 0, [UInt8]())
    func endLine() {
      let isItem = start == Array("- ".utf8)
      if isItem {
        items &+= line.finalize()
      } else {
        file.combine(items)
        file.combine(line.finalize())
        items = 0
      }
      (line, start) = (Hasher(), [])
    }
    while case let piece = try next(), !piece.isEmpty {
      for byte in piece {
        guard byte != 0x0A else {
          endLine()
          continue
        }
        if start.count < 2 { start.append(byte) }
        line.combine(byte)
      }
    }
    endLine()
    return file.finalize()
  }

  private func rank(_ path: String) -> Int {
    path == TableShape.figures.path ? 0 : path == TableShape.days.path ? 2 : 1
  }

  private func isCompared(_ path: String) -> Bool {
    guard !Self.derived.contains(path) else { return false }
    return path.hasSuffix(".csv") || path == "commentary.md" || path.hasSuffix(".md") && isOfThisVersion
  }

  private func haveSameCells(_ path: String) throws -> Bool {
    var columns = try names(path, old).intersection(names(path, new)).subtracting(Contract.uncompared)
    if path == TableShape.quality.path, !isOfThisVersion { columns.remove("message") }
    // Entries come in the order of their cells, and there may be very many.
    if path == TableShape.days.path { return try haveSameRows(path, columns.sorted()) }
    let (was, now) = (try rows(path, old, columns.sorted()), try rows(path, new, columns.sorted()))
    guard !isOfThisVersion else { return was == now }
    if [TableShape.quality.path, TableShape.figures.path].contains(path) {
      // A rule or a kind of figure that only one version knows is in one file only.
      let shared = Set(was.values.map(\.group)).intersection(now.values.map(\.group))
      func known(_ rows: [RowDigest: RowCount]) -> [RowDigest: RowCount] {
        rows.filter { shared.contains($0.value.group) }
      }
      return known(was) == known(now)
    }
    guard path.hasPrefix("evidence/") else { return was == now }
    return was.allSatisfy { row, count in (now[row]?.count ?? 0) >= count.count }
  }

  private func names(_ path: String, _ files: IssueFiles) throws -> Set<String> {
    var names: Set<String> = []
    let reader = try RowReader<Void>(path, files) { columns in
      names = columns.names
      return { _ in }
    }
    _ = try reader.next()
    return names
  }

  /// Two hashes of the cells of a row: two rows of different cells have the same ones almost never.
  private struct RowDigest: Hashable {
    let first: Int
    let second: Int

    init(_ cells: [String?]) {
      first = cells.hashValue
      var hasher = Hasher()
      hasher.combine(0x5E)
      hasher.combine(cells)
      second = hasher.finalize()
    }
  }

  /// How many rows have the same cells, and what they are of: the rule of a finding, the metric and grain of a figure.
  private struct RowCount: Hashable {
    var count = 0
    let group: String?
  }

  /// Returns whether both issues have the same rows in the same order.
  private func haveSameRows(_ path: String, _ names: [String]) throws -> Bool {
    func reader(_ files: IssueFiles) throws -> RowReader<[String?]> {
      try RowReader(path, files) { columns in
        let places = names.map { columns[$0] }
        return { row in places.map { row.printed($0) } }
      }
    }
    let (was, now) = (try reader(old), try reader(new))
    while let row = try was.next() { guard try now.next() == row else { return false } }
    return try now.next() == nil
  }

  /// Counts the rows of each content. Their order does not count.
  private func rows(_ path: String, _ files: IssueFiles, _ names: [String]) throws -> [RowDigest: RowCount] {
    var rows: [RowDigest: RowCount] = [:]
    try RowReader<(cells: [String?], group: String?)>(path, files) { columns in
      let places = names.map { columns[$0] }
      let group = ["rule", "metric", "grain"].map { columns[$0] }
      return { row in
        (
          zip(names, places).map { cell(row.printed($1), $0) },
          group.compactMap { row.printed($0) }.joined(separator: "/")
        )
      }
    }.forEach { row in
      rows[RowDigest(row.cells), default: RowCount(group: row.group)].count += 1
    }
    return rows
  }

  /// Returns what is compared of a cell.
  private func cell(_ printed: String?, _ name: String) -> String? {
    switch name {
    case "unknown":
      printed.map { $0.split(separator: " ").filter { metrics.contains(String($0)) }.joined(separator: " ") }
    case "key":
      printed.map { key in
        key.split(separator: ";").filter { part in !Contract.uncompared.contains { part.hasPrefix($0 + "=") } }.joined(
          separator: ";")
      }
    default: printed
    }
  }
}

extension Archive {
  /// Returns whether a published issue says the same as the staged one.
  package borrowing func isUnchanged(_ staged: borrowing StagedIssue, from issue: IssueName, programVersion: String)
    throws -> Bool
  {
    let old = try contents(of: issue)
    let manifest = try old.manifest()
    guard manifest.retraction == nil else { return false }
    return try UnchangedTest(old, manifest, try staged.contents(), programVersion: programVersion).holds(
      manifest.files, staged.files)
  }
}
