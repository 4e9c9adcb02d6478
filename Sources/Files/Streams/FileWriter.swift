import Glibc

/// What a file holds.
package struct FileDigest: Equatable, Sendable {
  package let bytes: Int
  /// 64 hexadecimal digits.
  package let sha256: String
}

/// A new file, written in large pieces, digested on the way. Let go of without `finish` or `close`, it stays behind
/// half-written: its folder's owner removes it.
package struct FileWriter: ~Copyable {
  /// What its folder's owner calls it.
  package let name: String
  private let path: String
  private let descriptor: Descriptor
  private var buffer: [UInt8] = []
  private var written = 0
  private let hash: SHA256

  private static var capacity: Int { 128 << 10 }

  init(_ descriptor: consuming Descriptor, name: String, path: String) throws(FileError) {
    self.name = name
    self.path = path
    self.hash = try SHA256.start()
    self.descriptor = descriptor
  }

  package mutating func append(_ string: String) throws(FileError) {
    buffer.append(contentsOf: string.utf8)
    try flushIfFull()
  }

  package mutating func append(_ bytes: [UInt8]) throws(FileError) {
    buffer.append(contentsOf: bytes)
    try flushIfFull()
  }

  package mutating func append(contentsOf bytes: some Collection<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    try flushIfFull()
  }

  package mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    // SAFETY: the span's storage lives through the call, which copies it.
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    try flushIfFull()
  }

  /// Everything is on the disk, and the system said so at each step.
  package consuming func finish() throws(FileError) -> FileDigest {
    try flush()
    try descriptor.synchronize(path)
    return try close()
  }

  /// The system has taken everything; what the file stands in puts it on the disk, with all its files together.
  package consuming func close() throws(FileError) -> FileDigest {
    try flush()
    try descriptor.close(path)
    return FileDigest(bytes: written, sha256: try hash.finish())
  }

  private mutating func flushIfFull() throws(FileError) {
    if buffer.count >= Self.capacity { try flush() }
  }

  private mutating func flush() throws(FileError) {
    try descriptor.writeAll(buffer.span, path)
    try hash.update(buffer.span)
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}

extension Descriptor {
  borrowing func synchronize(_ path: String) throws(FileError) {
    guard fsync(number) == 0 else {
      throw FileError(.inputOutput, "synchronize", path, code: errno)
    }
  }

  borrowing func writeAll(_ bytes: Span<UInt8>, _ path: String) throws(FileError) {
    try Self.writeAll(bytes, to: number, path)
  }

  /// The kernel may take fewer bytes than offered, and a signal may come between.
  static func writeAll(
    _ bytes: Span<UInt8>, to number: Int32, _ path: String
  ) throws(FileError) {
    var done = 0
    while done < bytes.count {
      // SAFETY: the pointer and the count stay inside the span.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress.map { unsafe $0 + done }, bytes.count - done)
      }
      if count > 0 { done += count }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw FileError(.inputOutput, "write", path, code: count == 0 ? EIO : errno)
      }
    }
  }
}
