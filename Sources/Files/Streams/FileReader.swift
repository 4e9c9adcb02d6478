import Glibc

/// A regular file, read in pieces.
package struct FileReader: ~Copyable {
  private let path: String
  private let descriptor: Descriptor
  /// When it was opened.
  package let bytes: Int

  init(_ descriptor: consuming Descriptor, path: String, bytes: Int) {
    self.path = path
    self.descriptor = descriptor
    self.bytes = bytes
  }

  /// At most so many bytes; fewer only at the end, none after it.
  package mutating func read(upTo count: Int = 128 << 10) throws(FileError) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      // SAFETY: the pointer and the count stay inside the array.
      let got = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(
          descriptor.number, $0.baseAddress.map { unsafe $0 + filled }, count - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileError(.inputOutput, "read", path, code: errno) }
      if got == 0 { break }
      filled += got
    }
    chunk.removeLast(count - filled)
    return chunk
  }

  package consuming func digest() throws(FileError) -> FileDigest {
    let hash = try SHA256.start()
    var total = 0
    while true {
      let chunk = try read()
      if chunk.isEmpty { break }
      try hash.update(chunk.span)
      total += chunk.count
    }
    return FileDigest(bytes: total, sha256: try hash.finish())
  }
}
