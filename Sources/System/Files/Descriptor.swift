import CPosix
import Glibc

/// An open file, folder, pipe or socket, closed once.
package struct Descriptor: ~Copyable, Sendable {
  package let number: Int32

  package init(owning number: Int32) { self.number = number }

  deinit { _ = Glibc.close(number) }

  /// Closed and checked: the last moment at which a file system may say that a write was lost.
  package consuming func close(_ path: String) throws(FileError) {
    let number = self.number
    discard self
    // Linux has closed it also when a signal interrupts.
    guard Glibc.close(number) == 0 || errno == EINTR else {
      throw FileError(.inputOutput, "close", path, code: errno)
    }
  }

  /// The two ends of a pipe, closed in children.
  package static func pipe() throws(FileError) -> Pipe {
    var ends: [Int32] = [-1, -1]
    // SAFETY: room for the two numbers that pipe2(2) writes.
    guard unsafe cposix_pipe(&ends) == 0 else {
      throw FileError(.inputOutput, "open", "pipe", code: errno)
    }
    return Pipe(reading: Descriptor(owning: ends[0]), writing: Descriptor(owning: ends[1]))
  }
}

/// The two ends of a pipe.
package struct Pipe: ~Copyable, Sendable {
  package let reading: Descriptor
  package let writing: Descriptor
}

extension Descriptor {
  /// First thing in the program: a job started with standard streams closed must not get a data file as number 1
  /// and then print into it.
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

  /// Waits until one of the descriptors can be read or has ended. False when the limit passed or a signal came;
  /// -1 waits without limit.
  static func waitReadable(_ numbers: [Int32], milliseconds: Int) -> Bool {
    var entries = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // SAFETY: poll(2) writes only to the entries it is told of.
    return unsafe poll(&entries, nfds_t(entries.count), Int32(clamping: milliseconds)) > 0
  }
}

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
