import CPosix
import Glibc

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

/// The memory of the process.
package enum Memory {
  /// Makes large blocks return to the system when they are freed, instead of becoming gaps among small blocks that
  /// stay.
  package static func returnLargeBlocks() { _ = cposix_map_blocks(1 << 20) }
}
