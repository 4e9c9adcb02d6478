import CPosix
import Glibc

extension FileReader {
  /// The bytes of a file that a person named by its path; EFBIG above the limit.
  package static func bytes(of path: String, limit: Int) throws(FileError) -> [UInt8] {
    var reader = try FileReader(opening: path)
    guard reader.bytes <= limit else { throw FileError(.inputOutput, "read", path, code: EFBIG) }
    var bytes: [UInt8] = []
    while true {
      let piece = try reader.read()
      if piece.isEmpty { return bytes }
      bytes += piece
      guard bytes.count <= limit else {
        throw FileError(.inputOutput, "read", path, code: EFBIG)
      }
    }
  }

  private init(opening path: String) throws(FileError) {
    // SAFETY: the path lives through the call.
    let number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw FileError(reading: path, code: errno) }
    let descriptor = Descriptor(owning: number)
    var status = stat()
    // SAFETY: fstat fills `status`.
    guard unsafe fstat(number, &status) == 0 else {
      throw FileError(reading: path, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(reading: path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    self.init(descriptor, path: path, bytes: Int(status.st_size))
  }
}
