import CLibcrypto
import CPosix
import Glibc

extension Folder {
  /// Creates a file that did not exist, with exactly this mode whatever the umask is. Never follows a link.
  ///
  /// - Parameter given: the writer's name; the file's name when nil.
  package borrowing func create(file name: String, mode: UInt16, called given: String? = nil) throws(FileError)
    -> FileWriter
  {
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

  /// Opens a file for reading. Only a regular file opens, never through a link.
  package borrowing func open(file name: String) throws(FileError) -> FileReader {
    try FileReader(opening: try checked(name), at: descriptor.number, shownAs: shown(name), flags: O_NOFOLLOW)
  }

  /// Makes a closed file durable. Throws the error of an earlier write that the system reports only now.
  package borrowing func synchronize(file name: String) throws(FileError) {
    // SAFETY: the name lives through the call.
    let number = unsafe openat(descriptor.number, try checked(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw FileError(reading: shown(name), code: errno) }
    let file = Descriptor(owning: number)
    try file.synchronize(shown(name))
    try file.close(shown(name))
  }

  /// Reads the whole file. Throws EFBIG when the file is larger than the limit.
  package borrowing func read(file name: String, limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
    var reader = try open(file: name)
    guard reader.bytes <= limit else { throw FileError(.inputOutput, "read", shown(name), code: EFBIG) }
    let bytes = try reader.read(upTo: reader.bytes + 1)
    guard bytes.count <= reader.bytes else { throw FileError(.inputOutput, "read", shown(name), code: EFBIG) }
    return bytes
  }

  /// Replaces a small file. A reader finds the whole old file or the whole new one, also after a power cut.
  package borrowing func writeAtomically(_ name: String, _ bytes: [UInt8], mode: UInt16) throws(FileError) {
    // The temporary name ends in `.part`: a program that watches the folder for `*.prom` must not read half a file.
    let temporary = ".staging-\(getpid())-\(try checked(name)).part"
    if try entry(temporary) != nil { try remove(file: temporary) }
    do {
      var writer = try create(file: temporary, mode: mode)
      try writer.append(bytes)
      _ = try writer.finish()
      try rename(temporary, to: name)
    } catch {
      // A failure of this removal must not replace the first error.
      try? remove(file: temporary)
      throw FileError(error.kind, error.operation, shown(name), code: error.code)
    }
    try synchronize()
  }
}

/// A regular file that is read in pieces.
package struct FileReader: ~Copyable {
  private let path: String
  private let descriptor: Descriptor
  /// The file's size when it was opened.
  package let bytes: Int

  init(_ descriptor: consuming Descriptor, path: String, bytes: Int) {
    self.path = path
    self.descriptor = descriptor
    self.bytes = bytes
  }

  /// Reads at most `count` bytes. Returns fewer only at the end of the file, and none after it.
  package mutating func read(upTo count: Int = 128 << 10) throws(FileError) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      // SAFETY: the pointer and the count stay inside the array.
      let got = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor.number, $0.baseAddress.map { unsafe $0 + filled }, count - filled)
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
    while case let chunk = try read(), !chunk.isEmpty {
      try hash.update(chunk.span)
      total += chunk.count
    }
    return FileDigest(bytes: total, sha256: try hash.finish())
  }
}

/// The size and hash of a file.
package struct FileDigest: Equatable, Sendable {
  package let bytes: Int
  /// 64 hexadecimal digits.
  package let sha256: String
}

/// A new file that is written in large pieces and hashed on the way. Without `finish` or `close` a partial file
/// remains, which the owner of its folder removes.
package struct FileWriter: ~Copyable {
  /// The name that the owner of the folder uses.
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

  package mutating func append(_ bytes: [UInt8]) throws(FileError) {
    buffer.append(contentsOf: bytes)
    try flushIfFull()
  }

  /// Writes the rest, makes the file durable and checks each step.
  package consuming func finish() throws(FileError) -> FileDigest {
    try flush()
    try descriptor.synchronize(path)
    return try close()
  }

  /// Writes the rest and closes the file. The caller makes all files of the folder durable together.
  package consuming func close() throws(FileError) -> FileDigest {
    try flush()
    try descriptor.close(path)
    return FileDigest(bytes: written, sha256: try hash.finish())
  }

  private mutating func flushIfFull() throws(FileError) { if buffer.count >= Self.capacity { try flush() } }

  private mutating func flush() throws(FileError) {
    try descriptor.writeAll(buffer.span, path)
    try hash.update(buffer.span)
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}

extension Descriptor {
  borrowing func synchronize(_ path: String) throws(FileError) {
    guard fsync(number) == 0 else { throw FileError(.inputOutput, "synchronize", path, code: errno) }
  }

  borrowing func writeAll(_ bytes: Span<UInt8>, _ path: String) throws(FileError) {
    try Self.writeAll(bytes, to: number, path)
  }

  /// Writes all bytes. The kernel may take fewer bytes than offered, and a signal may interrupt the call.
  static func writeAll(_ bytes: Span<UInt8>, to number: Int32, _ path: String) throws(FileError) {
    var done = 0
    while done < bytes.count {
      // SAFETY: the pointer and the count stay inside the span.
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress.map { unsafe $0 + done }, bytes.count - done)
      }
      if count > 0 { done += count }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError(.inputOutput, "write", path, code: count == 0 ? EIO : errno) }
    }
  }
}

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

/// A SHA-256 computation under way.
@safe struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// - Precondition: no other value owns the context.
  private init(owning context: OpaquePointer) { unsafe self.context = context }

  static func start() throws(FileError) -> SHA256 {
    // SAFETY: the value owns the context from its creation on, and its deinit frees the context once.
    guard let context = unsafe EVP_MD_CTX_new() else { throw failed }
    let hash = unsafe SHA256(owning: context)
    guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw failed }
    return hash
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  borrowing func update(_ bytes: Span<UInt8>) throws(FileError) {
    // SAFETY: the span's storage lives through the call, which reads no further.
    let result = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    guard result == 1 else { throw Self.failed }
  }

  /// Returns 64 hexadecimal digits.
  consuming func finish() throws(FileError) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    // SAFETY: the array holds the largest digest that libcrypto makes.
    guard unsafe EVP_DigestFinal_ex(context, &digest, &count) == 1 else { throw Self.failed }
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.prefix(Int(count)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private static var failed: FileError { FileError(.inputOutput, "digest", "SHA-256", code: ENOMEM) }
}

/// The hash of bytes in memory.
package enum Digest {
  /// Returns 64 hexadecimal digits.
  package static func sha256(of bytes: [UInt8]) throws(FileError) -> String {
    let hash = try SHA256.start()
    try hash.update(bytes.span)
    return try hash.finish()
  }
}
