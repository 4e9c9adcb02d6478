import CPosix
import Glibc

extension Folder {
  /// A file that was not there before, with exactly this mode whatever the umask; nothing planted is followed.
  ///
  /// - Parameter shownAs: what the writer is called; the name when nil.
  package borrowing func create(
    file name: String, mode: UInt16, called given: String? = nil
  ) throws(FileError) -> FileWriter {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    // SAFETY: the name lives through the call.
    let number = unsafe openat(descriptor.number, try checked(name), flags, 0o600)
    guard number >= 0 else { throw FileError(creating: shown(name), code: errno) }
    let file = Descriptor(owning: number)
    guard fchmod(file.number, mode_t(mode)) == 0 else {
      throw FileError(.inputOutput, "change mode", shown(name), code: errno)
    }
    return try FileWriter(file, name: given ?? name, path: shown(name))
  }

  /// For reading; only a regular file, never through a link.
  package borrowing func open(file name: String) throws(FileError) -> FileReader {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    // SAFETY: the name lives through the call.
    let number = unsafe openat(descriptor.number, try checked(name), flags)
    guard number >= 0 else { throw FileError(reading: shown(name), code: errno) }
    let file = Descriptor(owning: number)
    var status = stat()
    // SAFETY: fstat(2) writes one value.
    guard unsafe fstat(file.number, &status) == 0 else {
      throw FileError(reading: shown(name), "look at", code: errno)
    }
    guard Self.kind(status.st_mode) == .file else {
      throw FileError(
        .inputOutput, "read", shown(name),
        code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    return FileReader(file, path: shown(name), bytes: Int(status.st_size))
  }

  /// A file that was closed is on the disk, or what went wrong with writing it is told.
  package borrowing func synchronize(file name: String) throws(FileError) {
    // SAFETY: the name lives through the call.
    let number = unsafe openat(
      descriptor.number, try checked(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw FileError(reading: shown(name), code: errno) }
    let file = Descriptor(owning: number)
    try file.synchronize(shown(name))
    try file.close(shown(name))
  }

  /// The whole file; EFBIG when it holds more than the limit.
  package borrowing func read(file name: String, limit: Int = 64 << 20) throws(FileError) -> [UInt8]
  {
    var reader = try open(file: name)
    guard reader.bytes <= limit else {
      throw FileError(.inputOutput, "read", shown(name), code: EFBIG)
    }
    let bytes = try reader.read(upTo: reader.bytes + 1)
    guard bytes.count <= reader.bytes else {
      throw FileError(.inputOutput, "read", shown(name), code: EFBIG)
    }
    return bytes
  }

  /// Replaces a small file: a reader finds the old one or the new one, whole, also after a power cut.
  package borrowing func writeAtomically(
    _ name: String, _ bytes: [UInt8], mode: UInt16
  ) throws(FileError) {
    // Not the name's own ending: whoever watches the folder for `*.prom` must not read half a file.
    let temporary = ".staging-\(getpid())-\(try checked(name)).part"
    if try entry(temporary) != nil { try remove(file: temporary) }
    do {
      var writer = try create(file: temporary, mode: mode)
      try writer.append(bytes)
      _ = try writer.finish()
      try rename(temporary, to: name)
    } catch {
      // The first failure is the one to tell.
      try? remove(file: temporary)
      throw FileError(error.kind, error.operation, shown(name), code: error.code)
    }
    try synchronize()
  }
}
