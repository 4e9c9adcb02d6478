import Glibc
package import System

/// Lets a closure keep a value that cannot be copied.
private final class Box<Value: ~Copyable> {
  var value: Value
  init(_ value: consuming Value) { self.value = value }
}

extension IssueFiles {
  /// The files in a folder, which stays open as long as the value lives.
  fileprivate init(_ folder: consuming Folder) {
    let folder = Box(folder)
    self.init { path in
      do throws(FileError) {
        let file = Box(try folder.value.reader(path))
        return { try file.value.read() }
      } catch {
        if error.kind == .notFound { return nil }
        throw error
      }
    }
  }
}

extension StagedIssue {
  /// Returns what was finished so far.
  package borrowing func contents() throws(FileError) -> IssueFiles { IssueFiles(try folder.duplicate()) }
}

extension Archive {
  package borrowing func contents(of issue: IssueName) throws(FileError) -> IssueFiles { IssueFiles(try open(issue)) }

  /// Returns the files of a period's draft.
  ///
  /// - Parameter name: `2010-11-Q3/draft`.
  /// - Returns: nil where the name is not a draft's.
  package borrowing func contents(ofDraft name: String) throws(FileError) -> IssueFiles? {
    guard name.hasSuffix("/\(Self.draftName)") else { return nil }
    let period = String(name.dropLast(Self.draftName.utf8.count + 1))
    guard PeriodFolder.isName(period) else { return nil }
    return IssueFiles(try folder.open(folder: period).open(folder: Self.draftName))
  }

  /// Returns every file at any depth, its name the path below the issue, by the bytes of that path. A link is listed as a link.
  package borrowing func files(of issue: IssueName) throws(FileError) -> [FolderEntry] { try open(issue).tree() }

  /// Returns a whole file; throws EFBIG above the limit, in bytes.
  package borrowing func read(_ issue: IssueName, _ path: String, limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
    let folder = try open(issue)
    let place = try RelativePath(checking: path, in: folder)
    return try folder.open(folderOf: place).read(file: place.name, limit: limit)
  }

  /// Returns length and digest of a file.
  package borrowing func digest(_ issue: IssueName, _ path: String) throws(FileError) -> Manifest.File {
    let digest = try open(issue).reader(path).digest()
    return Manifest.File(path: path, bytes: digest.bytes, sha256: digest.sha256)
  }
}

extension Folder {
  /// Returns everything below that is not a folder, its name the path from here.
  borrowing func tree() throws(FileError) -> [FolderEntry] {
    var found: [FolderEntry] = []
    try collect(under: "", into: &found)
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private borrowing func collect(under prefix: String, into found: inout [FolderEntry]) throws(FileError) {
    for entry in try entries() {
      let path = prefix + entry.name
      if entry.kind == .folder {
        try open(folder: entry.name).collect(under: path + "/", into: &found)
      } else {
        found.append(FolderEntry(name: path, kind: entry.kind, bytes: entry.bytes, mode: entry.mode))
      }
    }
  }

  /// Puts every file and folder below on the disk, folders after what they hold. All files come at once, because a file system
  /// that keeps a journal writes it once for all that is waiting.
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
