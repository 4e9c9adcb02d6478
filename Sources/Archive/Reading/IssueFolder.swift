package import Files

/// An issue's files, held open for whoever reads them later, one after the other.
package final class IssueFolder {
  private let folder: Folder

  init(_ folder: consuming Folder) { self.folder = folder }

  /// A file in pieces: each call gives the next, an empty one at the end. nil when the file is not there.
  package func pieces(of path: String) throws(FileError) -> (() throws(FileError) -> [UInt8])? {
    do {
      let file = OpenFile(try folder.reader(path))
      return { () throws(FileError) in try file.read() }
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }
}

/// A reader that a closure can keep.
private final class OpenFile {
  private var reader: FileReader

  init(_ reader: consuming FileReader) { self.reader = reader }

  func read() throws(FileError) -> [UInt8] { try reader.read() }
}

extension Archive {
  package borrowing func folder(of issue: IssueName) throws(FileError) -> IssueFolder {
    IssueFolder(try open(issue))
  }
}

extension StagedIssue {
  /// What was finished so far.
  package borrowing func reading() throws(FileError) -> IssueFolder {
    IssueFolder(try folder.again())
  }
}
