import CLibpq
import Glibc
import System

/// The libpq handle with the limits that every wait obeys. Copies borrow the handle; only `Connection` finishes it.
@safe struct Wire {
  let handle: OpaquePointer
  let deadline: Deadline
  let signals: Signals?
  /// A request by another thread of this process to stop waiting.
  let stop: Stop?

  /// The reason why a wait ended.
  enum Wake { case ready, expired, stopped, signalled(Int32) }

  /// Returns the same handle with another deadline.
  func ending(_ deadline: Deadline) -> Wire {
    unsafe Wire(handle: handle, deadline: deadline, signals: signals, stop: stop)
  }

  /// Returns the same handle for work that must be done after the session's own limits have passed.
  func with(deadline: Deadline) -> Wire { unsafe Wire(handle: handle, deadline: deadline, signals: nil, stop: nil) }

  /// Waits for the socket and the signals together, so that neither delays the other.
  func poll(_ events: Int32) -> Wake {
    while true {
      if let signal = signals?.received { return .signalled(signal) }
      if stop?.isRequested ?? false { return .stopped }
      let left = deadline.milliseconds
      guard left > 0 else { return .expired }
      // SAFETY: poll(2) writes only to the entries that the count covers, and ignores a descriptor of -1.
      var watched = [
        pollfd(fd: unsafe PQsocket(handle), events: Int16(events), revents: 0),
        pollfd(fd: signals?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stop?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe Glibc.poll(&watched, nfds_t(watched.count), Int32(clamping: left))
      if watched[0].revents != 0 { return .ready }
    }
  }

  func wait(_ events: Int32, _ query: String) throws(DatabaseError) { try check(poll(events), query) }

  /// Checks the limits in a loop that the server keeps so busy that it never waits.
  func checkLimits(_ query: String) throws(DatabaseError) {
    if let signal = signals?.received { try check(.signalled(signal), query) }
    if stop?.isRequested ?? false { try check(.stopped, query) }
    if deadline.milliseconds == 0 { try check(.expired, query) }
  }

  private func check(_ wake: Wake, _ query: String) throws(DatabaseError) {
    switch wake {
    case .ready: return
    case .expired:
      let place = unsafe Endpoint(handle).shown
      throw DatabaseError(
        .deadline, "the time limit passed while waiting for the server at \(place)", query: query, sessionUsable: false)
    case .stopped:
      throw DatabaseError(.other, "stopped because the other session failed", query: query, sessionUsable: false)
    case .signalled(let signal):
      throw DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)", query: query, sessionUsable: false)
    }
  }

  var isConnected: Bool { unsafe PQstatus(handle) == CONNECTION_OK }
  var isActive: Bool { unsafe PQtransactionStatus(handle) == PQTRANS_ACTIVE }

  func lost(_ query: String) -> DatabaseError {
    DatabaseError(
      .connection, unsafe "the connection to \(Endpoint(handle).shown) was lost", query: query, sessionUsable: false)
  }

  /// Runs work that uses the server. When the work fails during a statement, cancels the statement and reads its
  /// results to their end, for at most five seconds and `closing`. The error is always the one that the work threw.
  func cancellingOnFailure<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    do { return try body() } catch {
      cancelAndDrain()
      throw error
    }
  }

  private func cancelAndDrain() {
    var end = Deadline.after(seconds: 5)
    var requests: [Stop] = []
    while isConnected && isActive && end.milliseconds > 0 {
      end = end.orAfter(milliseconds: closing)
      // The loop repeats the request: the server ignores one that arrives between two statements.
      if let request = cancel() { requests.append(request) }
      with(deadline: end.orAfter(milliseconds: 250)).drain()
    }
    for request in requests where !request.isRequested {
      _ = Descriptor.waitReadable([request.descriptor], milliseconds: end.milliseconds)
    }
    // A request that is still on its way would cancel the session's next statement.
    if requests.contains(where: { !$0.isRequested }) { unsafe shutdown(PQsocket(handle), Int32(SHUT_RDWR)) }
  }

  /// How many milliseconds the end of a session's work may take. The time is short once the session's own limits have
  /// passed, so that a program on a stalled link ends within a second of its deadline.
  var closing: Int {
    let isOver = signals?.received != nil || stop?.isRequested ?? false || deadline.milliseconds == 0
    return isOver ? 500 : 5_000
  }

  /// Waits without the server, and ends early at the session's limits.
  func pause(milliseconds: Int, _ query: String) throws(DatabaseError) {
    let ends = [signals?.descriptor, stop?.descriptor].compactMap(\.self)
    _ = Descriptor.waitReadable(ends, milliseconds: min(milliseconds, deadline.milliseconds))
    try checkLimits(query)
  }

  private func drain() {
    let query = "cancel"
    while let result = try? nextResult(query) {
      if result.status == PGRES_COPY_IN { unsafe PQputCopyEnd(handle, "stopped") }
      // libpq returns this result again and again until the data are read.
      if result.status == PGRES_COPY_OUT, (try? drainCopy(query)) == nil { return }
    }
  }

  /// Sends a cancel request from a thread of its own, because the request waits for the server without a limit. libpq
  /// 17 sends it with the session's own settings, over TLS when the session uses TLS. An older libpq sends it without
  /// encryption.
  ///
  /// - Returns: what the thread sets once the server has dealt with the request; nil when no request was sent.
  private func cancel() -> Stop? {
    guard let done = try? Stop() else { return nil }
    // SAFETY: each request is a copy of what it needs. Its thread owns and frees it, or this function does when no
    // thread starts. A request crosses threads as a number.
    if let request = unsafe board_report_cancel_create(handle) {
      let number = UInt(bitPattern: request)
      let started = OwnThread.start {
        unsafe board_report_cancel_run(OpaquePointer(bitPattern: number))
        done.request()
      }
      guard !started else { return done }
      unsafe board_report_cancel_free(request)
    } else if let request = unsafe PQgetCancel(handle) {
      let number = UInt(bitPattern: request)
      let started = OwnThread.start {
        let request = unsafe OpaquePointer(bitPattern: number)
        var message = [CChar](repeating: 0, count: 256)
        unsafe PQcancel(request, &message, Int32(message.count))
        unsafe PQfreeCancel(request)
        done.request()
      }
      guard !started else { return done }
      unsafe PQfreeCancel(request)
    }
    return nil
  }
}
