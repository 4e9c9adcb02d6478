import Glibc
import Synchronization

/// Asks what waits in another thread to stop waiting.
package final class Stop: Sendable {
  private let wake: Pipe
  private let asked = Atomic(false)

  package init() throws(FileError) { wake = try Descriptor.pipe() }

  /// Readable for ever once it was asked: poll it, never read it.
  package var descriptor: Int32 { wake.reading.number }

  package var isAsked: Bool { asked.load(ordering: .acquiring) }

  package func ask() {
    asked.store(true, ordering: .releasing)
    // SAFETY: one byte, of a constant that lives through the call; a pipe takes it without waiting.
    _ = unsafe Glibc.write(wake.writing.number, "x", 1)
  }
}
