import CLibpq
import Glibc
import Synchronization
import System

/// One attempt to open a session.
///
/// libpq resolves host names and opens files without a limit of time. So it does both in a thread of its own. When the
/// limits pass while libpq is busy, the thread is left behind.
struct Connecting: Sendable {
  let words: ConnectionWords
  let deadline: Deadline
  let signals: Signals?
  let stop: Stop?

  /// A handle as a number, because a pointer may not cross threads.
  private typealias Handle = UInt
  private enum ConnectingProgress { case connecting, ended(Result<Handle, DatabaseError>), leftBehind }
  private final class SharedProgress: Sendable { let value = Mutex(ConnectingProgress.connecting) }

  /// Returns a connected handle that the caller owns.
  func connect() throws(DatabaseError) -> OpaquePointer {
    let done: Stop
    do { done = try Stop() } catch { throw DatabaseError(.resources, error.line, query: "connect") }
    let progress = SharedProgress()
    let started = OwnThread.start { [self] in
      let result: Result<Handle, DatabaseError>
      do throws(DatabaseError) { result = .success(UInt(bitPattern: try unsafe connectInThread())) } catch {
        result = .failure(error)
      }
      let isLeftBehind = progress.value.withLock { value in
        if case .leftBehind = value { return true }
        value = .ended(result)
        return false
      }
      // SAFETY: nobody else knows the handle of a thread that was left behind.
      if isLeftBehind, case .success(let handle) = result { unsafe PQfinish(OpaquePointer(bitPattern: handle)) }
      done.request()
    }
    guard started else { throw DatabaseError(.resources, "there is no thread to connect", query: "connect") }
    wait(for: done)
    let result = progress.value.withLock { value -> Result<Handle, DatabaseError>? in
      if case .ended(let result) = value { return result }
      value = .leftBehind
      return nil
    }
    guard let handle = unsafe OpaquePointer(bitPattern: try result?.get() ?? 0) else { throw tooLate }
    return unsafe handle
  }

  /// Waits for the thread. Once the limits have passed, the thread has a moment to report that itself.
  private func wait(for done: Stop) {
    let ends = [done.descriptor] + [signals?.descriptor, stop?.descriptor].compactMap(\.self)
    while !done.isRequested && !isOver { _ = Descriptor.waitReadable(ends, milliseconds: deadline.milliseconds) }
    if !done.isRequested { _ = Descriptor.waitReadable([done.descriptor], milliseconds: 200) }
  }

  private var isOver: Bool {
    signals?.received != nil || stop?.isRequested ?? false || deadline.milliseconds == 0
  }

  private var tooLate: DatabaseError {
    if let signal = signals?.received {
      return DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)", query: "connect")
    }
    return DatabaseError(
      .deadline, "the time limit passed while libpq looked up the server's name or opened a file", query: "connect",
      sessionUsable: false)
  }

  private func connectInThread() throws(DatabaseError) -> OpaquePointer {
    guard let handle = unsafe words.start() else {
      throw DatabaseError(.other, "there is no memory for a connection", sessionUsable: false)
    }
    do throws(DatabaseError) {
      // SAFETY: this function owns the handle, which is not null. The receiver has no state, so nothing has to outlive
      // results.
      unsafe PQsetNoticeReceiver(handle, { _, _ in }, nil)
      // libpq reports the SQLSTATE of a failed connect in no other way.
      unsafe PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
      let wire = unsafe Wire(handle: handle, deadline: deadline, signals: signals, stop: stop)
      try words.refuseFIFOs(of: wire)
      try wire.connect(words.passwordFileFault)
      guard unsafe PQsetnonblocking(handle, 1) == 0 else { throw wire.lost("connect") }
      return unsafe handle
    } catch {
      // SAFETY: the handle is finished once. libpq requires it after a failed connect too.
      unsafe PQfinish(handle)
      throw error
    }
  }
}

extension Wire {
  /// - Parameter passwordFileFault: a reason to add to a refusal where it can be the cause.
  fileprivate func connect(_ passwordFileFault: String?) throws(DatabaseError) {
    let seconds = connectTimeout
    let limited = ending(deadline.orAfter(seconds: seconds))
    var state = PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED, unsafe PQstatus(handle) != CONNECTION_BAD else {
        throw unsafe ConnectionRefusal(handle).error(passwordFileFault)
      }
      switch limited.poll(state == PGRES_POLLING_READING ? POLLIN : POLLOUT) {
      case .ready: state = unsafe PQconnectPoll(handle)
      case .signalled, .stopped: try checkLimits("connect")
      case .expired:
        try checkLimits("connect")
        throw DatabaseError(
          .connection, "the server at \(unsafe Endpoint(handle).shown) did not answer within \(seconds) s",
          query: "connect", sessionUsable: false)
      }
    }
  }

  /// The limit for connecting. libpq's 0 means none.
  private var connectTimeout: Int {
    let given = unsafe ConnectionWords.inUse("connect_timeout", by: handle)
    guard let seconds = given.flatMap({ Int($0) }) else { return 10 }
    return seconds <= 0 ? 86_400 : max(2, min(seconds, 86_400))
  }
}

// The files that libpq opens by itself. libpq would wait for a FIFO for ever.
extension ConnectionWords {
  /// Refuses a service file that is a FIFO. libpq reads one only for a service that the string or PGSERVICE names.
  func refuseServiceFIFO() throws(DatabaseError) {
    guard values.contains(where: { $0.word == "service" }) || environment("PGSERVICE") != nil else { return }
    let own = environment("PGSERVICEFILE") ?? environment("HOME").map { $0 + "/.pg_service.conf" }
    let shared = (environment("PGSYSCONFDIR") ?? "/etc/postgresql-common") + "/pg_service.conf"
    for path in [own, shared].compactMap(\.self) { try Self.refuseFIFO(path, "service file") }
  }

  /// Refuses a certificate, key or list of TLS that is a FIFO.
  fileprivate func refuseFIFOs(of wire: Wire) throws(DatabaseError) {
    let names = [
      ("sslrootcert", "root.crt"), ("sslcert", "postgresql.crt"), ("sslkey", "postgresql.key"), ("sslcrl", "root.crl"),
    ]
    for (word, name) in names {
      let path = unsafe Self.inUse(word, by: wire.handle) ?? environment("HOME").map { $0 + "/.postgresql/" + name }
      if let path { try Self.refuseFIFO(path, "TLS file") }
    }
  }

  private static func refuseFIFO(_ path: String, _ what: String) throws(DatabaseError) {
    var information = stat()
    // SAFETY: stat(2) fills the value.
    guard unsafe stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFIFO else { return }
    throw DatabaseError(
      .usage, "the \(what) \(path) is a FIFO; give a plain file", query: "connect", sessionUsable: false)
  }
}
