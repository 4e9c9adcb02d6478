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
      with(end.orAfter(seconds: 1), signals: nil).drain()
    }
  }

  private func drain() {
    let query = "cancel"
    while let result = try? nextResult(query) {
      if result.status == PGRES_COPY_IN { unsafe PQputCopyEnd(handle, "stopped") }
    }
  }

  /// PQcancel waits for the server without limit (and a server that stopped answering is what we may be fleeing), so
  /// it waits in a thread nobody waits for.
  private func cancel() {
    // SAFETY: the request is a copy of what it needs, owned and freed by the thread.
    guard let request = unsafe PQgetCancel(handle) else { return }
    var thread = pthread_t()
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
