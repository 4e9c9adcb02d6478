import CPosix
import Glibc

/// Standard output and standard error, as far as they take anything.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// It goes to systemd's journal, as JOURNAL_STREAM says: device and inode of the stream the service was given. It must be
  /// this very one: who redirects it inherits the variable all the same.
  package var isJournal: Bool {
    // SAFETY: the C string is copied before anything can change the environment.
    guard let given = unsafe getenv("JOURNAL_STREAM").map({ unsafe String(cString: $0) }) else {
      return false
    }
    var status = stat()
    // SAFETY: fstat(2) fills the value it is given.
    guard unsafe fstat(rawValue, &status) == 0 else { return false }
    return given == "\(status.st_dev):\(status.st_ino)"
  }

  /// What is wrong when it takes no more, a closed pipe or a full device; nil when it took all. What was done is done
  /// all the same.
  @discardableResult
  package func write(_ text: String) -> FileError? {
    let bytes = Array(text.utf8)
    let name = self == .output ? "standard output" : "standard error"
    do {
      // Nothing is opened for it: that descriptors are short must still be told.
      try Descriptor.writeAll(bytes.span, to: rawValue, name)
      return nil
    } catch {
      return error
    }
  }
}

/// The process's memory.
package enum Memory {
  /// What is large goes back to the system when it is let go, and is no gap among small things that stay.
  package static func returnLargeBlocks() { _ = cposix_map_blocks(1 << 20) }
}
