import CPosix
import Glibc

/// What stands under a name; a link is a link, not what it leads to.
package struct Entry: Equatable, Sendable {
  package enum Kind: Sendable { case file, folder, link, other }

  package let name: String
  package let kind: Kind
  package let bytes: Int
  /// The permission bits.
  package let mode: UInt16

  package init(name: String, kind: Kind, bytes: Int, mode: UInt16) {
    self.name = name
    self.kind = kind
    self.bytes = bytes
    self.mode = mode
  }
}

extension Folder {
  /// By the bytes of their names, without the two dots. A name that is not UTF-8 is shown repaired, of kind other.
  package borrowing func entries() throws(FileError) -> [Entry] {
    var found: [Entry] = []
    for name in try names() {
      found.append(try entry(name) ?? Entry(name: name, kind: .other, bytes: 0, mode: 0))
    }
    return found
  }

  /// nil when nothing is there.
  package borrowing func entry(_ name: String) throws(FileError) -> Entry? {
    var status = stat()
    // SAFETY: the name lives through the call, which writes one value.
    guard
      unsafe fstatat(descriptor.number, try checked(name), &status, AT_SYMLINK_NOFOLLOW) == 0
    else {
      if errno == ENOENT { return nil }
      throw FileError(reading: shown(name), "look at", code: errno)
    }
    return Entry(
      name: name, kind: Self.kind(status.st_mode), bytes: Int(status.st_size),
      mode: UInt16(status.st_mode & 0o7777))
  }

  static func kind(_ mode: mode_t) -> Entry.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  private borrowing func names() throws(FileError) -> [String] {
    // SAFETY: fdopendir(3) takes the number over and closedir(3) closes it, once; an entry is read before the next.
    let number = unsafe openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw FileError(reading: path, "list", code: errno) }
    guard let stream = unsafe fdopendir(number) else {
      _ = Glibc.close(number)
      throw FileError(reading: path, "list", code: ENOMEM)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      names.append(unsafe String(cString: cposix_entry_name(entry)))
      errno = 0
    }
    guard errno == 0 else { throw FileError(reading: path, "list", code: errno) }
    return names.filter { $0 != "." && $0 != ".." }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension Folder {
  package borrowing func remove(file name: String) throws(FileError) {
    // SAFETY: the name lives through the call.
    guard unsafe unlinkat(descriptor.number, try checked(name), 0) == 0 else {
      throw FileError(reading: shown(name), "remove", code: errno)
    }
  }

  /// False when something is in it, or it is a disk's own.
  package borrowing func remove(emptyFolder name: String) throws(FileError) -> Bool {
    // SAFETY: the name lives through the call.
    if unsafe unlinkat(descriptor.number, try checked(name), AT_REMOVEDIR) == 0 { return true }
    if [ENOTEMPTY, EEXIST, EBUSY].contains(errno) { return false }
    throw FileError(reading: shown(name), "remove", code: errno)
  }

  /// A folder with all that is in it; links are removed, not followed.
  package borrowing func remove(tree name: String) throws(FileError) {
    try open(folder: name).empty()
    guard try remove(emptyFolder: name) else {
      throw FileError(.inputOutput, "remove", shown(name), code: ENOTEMPTY)
    }
  }

  /// All that is in it.
  package borrowing func empty() throws(FileError) {
    for entry in try entries() {
      if entry.kind == .folder {
        try remove(tree: entry.name)
      } else {
        try remove(file: entry.name)
      }
    }
  }
}
