import CPosix
import Glibc

// The files at paths that a person gave. Such a path can name anything: a folder, a link, a FIFO or a device.

extension FileReader {
  /// Reads the file at a path that a person gave. Links may lead to the file. Throws EFBIG above the limit.
  package static func bytes(of path: String, limit: Int) throws(FileError) -> [UInt8] {
    var reader = try FileReader(given: path)
    guard reader.bytes <= limit else { throw FileError(.inputOutput, "read", path, code: EFBIG) }
    var bytes: [UInt8] = []
    while case let piece = try reader.read(), !piece.isEmpty {
      bytes += piece
      guard bytes.count <= limit else { throw FileError(.inputOutput, "read", path, code: EFBIG) }
    }
    return bytes
  }

  /// Opens the file at a path that a person gave. Links may lead to the file.
  package init(given path: String) throws(FileError) {
    try self.init(opening: path, at: AT_FDCWD, shownAs: path, flags: 0)
  }

  /// Opens every file that this program reads. Never waits: a FIFO without a writer would make open(2) wait for ever.
  init(opening name: String, at folder: Int32, shownAs path: String, flags: Int32) throws(FileError) {
    guard !name.utf8.contains(0) else { throw FileError(reading: path, code: EINVAL) }
    // SAFETY: the name lives through the call.
    let number = unsafe openat(folder, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags)
    guard number >= 0 else {
      // A socket answers with ENXIO.
      throw errno == ENXIO ? Self.notPlain(path, ENXIO) : FileError(reading: path, code: errno)
    }
    let file = Descriptor(owning: number)
    var status = stat()
    // SAFETY: fstat(2) writes one value.
    guard unsafe fstat(file.number, &status) == 0 else { throw FileError(reading: path, "inspect", code: errno) }
    switch Folder.kind(status.st_mode) {
    case .file: self.init(file, path: path, bytes: Int(status.st_size))
    case .folder: throw FileError(.inputOutput, "read", path, code: EISDIR)
    default: throw Self.notPlain(path, EINVAL)
    }
  }

  private static func notPlain(_ path: String, _ code: Int32) -> FileError {
    FileError(.inputOutput, "read", path, code: code, fault: "is no plain file; give a plain file")
  }
}

extension Folder {
  /// Replaces the plain file at a path that a person gave, or creates it, with exactly this mode. A reader finds the
  /// whole old file or the whole new one.
  ///
  /// Links may lead to the file's folder. Anything else than a plain file as the last component is refused: a link, a
  /// folder, a FIFO or a device, such as `/dev/null`.
  package static func replace(fileAt path: String, _ bytes: [UInt8], mode: UInt16) throws(FileError) {
    let (parent, name) = split(path)
    guard isName(name) else { throw FileError(creating: path, code: EISDIR, fault: "names no file; give a file") }
    do throws(FileError) {
      let folder = try open(parent + "/.")
      if let found = try folder.entry(name), found.kind != .file {
        throw FileError(
          creating: path, "replace", code: EEXIST, fault: "is no plain file and is left alone; give another file")
      }
      try folder.writeAtomically(name, bytes, mode: mode)
    } catch { throw FileError(creating: path, error.operation, code: error.code, fault: error.fault) }
  }
}
