import CPosix
import Glibc

/// A folder held open: whatever is renamed or linked around it later, names are looked up in this one.
///
/// Every `name` is a single component; links in it are never followed.
package struct Folder: ~Copyable, Sendable {
  let descriptor: Descriptor
  /// As it was opened, for messages.
  package let path: String

  /// Links may lead to its parent; in the last component one is refused.
  package static func open(_ path: String) throws(FileError) -> Folder {
    let path = trimmed(path)
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(reading: path, code: EINVAL)
    }
    return try open(path, path, at: AT_FDCWD)
  }

  /// Opens the folder, made with exactly this mode when it is not there. Its parent must be.
  package static func openOrCreate(_ path: String, mode: UInt16) throws(FileError) -> Folder {
    let path = trimmed(path)
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = String(slash.map { path[path.utf8.index(after: $0)...] } ?? path[...])
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    do {
      // A dot names what is there already.
      if ["", ".", ".."].contains(name) { return try open(path) }
      let outer = try open(parent + "/.", path, at: AT_FDCWD)
      return try outer.openOrCreate(name, shownAs: path, mode: mode, synchronized: true)
    } catch {
      throw FileError(creating: path, code: error.code)
    }
  }

  package borrowing func open(folder name: String) throws(FileError) -> Folder {
    try Self.open(try checked(name), shown(name), at: descriptor.number)
  }

  /// The same folder once more, for an owner of its own.
  package borrowing func again() throws(FileError) -> Folder {
    try Self.open(".", path, at: descriptor.number)
  }

  /// Made with exactly this mode, whatever the umask.
  ///
  /// - Parameter given: its path in messages, when people know it by another one.
  package borrowing func create(
    folder name: String, mode: UInt16, shownAs given: String? = nil
  ) throws(FileError) -> Folder {
    let path = given ?? shown(name)
    // SAFETY: the name lives through the call.
    guard unsafe mkdirat(descriptor.number, try checked(name), 0o700) == 0 else {
      throw FileError(creating: path, code: errno)
    }
    let folder = try Self.open(name, path, at: descriptor.number)
    try folder.setMode(mode)
    return folder
  }

  /// Whoever needs a new one to survive a power cut synchronizes this folder.
  package borrowing func openOrCreate(folder name: String, mode: UInt16) throws(FileError) -> Folder
  {
    try openOrCreate(try checked(name), shownAs: shown(name), mode: mode, synchronized: false)
  }

  package borrowing func setMode(_ mode: UInt16) throws(FileError) {
    guard fchmod(descriptor.number, mode_t(mode)) == 0 else {
      throw FileError(.inputOutput, "change mode", path, code: errno)
    }
  }

  /// What was made, renamed or removed in it survives a power cut.
  package borrowing func synchronize() throws(FileError) {
    try descriptor.synchronize(path)
  }

  /// The path of something in it, for messages.
  package borrowing func shown(_ name: String) -> String {
    path == "/" ? "/" + name : path + "/" + name
  }

  private borrowing func openOrCreate(
    _ name: String, shownAs shown: String, mode: UInt16, synchronized: Bool
  ) throws(FileError) -> Folder {
    // Most often it is there.
    if let folder = try? Self.open(name, shown, at: descriptor.number) { return folder }
    // SAFETY: the name lives through the call.
    if unsafe mkdirat(descriptor.number, name, 0o700) == 0 {
      let folder = try Self.open(name, shown, at: descriptor.number)
      try folder.setMode(mode)
      if synchronized { try synchronize() }
      return folder
    }
    guard errno == EEXIST else { throw FileError(creating: shown, code: errno) }
    do { return try Self.open(name, shown, at: descriptor.number) } catch {
      throw FileError(creating: shown, code: error.code)
    }
  }

  private static func open(_ name: String, _ shown: String, at number: Int32) throws(FileError)
    -> Folder
  {
    // SAFETY: the name lives through the call.
    let opened = unsafe openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { throw FileError(reading: shown, code: errno) }
    return Folder(descriptor: Descriptor(owning: opened), path: shown)
  }

  /// A slash at the end would follow a link.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
    return String(path)
  }
}

