import CLibpq
import Files
import Glibc

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
  func heedingOnly(_ deadline: Deadline) -> Wire {
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
