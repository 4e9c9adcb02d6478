import CLibpq
import Glibc

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
      heedingOnly(end.orAfter(seconds: 1)).drain()
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
