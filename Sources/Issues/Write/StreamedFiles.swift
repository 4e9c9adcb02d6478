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
