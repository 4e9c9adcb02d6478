package import Files

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