extension Folder {
  /// ENOSPC where its disk has not so many bytes to spare: for whoever hands it to a library that does not look.
  package borrowing func requireRoom(_ bytes: Int) throws(FileError) {
    var disk = statvfs()
    // SAFETY: fstatvfs(3) writes one value.
    guard unsafe fstatvfs(descriptor.number, &disk) == 0 else {
      throw FileError(reading: path, "look at", code: errno)
    }
    let free = disk.f_bavail.multipliedReportingOverflow(by: disk.f_frsize)
    guard free.overflow || free.partialValue >= UInt(bytes) else {
      throw FileError(.inputOutput, "write", path, code: ENOSPC)
    }
  }

  /// From the root, links resolved, for programs that stand elsewhere.
  package borrowing func absolutePath() throws(FileError) -> String {
    // SAFETY: the path lives through the call; what it returns is ours and freed once.
    guard let found = unsafe realpath(path, nil) else {
      throw FileError(reading: path, "resolve", code: errno)
    }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }
}

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

extension Folder {
  /// Replaces what stands under the new name, in one step.
  package borrowing func rename(_ name: String, to new: String) throws(FileError) {
    // SAFETY: both names live through the call.
    guard
      unsafe renameat(descriptor.number, try checked(name), descriptor.number, try checked(new))
        == 0
    else { throw FileError(creating: shown(new), "rename", code: errno) }
  }

  /// Refuses to replace anything.
  package borrowing func rename(_ name: String, toNew new: String) throws(FileError) {
    // SAFETY: both names live through the call.
    if unsafe cposix_rename_new(
      descriptor.number, try checked(name), descriptor.number, try checked(new)) == 0
    {
      return
    }
    guard errno == EINVAL || errno == ENOSYS else {
      throw FileError(creating: shown(new), "rename", code: errno)
    }
    // A file system without this rename (NFS): the archive's lock keeps the gap between the two steps ours.
    guard try entry(new) == nil else {
      throw FileError(creating: shown(new), "rename", code: EEXIST)
    }
    try rename(name, to: new)
  }

  package borrowing func link(_ name: String, to target: String) throws(FileError) {
    // SAFETY: both strings live through the call.
    guard unsafe symlinkat(target, descriptor.number, try checked(name)) == 0 else {
      throw FileError(creating: shown(name), "link", code: errno)
    }
  }

  /// Where the link leads; nil when nothing, or no link, is there.
  package borrowing func target(ofLink name: String) throws(FileError) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    // SAFETY: readlinkat(2) writes at most the count it is given, without a NUL.
    let count = unsafe readlinkat(descriptor.number, try checked(name), &bytes, bytes.count)
    guard count >= 0 else {
      if errno == ENOENT || errno == EINVAL { return nil }
      throw FileError(reading: shown(name), "read", code: errno)
    }
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Folder {
  /// The name, if it can only mean something directly in this folder.
  borrowing func checked(_ name: String) throws(FileError) -> String {
    guard Self.isName(name) else {
      throw FileError(.cannotCreate, "use", shown(name), code: EINVAL)
    }
    return name
  }

  /// One component: not empty, not a dot or two, no slash, no NUL.
  package static func isName(_ name: String) -> Bool {
    !["", ".", ".."].contains(name) && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }
}

/// Where a file stands below a folder, such as `evidence/commissions.csv`.
package struct RelativePath: Hashable, Sendable {
  package let folders: [String]
  package let name: String

  /// nil unless every component is a plain name.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let names = parts.map { String(Substring($0)) }
    guard names.allSatisfy(Folder.isName), let name = names.last else { return nil }
    self.folders = names.dropLast()
    self.name = name
  }
}

extension Folder {
  /// The folder in which the path's file stands.
  package borrowing func open(folderOf path: RelativePath) throws(FileError) -> Folder {
    var folder = try again()
    for name in path.folders { folder = try folder.open(folder: name) }
    return folder
  }
}
