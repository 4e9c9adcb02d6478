package import Core
import Synchronization
import System

/// A file of a staged issue that grows piece by piece. Memory holds one piece, however long the file gets.
private struct GrowingFile: ~Copyable {
  private let path: String
  private var file: FileWriter?
  private static var piece: Int { 64 << 10 }

  init(_ path: String, in issue: borrowing StagedIssue) throws(FileError) {
    self.path = path
    file = try issue.create(path)
  }

  /// Moves the bytes to the disk once they make a piece.
  mutating func take(_ bytes: inout [UInt8]) throws(FileError) { if bytes.count >= Self.piece { try flush(&bytes) } }

  /// Moves the last bytes to the disk. The file is whole and belongs to the issue.
  mutating func finish(_ bytes: inout [UInt8], in issue: inout StagedIssue) throws(FileError) {
    try flush(&bytes)
    if let file = file.take() { try issue.finish(file) }
  }

  /// Here a run also learns that it is to stop, because writing a large issue takes time.
  private mutating func flush(_ bytes: inout [UInt8]) throws(FileError) {
    if Signals.received != nil { throw FileError(.interrupted, "write", path, code: 4) }
    try file?.append(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

/// A data file whose rows stream to the disk.
package final class RowFile {
  package private(set) var table: TableWriter
  private var file: GrowingFile

  package init(_ shape: TableShape, in issue: borrowing StagedIssue, byteOrderMark: Bool) throws {
    table = try TableWriter(shape, byteOrderMark: byteOrderMark)
    file = try GrowingFile(shape.path, in: issue)
  }

  package func append(_ row: [Cell]) throws { try write { try $0.append(row) } }

  package func append<Row>(_ row: Row, of declared: Table<Row>) throws {
    try write { try $0.append(row, declared.values) }
  }

  /// Writes a row cell by cell.
  package func write(_ row: (inout TableWriter) throws -> Void) throws {
    try row(&table)
    try file.take(&table.bytes)
  }

  package func finish(in issue: inout StagedIssue) throws { try file.finish(&table.bytes, in: &issue) }
}

/// A file of `evidence/`, which another thread may write.
package final class EvidenceFile: Sendable {
  private let evidence: Evidence
  private let file: Mutex<RowFile>

  package init(_ evidence: Evidence, in issue: borrowing StagedIssue, byteOrderMark: Bool) throws {
    self.evidence = evidence
    file = Mutex(try RowFile(evidence.shape, in: issue, byteOrderMark: byteOrderMark))
  }

  package func write(_ facts: EvidenceFacts) throws {
    try file.withLock { file in try evidence.forEachRow(facts) { try file.append($0) } }
  }

  package func finish(in issue: inout StagedIssue) throws { try file.withLock { try $0.finish(in: &issue) } }
}

/// A paper whose sections and list items stream to the disk.
package final class PaperFile {
  private var paper: PaperWriter
  private var file: GrowingFile

  /// - Parameter head: what the file begins with.
  package init(_ head: Paper, _ path: String, in issue: borrowing StagedIssue) throws {
    paper = try PaperWriter(head, path: path)
    file = try GrowingFile(path, in: issue)
  }

  package func append(item: Prose) throws {
    paper.write(item: item)
    try file.take(&paper.bytes)
  }

  package func append(_ section: Section) throws {
    try paper.write(section)
    try file.take(&paper.bytes)
  }

  package func finish(in issue: inout StagedIssue) throws {
    paper.end()
    try file.finish(&paper.bytes, in: &issue)
  }
}

extension StagedIssue {
  /// Writes a data file of these rows, one at a time.
  package mutating func write<Row>(_ rows: some Sequence<Row>, of table: Table<Row>, byteOrderMark: Bool) throws {
    let file = try RowFile(table.shape, in: self, byteOrderMark: byteOrderMark)
    for row in rows { try file.append(row, of: table) }
    try file.finish(in: &self)
  }

  package mutating func write(_ table: FilledTable, byteOrderMark: Bool) throws {
    let file = try RowFile(table.shape, in: self, byteOrderMark: byteOrderMark)
    for row in table.rows { try file.append(row) }
    try file.finish(in: &self)
  }
}

/// Writes the rows of `days.csv` from runs of cells that very many rows repeat. Each run is checked and encoded once.
package struct DayCells: Sendable {
  private let names: EntryNames
  private var referenceCells = RowFragments(.days, "reference")
  private var projectCells = RowFragments(.days, "borough", "arrangement", "theme")
  private var boroughCells = RowFragments(.days, "borough_code")
  /// The index of each project's run in `projectCells`, and in `boroughCells`. Projects share runs.
  private var projects: [Int32] = []
  private var boroughs: [Int32] = []
  private var adviserCells = RowFragments(.days, "adviser_id", "adviser")
  private var activityCells = RowFragments(.days, "activity")
  /// The indices of the runs of each adviser, and of each activity.
  private var advisers: [Int64?: Int] = [:]
  private var activities: [Int?] = []

  package init(_ programme: Programme, of table: TableWriter) throws(WritingError) {
    names = EntryNames(programme)
    var indices: [[Cell]: Int32] = [:]
    var codes: [Text?: Int32] = [:]
    projects.reserveCapacity(programme.projects.count)
    for index in programme.projects.indices {
      let cells = names.projectCells(programme.projects[index].commission)
      try referenceCells.append([cells[0]], of: table)
      let shared = Array(cells[1...])
      if indices[shared] == nil {
        indices[shared] = Int32(projectCells.count)
        try projectCells.append(shared, of: table)
      }
      projects.append(indices[shared] ?? 0)
      let code = programme.projects[index].commission.boroughCode
      if codes[code] == nil {
        codes[code] = Int32(boroughCells.count)
        try boroughCells.append([Cell(code)], of: table)
      }
      boroughs.append(codes[code] ?? 0)
    }
  }

  /// Writes an entry's row.
  ///
  /// - Parameters:
  ///   - project: the index of its project in the programme.
  ///   - activity: the index of its activity among those that were read so far.
  package mutating func append(_ entry: DayEntry, project: Int, activity: Int, to table: inout TableWriter)
    throws(WritingError)
  {
    let (adviser, label) = (try index(of: entry.adviserID, table), try index(of: activity, entry.activity, table))
    try table.append(referenceCells, project)
    try table.append(projectCells, Int(projects[project]))
    try table.append(Cell(entry.workedOn))
    try table.append(adviserCells, adviser)
    try table.append(activityCells, label)
    try table.append(Cell(entry.days))
    try table.append(Cell(entry.recordedAt))
    try table.append(Cell(entry.commissionID))
    try table.append(boroughCells, Int(boroughs[project]))
    for column in DayEntry.laterColumns { try table.append(column.cell(entry)) }
    try table.endRow()
  }

  private mutating func index(of adviser: Int64?, _ table: TableWriter) throws(WritingError) -> Int {
    if let index = advisers[adviser] { return index }
    try adviserCells.append(names.adviserCells(adviser), of: table)
    advisers[adviser] = adviserCells.count - 1
    return adviserCells.count - 1
  }

  private mutating func index(of activity: Int, _ label: Text?, _ table: TableWriter) throws(WritingError) -> Int {
    while activities.count <= activity { activities.append(nil) }
    if let index = activities[activity] { return index }
    try activityCells.append([Cell(label)], of: table)
    activities[activity] = activityCells.count - 1
    return activityCells.count - 1
  }
}
