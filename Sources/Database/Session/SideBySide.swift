package import Files
import Synchronization

extension Connection {
  /// Lends a companion that reads under this session's snapshot, which must be open.
  ///
  /// - Parameter open: opens its session, in another thread; nil where one must do.
  package func withCompanion<Value>(
    locking relations: [QualifiedName],
    _ open: (@Sendable (Stop) throws -> Connection)?,
    _ body: (borrowing Connection, Companion?) throws -> Value
  ) throws -> Value {
    guard let open, let shared = try sharedSnapshot() else { return try body(self, nil) }
    let companion = try Companion(shared, locking: relations, open)
    defer { companion.dismiss() }
    return try body(self, companion)
  }

  /// Reads two things that do not need each other: the second by the companion, if there is one, while this session reads the
  /// first. If either fails, the other is stopped.
  package func read<First, Second: Sendable>(
    with companion: Companion?, _ first: (borrowing Connection) throws -> First,
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
