import CLibpq
import Glibc
import System

/// libpq's handle with the limits every wait on it obeys. Copies borrow: only `Connection` finishes the handle.
@safe struct Wire {
  let handle: OpaquePointer
  let deadline: Deadline
  let signals: Signals?
  /// Asked by another thread of ours.
  let stop: Stop?

  /// What ended a wait.
  enum Wake { case ready, expired, stopped, signalled(Int32) }

  /// The same with an earlier end.
  func ending(_ deadline: Deadline) -> Wire {
    unsafe Wire(handle: handle, deadline: deadline, signals: signals, stop: stop)
  }

  /// For what must still be done when the session's own limits have passed.
  func with(deadline: Deadline) -> Wire {
    unsafe Wire(handle: handle, deadline: deadline, signals: nil, stop: nil)
  }

  /// poll(2) on the socket and the signals together, so neither waits for the other.
  func poll(_ events: Int32) -> Wake {
    while true {
      if let signal = signals?.received { return .signalled(signal) }
      if stop?.isAsked ?? false { return .stopped }
      let left = deadline.milliseconds
      guard left > 0 else { return .expired }
      // SAFETY: poll(2) writes into the array it is given the count of; a descriptor of -1 is passed over.
      var watched = [
        pollfd(fd: unsafe PQsocket(handle), events: Int16(events), revents: 0),
        pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stop?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe Glibc.poll(&watched, nfds_t(watched.count), Int32(clamping: left))
      if watched[0].revents != 0 { return .ready }
    }
  }

  func wait(_ events: Int32, _ query: String) throws(DatabaseError) {
    try check(poll(events), query)
  }

  /// For loops the server keeps so busy that they never wait.
  func checkLimits(_ query: String) throws(DatabaseError) {
    if let signal = signals?.received { try check(.signalled(signal), query) }
    if stop?.isAsked ?? false { try check(.stopped, query) }
    if deadline.milliseconds == 0 { try check(.expired, query) }
  }

  private func check(_ wake: Wake, _ query: String) throws(DatabaseError) {
    switch wake {
    case .ready: return
    case .expired:
      let place = unsafe Endpoint(handle).shown
      throw DatabaseError(
        .deadline, "the time limit passed while waiting for the server at \(place)", query: query,
        sessionUsable: false)
    case .stopped:
      throw DatabaseError(
        .other, "stopped, for another session failed", query: query, sessionUsable: false)
    case .signalled(let signal):
      throw DatabaseError(
        .cancelled(signal: signal), "stopped by signal \(signal)", query: query,
        sessionUsable: false)
    }
  }

  var isConnected: Bool { unsafe PQstatus(handle) == CONNECTION_OK }
  var isActive: Bool { unsafe PQtransactionStatus(handle) == PQTRANS_ACTIVE }

  func lost(_ query: String) -> DatabaseError {
    DatabaseError(
      .connection, unsafe "the connection to \(Endpoint(handle).shown) was lost", query: query,
      sessionUsable: false)
  }
}

extension Wire {
  /// Runs what talks to the server; if it fails while a statement is under way, that statement is cancelled and the
  /// session brought to rest, or given up after five seconds. The error stays the one that was thrown.
  func settling<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    do { return try body() } catch {
      settle()
      throw error
    }
  }

  private func settle() {
    let end = Deadline.after(seconds: 5)
    while isConnected && isActive && end.milliseconds > 0 {
      // Asked again each second: the server forgets a request that meets it between two statements.
      cancel()
      with(deadline: end.orAfter(seconds: 1)).drain()
    }
  }

  private func drain() {
    let query = "cancel"
    while let result = try? nextResult(query) {
      if result.status == PGRES_COPY_IN { unsafe PQputCopyEnd(handle, "stopped") }
    }
  }

  /// Asking waits for the server without limit (and a server that stopped answering is what we may be fleeing), so it
  /// waits in a thread nobody waits for. libpq 17 asks as the session itself is connected, over TLS where that is;
  /// older ones ask in the clear.
  private func cancel() {
    // SAFETY: either request is a copy of what it needs, owned and freed by the thread, or here if there is none.
    var thread = pthread_t()
    if let request = unsafe board_report_cancel_create(handle) {
      let started = unsafe pthread_create(
        &thread, nil,
        { request in
          unsafe board_report_cancel_run(OpaquePointer(request))
          return nil
        }, UnsafeMutableRawPointer(request))
      if started == 0 { pthread_detach(thread) } else { unsafe board_report_cancel_free(request) }
    } else if let request = unsafe PQgetCancel(handle) {
      let started = unsafe pthread_create(
        &thread, nil,
        { request in
          let request = OpaquePointer(request)
          var message = [CChar](repeating: 0, count: 256)
          unsafe PQcancel(request, &message, Int32(message.count))
          unsafe PQfreeCancel(request)
          return nil
        }, UnsafeMutableRawPointer(request))
      if started == 0 { pthread_detach(thread) } else { unsafe PQfreeCancel(request) }
    }
  }
}

/// A moment after which we stop waiting; its clock neither jumps nor stops while the machine sleeps.
package struct Deadline: Sendable {
  private let instant: ContinuousClock.Instant

  package static func after(seconds: Int) -> Deadline {
    Deadline(instant: .now + .seconds(seconds))
  }

  /// The earlier of the two.
  package func orAfter(seconds: Int) -> Deadline {
    Deadline(instant: min(instant, .now + .seconds(seconds)))
  }

  /// What is left, rounded up; 0 once it has passed.
  package var milliseconds: Int {
    let left = (instant - .now).components
    guard left.seconds > 0 || (left.seconds == 0 && left.attoseconds > 0) else { return 0 }
    return Int(clamping: left.seconds &* 1_000 + left.attoseconds / 1_000_000_000_000_000 + 1)
  }
}
