// System holds what the program needs from the operating system: folders, files and locks (Files), processes, signals and
// clocks (Process), and the two formats of its files (CSV, JSON). It knows nothing of databases or reports. Only leaf
// modules such as this one use `unsafe`.

import CPosix
import Glibc

/// An open folder. Names are resolved in this folder, whatever is renamed or linked around it later.
///
/// Every `name` is a single component. Links in it are never followed.
package struct Folder: ~Copyable, Sendable {
  let descriptor: Descriptor
  /// The path by which the folder was opened, for messages.
  package let path: String

  /// Opens a folder. Links may lead to its parent; a link as the last component is refused.
  package static func open(_ path: String) throws(FileError) -> Folder {
    let path = trimmed(path)
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(reading: path, code: EINVAL) }
    return try open(path, path, at: AT_FDCWD)
  }

  /// Opens the folder, and creates a missing one with exactly this mode. Its parent must exist.
  package static func openOrCreate(_ path: String, mode: UInt16) throws(FileError) -> Folder {
    let path = trimmed(path)
    let (parent, name) = split(path)
    do {
      // A name of dots is a folder that exists.
      if ["", ".", ".."].contains(name) { return try open(path) }
      let outer = try open(parent + "/.", path, at: AT_FDCWD)
      return try outer.openOrCreate(name, shownAs: path, mode: mode, synchronized: true)
    } catch { throw FileError(creating: path, code: error.code, fault: error.fault) }
  }

  package borrowing func open(folder name: String) throws(FileError) -> Folder {
    try Self.open(try checked(name), shown(name), at: descriptor.number)
  }

  /// Opens the same folder once more, for a second owner.
  package borrowing func duplicate() throws(FileError) -> Folder { try Self.open(".", path, at: descriptor.number) }

  /// Creates a folder with exactly this mode, whatever the umask is.
  ///
  /// - Parameter given: the folder's path in messages, when people know another one.
  package borrowing func create(folder name: String, mode: UInt16, shownAs given: String? = nil) throws(FileError)
    -> Folder
  {
    let path = given ?? shown(name)
    // SAFETY: the name lives through the call.
    guard unsafe mkdirat(descriptor.number, try checked(name), 0o700) == 0 else {
      throw FileError(creating: path, code: errno)
    }
    let folder = try Self.open(name, path, at: descriptor.number)
    try folder.setMode(mode)
    return folder
  }

  /// Opens the folder or creates it. A caller that needs a new folder to survive a power cut synchronizes this one.
  package borrowing func openOrCreate(folder name: String, mode: UInt16) throws(FileError) -> Folder {
    try openOrCreate(try checked(name), shownAs: shown(name), mode: mode, synchronized: false)
  }

  package borrowing func setMode(_ mode: UInt16) throws(FileError) {
    guard fchmod(descriptor.number, mode_t(mode)) == 0 else {
      throw FileError(.inputOutput, "change mode", path, code: errno)
    }
  }

  /// Makes every creation, renaming and removal in this folder survive a power cut.
  package borrowing func synchronize() throws(FileError) { try descriptor.synchronize(path) }

  /// Returns the path of an entry of this folder, for messages.
  package borrowing func shown(_ name: String) -> String { path == "/" ? "/" + name : path + "/" + name }

  private borrowing func openOrCreate(_ name: String, shownAs shown: String, mode: UInt16, synchronized: Bool)
    throws(FileError) -> Folder
  {
    // In most cases the folder exists.
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
      throw FileError(creating: shown, code: error.code, fault: error.fault)
    }
  }

  private static func open(_ name: String, _ shown: String, at number: Int32) throws(FileError) -> Folder {
    // SAFETY: the name lives through the call.
    let opened = unsafe openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else {
      let code = errno
      guard code == ENOTDIR, isLink(name, at: number) else { throw FileError(reading: shown, code: code) }
      throw FileError(
        .inputOutput, "open", shown, code: code, fault: "is a link; give the folder that the link leads to")
    }
    return Folder(descriptor: Descriptor(owning: opened), path: shown)
  }

  private static func isLink(_ name: String, at number: Int32) -> Bool {
    var status = stat()
    // SAFETY: the name lives through the call, which writes one value.
    return unsafe fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && kind(status.st_mode) == .link
  }

  /// Returns the folder of a path, `.` where the path names none, and the last component.
  static func split(_ path: String) -> (parent: String, name: String) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = String(slash.map { path[path.utf8.index(after: $0)...] } ?? path[...])
    return (slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".", name)
  }

  /// Removes slashes at the end: one slash there would follow a link.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
    return String(path)
  }

  /// Throws ENOSPC when the disk has fewer free bytes. A library that does not check its writes needs this check.
  package borrowing func requireFreeSpace(_ bytes: Int) throws(FileError) {
    var disk = statvfs()
    // SAFETY: fstatvfs(3) writes one value.
    guard unsafe fstatvfs(descriptor.number, &disk) == 0 else { throw FileError(reading: path, "inspect", code: errno) }
    let free = disk.f_bavail.multipliedReportingOverflow(by: disk.f_frsize)
    guard free.overflow || free.partialValue >= UInt(bytes) else {
      throw FileError(.inputOutput, "write", path, code: ENOSPC)
    }
  }

  /// Returns the path from the root with links resolved, for a program that runs in another folder.
  package borrowing func absolutePath() throws(FileError) -> String {
    // SAFETY: the path lives through the call; the caller owns the returned string and frees it once.
    guard let found = unsafe realpath(path, nil) else { throw FileError(reading: path, "resolve", code: errno) }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }
}

