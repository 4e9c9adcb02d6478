import CPosix
import Glibc

/// An open file, folder, pipe or socket that is closed once.
package struct Descriptor: ~Copyable, Sendable {
  package let number: Int32

  package init(owning number: Int32) { self.number = number }

  deinit { _ = Glibc.close(number) }

  /// Closes the descriptor and checks the result: this is the last moment at which a file system can report a lost
  /// write.
  package consuming func close(_ path: String) throws(FileError) {
    let number = self.number
    discard self
    // Linux closes the descriptor also when a signal interrupts the call.
    guard Glibc.close(number) == 0 || errno == EINTR else { throw FileError(.inputOutput, "close", path, code: errno) }
  }

  /// Opens a pipe. Children do not inherit its ends.
  package static func pipe() throws(FileError) -> Pipe {
    var ends: [Int32] = [-1, -1]
    // SAFETY: the array holds the two numbers that pipe2(2) writes.
    guard unsafe cposix_pipe(&ends) == 0 else { throw FileError(.inputOutput, "open", "pipe", code: errno) }
    return Pipe(reading: Descriptor(owning: ends[0]), writing: Descriptor(owning: ends[1]))
  }
}

/// The two ends of a pipe.
package struct Pipe: ~Copyable, Sendable {
  package let reading: Descriptor
  package let writing: Descriptor
}

extension Descriptor {
  /// Waits until one of the descriptors can be read or has ended. Returns false when the limit passed or a signal came.
  /// -1 waits without a limit.
  package static func waitReadable(_ numbers: [Int32], milliseconds: Int) -> Bool {
    var entries = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // SAFETY: poll(2) writes only to the entries that the count covers.
    return unsafe poll(&entries, nfds_t(entries.count), Int32(clamping: milliseconds)) > 0
  }
}

/// An exclusive lock between processes. It ends when this value is destroyed or the process ends in any way.
package struct FileLock: ~Copyable, Sendable {
  private let descriptor: Descriptor

  fileprivate init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Releases the lock. Closing the file is not enough: until a child that another thread starts runs its program, the child holds
  /// copies of this process's descriptors, and a copy keeps the lock.
  deinit { _ = flock(descriptor.number, LOCK_UN) }
}

extension Folder {
  /// Locks the file of this name and creates a missing one. Throws `.busy` with the folder's path when another process
  /// holds the lock.
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

package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether the stream goes to systemd's journal. JOURNAL_STREAM names the device and inode of the service's stream.
  /// Both must match, because a redirected program inherits the variable too.
  package var isJournal: Bool {
    // SAFETY: the C string is copied before anything can change the environment.
    guard let given = unsafe getenv("JOURNAL_STREAM").map({ unsafe String(cString: $0) }) else { return false }
    var status = stat()
    // SAFETY: fstat(2) fills the value it is given.
    guard unsafe fstat(rawValue, &status) == 0 else { return false }
    return given == "\(status.st_dev):\(status.st_ino)"
  }

  /// Writes the text. Returns nil when the stream took all of it, and the error of a closed pipe or a full device
  /// otherwise. The caller's work remains done in either case.
  @discardableResult package func write(_ text: String) -> FileError? {
    let bytes = Array(text.utf8)
    let name = self == .output ? "standard output" : "standard error"
    do {
      // This function opens nothing, so that the program can report a lack of descriptors.
      try Descriptor.writeAll(bytes.span, to: rawValue, name)
      return nil
    } catch { return error }
  }
}

extension Descriptor {
  /// Opens standard streams that the caller closed. The program calls this first: otherwise a data file could become
  /// descriptor 1 and the program would print into it.
  package static func ensureStandardStreams() {
    while true {
      // SAFETY: the literal lives through the call.
      let number = unsafe Glibc.open("/dev/null", O_RDWR)
      guard (0...2).contains(number) else {
        if number > 2 { _ = Glibc.close(number) }
        return
      }
    }
  }
}

package enum Memory {
  /// Makes large blocks return to the system when they are freed, instead of becoming gaps among small blocks that
  /// stay.
  package static func returnLargeBlocks() { _ = cposix_map_blocks(1 << 20) }
}
