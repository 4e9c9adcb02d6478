import Archive
import Files
import Reports
import Writing

/// A paper too long to hold, on its way to the disk.
final class PaperFile {
  private var paper: PaperWriter
  private var file: FileWriter?
  private static let piece = 64 << 10

  /// - Parameter head: what it begins with.
  init(_ head: Paper, _ path: String, in issue: borrowing StagedIssue) throws {
    paper = try PaperWriter(head, path: path)
    file = try issue.create(path)
  }

  func append(item: Prose) throws {
    paper.write(item: item)
    try flushIfFull()
  }

  func append(_ section: Section) throws {
    try paper.write(section)
    try flushIfFull()
  }

  /// The file is whole and belongs to the issue.
  func finish(in issue: inout StagedIssue) throws {
    paper.end()
    try flush()
    if let file = file.take() { try issue.finish(file) }
  }

  private func flushIfFull() throws {
    if paper.bytes.count >= Self.piece { try flush() }
  }

  private func flush() throws {
    if let signal = Signals.received { throw Failure(stoppedBy: signal) }
    try file?.append(paper.bytes)
    paper.bytes.removeAll(keepingCapacity: true)
  }
}
