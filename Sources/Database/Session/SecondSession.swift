import Dispatch
import Synchronization
package import System

/// A second session, in a thread of its own, that reads under the snapshot of the first.
///
/// It is a convenience: where it cannot be had, or not in time, the first session does its work too. So a server without room for
/// another, a pooler that makes it wait, or a lock that somebody waits for cost nothing but that.
package final class SecondSession: Sendable {
  /// False when the session cannot go on.
  typealias Work = @Sendable (borrowing Connection) -> Bool

  private enum Phase { case opening, idle, working, ended }
  private struct State {
    var phase = Phase.opening
    var given: Work?
    var isDismissed = false
  }

  private let state = Mutex(State())
  private let stop: Stop
  private let wake = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private let thread = DispatchGroup()

  init(
    _ shared: SharedSnapshot, locking relations: [QualifiedName],
    _ open: @escaping @Sendable (Stop) throws -> Connection
  ) throws {
    stop = try Stop()
    DispatchQueue(label: "companion").async(group: thread) { [self] in
      defer { state.withLock { $0.phase = .ended } }
      // Why it could not be had is nobody's concern; what its work met is told to whoever gave it.
      try? open(stop).withSnapshot(shared, locking: relations) { connection in
        while let work = next() {
          let canGoOn = work(connection)
          state.withLock { $0.phase = canGoOn ? .idle : .ended }
          done.signal()
          if !canGoOn { break }
        }
      }
    }
  }

  /// Waits for work; nil once there will be none.
  private func next() -> Work? {
    state.withLock { $0.phase = .idle }
    while true {
      let (work, isDismissed) = state.withLock { state in
        defer { state.given = nil }
        if state.given != nil { state.phase = .working }
        return (state.given, state.isDismissed)
      }
      if let work { return work }
      if isDismissed { return nil }
      wake.wait()
    }
  }

  func give(_ work: @escaping Work) {
    state.withLock { $0.given = work }
    wake.signal()
  }

  /// Takes back what was not begun; false when it was, and then waits until it is done.
  func withdraw() -> Bool {
    let wasNotBegun = state.withLock { state in
      defer { state.given = nil }
      return state.given != nil
    }
    if !wasNotBegun { done.wait() }
    return wasNotBegun
  }

  /// Stops what is under way; when this returns the session has ended.
  func dismiss() {
    let isIdle = state.withLock { state in
      state.isDismissed = true
      state.given = nil
      return state.phase == .idle
    }
    if !isIdle { stop.ask() }
    wake.signal()
    thread.wait()
  }
}

extension Connection {
  /// Lends a companion that reads under this session's snapshot, which must be open.
  ///
  /// - Parameter open: opens its session, in another thread; nil where one must do.
  package func withSecondSession<Value>(
    locking relations: [QualifiedName],
    _ open: (@Sendable (Stop) throws -> Connection)?,
    _ body: (borrowing Connection, SecondSession?) throws -> Value
  ) throws -> Value {
    guard let open, let shared = try sharedSnapshot() else { return try body(self, nil) }
    let companion = try SecondSession(shared, locking: relations, open)
    defer { companion.dismiss() }
    return try body(self, companion)
  }

  /// Reads two things that do not need each other: the second by the companion, if there is one, while this session reads the
  /// first. If either fails, the other is stopped.
  package func read<First, Second: Sendable>(
    with companion: SecondSession?, _ first: (borrowing Connection) throws -> First,
    and second: @escaping @Sendable (borrowing Connection) throws -> Second
  ) throws -> (First, Second) {
    guard let companion else { return (try first(self), try second(self)) }
    let answer = Answer<Second>()
    companion.give { connection in answer.hold { try second(connection) } }
    let read = try first(self)
    if companion.withdraw() { return (read, try second(self)) }
    return (read, try answer.value())
  }
}

/// What work in another thread came to.
private final class Answer<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  /// False when it failed.
  func hold(_ body: () throws -> Value) -> Bool {
    let result = Result { try body() }
    self.result.withLock { $0 = result }
    if case .success = result { return true }
    return false
  }

  func value() throws -> Value {
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("asked for before it was held")
    }
    return try result.get()
  }
}