/// An entry of a folder. A link is a link, not its target.
package struct FolderEntry: Equatable, Sendable {
  package enum FileType: Sendable { case file, folder, link, other }

  package let name: String
  package let kind: FileType
  package let bytes: Int
  /// The permission bits.
  package let mode: UInt16

  package init(name: String, kind: FileType, bytes: Int, mode: UInt16) {
    self.name = name
    self.kind = kind
    self.bytes = bytes
    self.mode = mode
  }
}

extension Folder {
  /// Returns the entries by the bytes of their names, without `.` and `..`. Replaces bytes that are not UTF-8 in a
  /// name; the entry is then of type other.
  package borrowing func entries() throws(FileError) -> [FolderEntry] {
    var found: [FolderEntry] = []
    for name in try names() {
      found.append(try entry(name) ?? FolderEntry(name: name, kind: .other, bytes: 0, mode: 0))
    }
    return found
  }

  /// Returns the entry of this name, or nil when none exists.
  package borrowing func entry(_ name: String) throws(FileError) -> FolderEntry? {
    var status = stat()
    // SAFETY: the name lives through the call, which writes one value.
    guard unsafe fstatat(descriptor.number, try checked(name), &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw FileError(reading: shown(name), "inspect", code: errno)
    }
    return FolderEntry(
      name: name, kind: Self.kind(status.st_mode), bytes: Int(status.st_size), mode: UInt16(status.st_mode & 0o7777))
  }

