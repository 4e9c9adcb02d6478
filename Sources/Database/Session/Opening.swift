import CLibpq
package import Files
import Glibc

extension Connection {
  /// - Parameters:
  ///   - conninfo: libpq's words or URI; nil for its environment, service and password files.
  ///   - deadline: holds for the whole session; connecting also ends after `connect_timeout` (10 s unless given).
  ///   - stop: ends every wait too, when another thread asks.
  ///   - meanwhile: done while the server makes the session, which takes it as long as some statements.
  package static func open(
    _ conninfo: String?, applicationName: String, deadline: Deadline, signals: Signals? = nil,
    stop: Stop? = nil, meanwhile: () -> Void = {}
  ) throws(DatabaseError) -> Connection {
    let words = try ConnectionWords(conninfo, applicationName: applicationName)
    guard let handle = unsafe words.start() else {
      throw DatabaseError(.other, "no memory for a connection", sessionUsable: false)
    }
    let connection = unsafe Connection(
      owning: Wire(handle: handle, deadline: deadline, signals: signals, stop: stop))
    // SAFETY: the handle is ours and not null. The receiver takes no state, so nothing has to outlive results.
    unsafe PQsetNoticeReceiver(handle, { _, _ in }, nil)
    // A failed connect tells its SQLSTATE in no other way.
    unsafe PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
    try connection.connect(words, meanwhile)
    guard unsafe PQsetnonblocking(handle, 1) == 0 else { throw connection.wire.lost("connect") }
    return connection
  }

  private func connect(
    _ words: ConnectionWords, _ meanwhile: () -> Void
  ) throws(DatabaseError) {
    let seconds = timeout
    let limited = wire.ending(wire.deadline.orAfter(seconds: seconds))
    var state = PGRES_POLLING_WRITING
    var isAlone = true
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED, wire.isNotRefused else {
        throw unsafe Refusal(wire.handle).error(words.passwordFileFault)
      }
      // The server has been asked, and is at it.
      if isAlone, state == PGRES_POLLING_READING {
        isAlone = false
        meanwhile()
      }
      switch limited.poll(state == PGRES_POLLING_READING ? POLLIN : POLLOUT) {
      case .ready: state = unsafe PQconnectPoll(wire.handle)
      case .signalled, .stopped: try wire.checkLimits("connect")
      case .expired:
        try wire.checkLimits("connect")
        throw DatabaseError(
          .connection, "no answer from \(place) within \(seconds) s", query: "connect",
          sessionUsable: false)
      }
    }
  }

  /// libpq's 0 means none.
  private var timeout: Int {
    let given = unsafe ConnectionWords.inUse("connect_timeout", by: wire.handle)
    guard let seconds = given.flatMap({ Int($0) }) else { return 10 }
    return seconds <= 0 ? 86_400 : max(2, min(seconds, 86_400))
  }
}

extension Wire {
  fileprivate var isNotRefused: Bool { unsafe PQstatus(handle) != CONNECTION_BAD }
}
