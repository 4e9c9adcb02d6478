import Glibc
package import System

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

extension Archive {
  /// Whether each of these files is the same, byte for byte, in both, or in neither.
  package borrowing func sameBytes(
    _ staged: borrowing StagedIssue, _ issue: IssueName, _ paths: [String]
  ) throws(FileError) -> Bool {
    let place = try open(issue)
    for path in paths {
      guard try Self.sameBytes(staged.folder, place, path) else { return false }
    }
    return true
  }

  private static func sameBytes(
    _ left: borrowing Folder, _ right: borrowing Folder, _ path: String
  ) throws(FileError) -> Bool {
    let isLeft = try exists(path, in: left)
    guard try exists(path, in: right) == isLeft else { return false }
    guard isLeft else { return true }
    var one = try left.reader(path)
    var other = try right.reader(path)
    guard one.bytes == other.bytes else { return false }
    while true {
      let piece = try one.read()
      guard try other.read() == piece else { return false }
      if piece.isEmpty { return true }
    }
  }

  private static func exists(_ path: String, in folder: borrowing Folder) throws(FileError) -> Bool
  {
    do {
      let place = try RelativePath(checking: path, in: folder)
      return try folder.open(folderOf: place).entry(place.name) != nil
    } catch {
      if error.kind == .notFound { return false }
      throw error
    }
  }
}

extension Folder {
  /// Everything below that is not a folder, its name the path from here.
  borrowing func tree() throws(FileError) -> [Entry] {
    var found: [Entry] = []
    try collect(under: "", into: &found)
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private borrowing func collect(under prefix: String, into found: inout [Entry]) throws(FileError)
  {
    for entry in try entries() {
      let path = prefix + entry.name
      if entry.kind == .folder {
        try open(folder: entry.name).collect(under: path + "/", into: &found)
      } else {
        found.append(Entry(name: path, kind: entry.kind, bytes: entry.bytes, mode: entry.mode))
      }
    }
  }

  /// Every file and folder below is on the disk, folders after what they hold. All at once, because a file system that keeps a
  /// journal writes it once for all that is waiting.
  borrowing func synchronizeTree() throws(FileError) {
    for entry in try entries() {
      guard entry.kind == .folder else {
        try synchronize(file: entry.name)
        continue
      }
      let inner = try open(folder: entry.name)
      try inner.synchronizeTree()
      try inner.synchronize()
    }
  }

  borrowing func reader(_ path: String) throws(FileError) -> FileReader {
    let place = try RelativePath(checking: path, in: self)
    return try open(folderOf: place).open(file: place.name)
  }
}

extension RelativePath {
  init(checking path: String, in folder: borrowing Folder) throws(FileError) {
    guard let valid = RelativePath(path) else {
      throw FileError(.cannotCreate, "use", folder.shown(path), code: EINVAL)
    }
    self = valid
  }
}

extension IssueFiles {
  /// Of a published or a staged issue.
  package init(_ folder: IssueFolder) {
    self.init { path in
      guard let next = try folder.pieces(of: path) else { return nil }
      return { try next() }
    }
  }
}
