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
