import Dispatch
import Synchronization
package import System

/// A second session in a thread of its own that reads under the first session's snapshot.
///
/// The second session only saves time. When it cannot be opened, or not in time, the first session does its work too.
/// So a server without a free connection, a pooler that makes clients wait, or a lock costs nothing else.
package final class SecondSession: Sendable {
  /// A piece of work for the second session.
  final class Work: Sendable {
    /// Returns false when the session cannot continue.
    fileprivate let body: @Sendable (borrowing Connection) -> Bool
    fileprivate let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable (borrowing Connection) -> Bool) { self.body = body }
  }

  private enum SessionPhase { case opening, idle, working, ended }
  private struct Handoff {
    var phase = SessionPhase.opening
    /// What has not begun, in the order in which it was submitted.
    var queue: [Work] = []
    var isStopped = false
  }

  private let state = Mutex(Handoff())
  private let stop: Stop
  private let wake = DispatchSemaphore(value: 0)
  private let thread = DispatchGroup()

  init(
    _ shared: SharedSnapshot, locking relations: [QualifiedName],
    _ open: @escaping @Sendable (Stop) throws -> Connection
  ) throws {
    stop = try Stop()
    thread.enter()
    let started = OwnThread.start { [self] in
      defer { thread.leave() }
      defer { state.withLock { $0.phase = .ended } }
      // A failure to open the session is ignored, because the first session replaces it. A failure of work reaches the
      // caller of `read`.
      try? open(stop).withSnapshot(shared, locking: relations) { connection in
        while let work = next() {
          let canContinue = work.body(connection)
          state.withLock { $0.phase = canContinue ? .idle : .ended }
          work.done.signal()
          if !canContinue { break }
        }
      }
    }
    // Without the thread the first session does the work.
    if !started {
      state.withLock { $0.phase = .ended }
      thread.leave()
    }
  }

  /// Waits for work. Returns nil once there will be none.
  private func next() -> Work? {
    state.withLock { $0.phase = .idle }
    while true {
      let (work, isStopped): (Work?, Bool) = state.withLock { state in
        guard !state.isStopped, !state.queue.isEmpty else { return (nil, state.isStopped) }
        state.phase = .working
        return (state.queue.removeFirst(), false)
      }
      if let work { return work }
      if isStopped { return nil }
      wake.wait()
    }
  }

  /// Adds work to the queue of the session.
  func submit(_ work: Work) {
    state.withLock { $0.queue.append(work) }
    wake.signal()
  }

  /// Cancels submitted work. Returns false for work that has begun.
  func cancel(_ work: Work) -> Bool {
    state.withLock { state in
      guard let place = state.queue.firstIndex(where: { $0 === work }) else { return false }
      state.queue.remove(at: place)
      return true
    }
  }

  /// Stops the work under way and waits until the session has ended.
  func end() {
    let isIdle = state.withLock { state in
      state.isStopped = true
      state.queue = []
      return state.phase == .idle
    }
    if !isIdle { stop.request() }
    wake.signal()
    thread.wait()
  }
}

extension Connection {
  /// Runs `body` with a second session that reads under this session's open snapshot.
  ///
  /// - Parameter open: opens the second session in another thread; nil when one session must do.
  package func withSecondSession<Value>(
    locking relations: [QualifiedName], _ open: (@Sendable (Stop) throws -> Connection)?,
    _ body: (borrowing Connection, SecondSession?) throws -> Value
  ) throws -> Value {
    guard let open, let shared = try sharedSnapshot() else { return try body(self, nil) }
    let second = try SecondSession(shared, locking: relations, open)
    defer { second.end() }
    return try body(self, second)
  }
}

/// Work that a second session does while the first goes on.
///
/// The session does its tasks in the order in which they were made.
package struct SideTask<Value: Sendable>: Sendable {
  private let session: SecondSession?
  private let body: @Sendable (borrowing Connection) throws -> Value
  private let answer: WorkResult<Value>
  private let work: SecondSession.Work

  /// Starts the work where there is a second session.
  package init(_ session: SecondSession?, _ body: @escaping @Sendable (borrowing Connection) throws -> Value) {
    let answer = WorkResult<Value>()
    self.session = session
    self.body = body
    self.answer = answer
    work = SecondSession.Work { connection in answer.store { try body(connection) } }
    session?.submit(work)
  }

  /// Waits for the work and returns its value. Where the second session has not begun the work, the first one does it.
  ///
  /// - Parameter meanwhile: does a piece of other work, again and again until the value is there. Returns false when there is none
  ///   left.
  package func value(_ connection: borrowing Connection, meanwhile: () throws -> Bool = { false }) throws -> Value {
    guard let session, !session.cancel(work) else { return try body(connection) }
    while !answer.isThere, try meanwhile() {}
    work.done.wait()
    return try answer.value()
  }
}

/// The result of work in another thread.
private final class WorkResult<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)

  /// Runs the work and stores its result. Returns false when the work failed.
  func store(_ body: () throws -> Value) -> Bool {
    let result = Result { try body() }
    self.result.withLock { $0 = result }
    if case .success = result { return true }
    return false
  }

  var isThere: Bool { result.withLock { $0 != nil } }

  func value() throws -> Value {
    guard let result = result.withLock({ $0 }) else { preconditionFailure("the result was read before it was stored") }
    return try result.get()
  }
}
