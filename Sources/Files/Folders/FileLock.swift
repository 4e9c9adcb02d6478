import Glibc

/// An exclusive lock between processes, let go of when this value or the process ends, however it ends.
package struct FileLock: ~Copyable, Sendable {
  private let descriptor: Descriptor

  fileprivate init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}

extension Folder {
  /// Locks the file of this name, made when missing. Throws `.busy`, naming the folder, when another holds it.
  package borrowing func lock(_ name: String) throws(FileError) -> FileLock {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    // SAFETY: the name lives through the call.
    let number = unsafe openat(descriptor.number, try checked(name), flags, 0o600)
    guard number >= 0 else { throw FileError(creating: shown(name), code: errno) }
    let file = Descriptor(owning: number)
    while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      if errno == EWOULDBLOCK { throw FileError(.busy, "lock", path, code: errno) }
      throw FileError(.inputOutput, "lock", shown(name), code: errno)
    }
    return FileLock(file)
  }
}
