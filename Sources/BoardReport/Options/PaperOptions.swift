import ArgumentParser
import Input
import Issues
import System

/// The options of a verb that writes a paper of its own from an issue's files.
struct PaperOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The job file that declares the report.", valueName: "file"), completion: .file())
  var job: String?

  @Option(help: ArgumentHelp("The archive, else the job file's.", valueName: "folder"), completion: .directory)
  var archive: String?

  @Option(help: ArgumentHelp("The issue (default: the current issue of the last period).", valueName: "issue"))
  var issue: String?

  @Option(
    help: ArgumentHelp("Write the Markdown into this file (default: standard output).", valueName: "file"),
    completion: .file())
  var output: String?

  func declared() throws -> Declaration {
    var declaration = try job.map(Declaration.init(file:)) ?? Declaration()
    if let archive { declaration.job.output = archive }
    return declaration
  }

  /// Returns the issue's name.
  func name(_ issued: borrowing ArchiveReader) throws -> IssueName {
    if let issue { return try issued.name(issue) }
    guard let last = try issued.history().issues.last(where: { $0.isCurrent && $0.manifest.retraction == nil }) else {
      throw Failure(.usage, "the archive holds no issue; issue a report first with board-report run")
    }
    return try issued.name(last.manifest.name)
  }

  /// Reads the files of the issue, or of a period's draft, `2010-11-Q3/draft`.
  func reading<Value>(_ issued: borrowing ArchiveReader, _ read: (IssueFiles) throws -> Value) throws -> Value {
    guard let issue else { return try issued.reading(try name(issued), read) }
    do {
      if let files = try issued.archive.contents(ofDraft: issue) { return try read(files) }
    } catch let error as FileError where error.kind == .notFound {
      throw Failure(.usage, "\(issue) does not exist; write it with board-report run --draft")
    } catch let error as IssueError { throw Failure(.inputOutput, "\(issue): \(error)") }
    return try issued.reading(try name(issued), read)
  }

  /// Writes the paper.
  ///
  /// - Parameter mode: the mode of the job's files.
  func write(_ paper: [UInt8], mode: UInt16) throws {
    guard let output else { return Console.say(String(decoding: paper, as: UTF8.self)) }
    do throws(FileError) { try Folder.replace(fileAt: output, paper, mode: mode) } catch {
      throw Failure(writing: error, for: "--output")
    }
  }
}
