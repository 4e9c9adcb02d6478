import CPosix
import Glibc
import Synchronization

/// The signals that ask the program to stop (INT, TERM, HUP), turned into something a loop can poll.
///
/// The first one is remembered; a second one ends the program at once with 128 + n, unless the program has said
/// that it now finishes.
package final class Signals: Sendable {
  private let wake: Pipe

  private init(_ wake: consuming Pipe) { self.wake = wake }

  private static let installed = Result { () throws(FileError) in
    let signals = Signals(try Descriptor.pipe())
    ignoreThoseOfWriting()
    _ = fcntl(signals.wake.writing.number, F_SETFL, O_NONBLOCK)
    guard cposix_catch_signals(signals.wake.writing.number) == 0 else {
      throw FileError(.inputOutput, "catch", "signals", code: errno)
    }
    return signals
  }

  /// First thing in the program: a pipe that is closed and a file that grows too large are errors of write(2), which is
  /// asked, and end nothing.
  package static func ignoreThoseOfWriting() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Once a process; asked again, it answers the same. Those of writing are ignored too.
  package static func install() throws(FileError) -> Signals { try installed.get() }

  /// Readable for ever once a signal has come: poll it, never read it.
  package var descriptor: Int32 { wake.reading.number }

  // Never inlined into other modules: they would reach a copy of the handler's state, not this file's own.

  /// The first signal that came.
  package var received: Int32? {
    @inline(never) get { Self.received }
  }

  /// From now on signals do nothing: what is being published gets finished. Ask for `received` after this, not before:
  /// one that came in between must still stop the program.
  @inline(never) package func finish() { cposix_finish() }

  /// What had to be finished is: a signal that came meanwhile is received now.
  @inline(never) package func resume() { cposix_resume() }

  /// The same as `received` of the one instance; nil also where none was installed.
  package static var received: Int32? {
    @inline(never) get {
      let number = cposix_received_signal()
      return number == 0 ? nil : number
    }
  }
}

extension Signals {
  /// Waits so long, or until a signal has come.
  package func wait(milliseconds: Int) {
    _ = Descriptor.waitReadable([descriptor], milliseconds: milliseconds)
  }
}

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