  static func kind(_ mode: mode_t) -> FolderEntry.FileType {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  private borrowing func names() throws(FileError) -> [String] {
    // SAFETY: fdopendir(3) takes over the number and closedir(3) closes it once; each entry is read before the next
    // call.
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
    return names.filter { $0 != "." && $0 != ".." }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  package borrowing func remove(file name: String) throws(FileError) {
    // SAFETY: the name lives through the call.
    guard unsafe unlinkat(descriptor.number, try checked(name), 0) == 0 else {
      throw FileError(reading: shown(name), "remove", code: errno)
    }
  }

  /// Removes an empty folder. Returns false when the folder holds something or is a mount point.
  package borrowing func remove(emptyFolder name: String) throws(FileError) -> Bool {
    // SAFETY: the name lives through the call.
    if unsafe unlinkat(descriptor.number, try checked(name), AT_REMOVEDIR) == 0 { return true }
    if [ENOTEMPTY, EEXIST, EBUSY].contains(errno) { return false }
    throw FileError(reading: shown(name), "remove", code: errno)
  }

  /// Removes a folder and everything in it. Removes links and does not follow them.
  package borrowing func remove(tree name: String) throws(FileError) {
    try open(folder: name).empty()
    guard try remove(emptyFolder: name) else { throw FileError(.inputOutput, "remove", shown(name), code: ENOTEMPTY) }
  }

  /// Removes everything in the folder.
  package borrowing func empty() throws(FileError) {
    for entry in try entries() { try remove(entry) }
  }

  /// Removes an entry, a folder with everything in it.
  package borrowing func remove(_ entry: FolderEntry) throws(FileError) {
    if entry.kind == .folder { try remove(tree: entry.name) } else { try remove(file: entry.name) }
  }

  /// Renames an entry and replaces an entry of the new name in one step.
  package borrowing func rename(_ name: String, to new: String) throws(FileError) {
    // SAFETY: both names live through the call.
    guard unsafe renameat(descriptor.number, try checked(name), descriptor.number, try checked(new)) == 0 else {
      throw FileError(creating: shown(new), "rename", code: errno)
    }
  }

  /// Renames an entry and refuses to replace another one.
  package borrowing func rename(_ name: String, toNew new: String) throws(FileError) {
    // SAFETY: both names live through the call.
    if unsafe cposix_rename_new(descriptor.number, try checked(name), descriptor.number, try checked(new)) == 0 {
      return
    }
    guard errno == EINVAL || errno == ENOSYS else { throw FileError(creating: shown(new), "rename", code: errno) }
    // Some file systems, such as NFS, lack this rename. The archive's lock keeps other runs out between the two steps.
    guard try entry(new) == nil else { throw FileError(creating: shown(new), "rename", code: EEXIST) }
    try rename(name, to: new)
  }

  package borrowing func link(_ name: String, to target: String) throws(FileError) {
    // SAFETY: both strings live through the call.
    guard unsafe symlinkat(target, descriptor.number, try checked(name)) == 0 else {
      throw FileError(creating: shown(name), "link", code: errno)
    }
  }

  /// Returns the link's target, or nil when no link has this name.
  package borrowing func target(ofLink name: String) throws(FileError) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    // SAFETY: readlinkat(2) writes at most the given count, without a NUL.
    let count = unsafe readlinkat(descriptor.number, try checked(name), &bytes, bytes.count)
    guard count >= 0 else {
      if errno == ENOENT || errno == EINVAL { return nil }
      throw FileError(reading: shown(name), "read", code: errno)
    }
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Returns the name if it can only mean an entry of this folder.
  borrowing func checked(_ name: String) throws(FileError) -> String {
    guard Self.isName(name) else { throw FileError(.cannotCreate, "use", shown(name), code: EINVAL) }
    return name
  }

  /// Returns whether the text is one component: not empty, not `.` or `..`, no slash, no NUL.
  package static func isName(_ name: String) -> Bool {
    !["", ".", ".."].contains(name) && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }
}

/// A file's path below a folder, such as `evidence/commissions.csv`.
package struct RelativePath: Hashable, Sendable {
  package let folders: [String]
  package let name: String

  /// Returns nil unless every component is a plain name.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let names = parts.map { String(Substring($0)) }
    guard names.allSatisfy(Folder.isName), let name = names.last else { return nil }
    self.folders = names.dropLast()
    self.name = name
  }
}

extension Folder {
  /// Opens the folder that holds the path's file.
  package borrowing func open(folderOf path: RelativePath) throws(FileError) -> Folder {
    var folder = try duplicate()
    for name in path.folders { folder = try folder.open(folder: name) }
    return folder
  }
}
