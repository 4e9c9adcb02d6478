import CPosix
import Glibc
import Synchronization

/// The signals that ask the program to stop (INT, TERM, HUP), in a form that a loop can poll.
///
/// The handler remembers the first signal. A second one ends the program at once with 128 + n, unless the program has
/// called `finish`.
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

  /// Ignores the signals of a closed pipe and of a file that grows too large. write(2) returns an error in both cases,
  /// and the program checks it. The program calls this first.
  package static func ignoreThoseOfWriting() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Installs the handler once a process; later calls return the same value. Ignores the signals of writing too.
  package static func install() throws(FileError) -> Signals { try installed.get() }

  /// A descriptor that stays readable once a signal has come. Poll it; never read it.
  package var descriptor: Int32 { wake.reading.number }

  // These are never inlined into other modules: an inlined copy would use a copy of the handler's state.

  /// The first signal that came, or nil.
  package var received: Int32? { @inline(never) get { Self.received } }

  /// Makes signals do nothing from now on, so that a publication under way ends. Read `received` after this call, not
  /// before: a signal in between must still stop the program.
  @inline(never) package func finish() { cposix_finish() }

  /// Ends the effect of `finish`. A signal that came meanwhile is received now.
  @inline(never) package func resume() { cposix_resume() }

  /// The same as `received` of the one instance; nil also when no handler is installed.
  package static var received: Int32? {
    @inline(never) get {
      let number = cposix_received_signal()
      return number == 0 ? nil : number
    }
  }

  /// Waits for this time, or until a signal has come.
  package func wait(milliseconds: Int) { _ = Descriptor.waitReadable([descriptor], milliseconds: milliseconds) }
}

/// A request from one thread that another thread stop waiting.
package final class Stop: Sendable {
  private let wake: Pipe
  private let requested = Atomic(false)

  package init() throws(FileError) { wake = try Descriptor.pipe() }

  /// A descriptor that stays readable once a stop was requested. Poll it; never read it.
  package var descriptor: Int32 { wake.reading.number }

  package var isRequested: Bool { requested.load(ordering: .acquiring) }

  package func request() {
    requested.store(true, ordering: .releasing)
    // SAFETY: one byte of a constant that lives through the call; a pipe takes one byte without waiting.
    while unsafe Glibc.write(wake.writing.number, "x", 1) < 0, errno == EINTR {}
  }
}

/// A thread of its own for work that may wait. Dispatch is not used for it: Dispatch sets the priority of its threads,
/// and prints a line on standard error where a service may not.
package enum OwnThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts a thread that nothing waits for. Returns false when the system has no thread to give.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let work = unsafe Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    // SAFETY: the thread takes over the reference, or this function does when no thread starts.
    let started = unsafe pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard started == 0 else {
      unsafe work.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
