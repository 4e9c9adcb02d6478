import Archive
import Files
import Reports
import Writing

/// A data file whose rows go past one by one on their way to the disk.
final class RowFile {
  private(set) var table: TableWriter
  private var file: FileWriter?
  private static let piece = 64 << 10

  init(_ shape: TableShape, in issue: borrowing StagedIssue, byteOrderMark: Bool) throws {
    table = try TableWriter(shape, byteOrderMark: byteOrderMark)
    file = try issue.create(shape.path)
  }

  func append(_ row: [Cell]) throws {
    try self.row { try $0.append(row) }
  }

  /// A row written cell by cell.
  func row(_ write: (inout TableWriter) throws -> Void) throws {
    try write(&table)
    try table.endRow()
    if table.bytes.count >= Self.piece { try flush() }
  }

  /// The file is whole and belongs to the issue.
  func finish(in issue: inout StagedIssue) throws {
    try flush()
    if let file = file.take() { try issue.finish(file) }
  }

  /// Also where a run hears that it is to stop: writing a large issue takes its time.
  private func flush() throws {
    if let signal = Signals.received { throw Failure(stoppedBy: signal) }
    try file?.append(table.bytes)
    table.bytes.removeAll(keepingCapacity: true)
  }
}
