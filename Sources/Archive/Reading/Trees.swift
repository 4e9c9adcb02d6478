import Files
import Glibc

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
