import Database
import Files

/// A read is done again, whole and in a new session, when the server says that there is hope.
struct Retrying {
  static let tries = 4

  let deadline: Deadline
  let signals: Signals

  /// - Parameter body: everything from connecting to the last row; it starts from nothing each time.
  func callAsFunction<Value>(_ body: () throws -> Value) throws -> Value {
    for attempt in 1..<Self.tries {
      do { return try body() } catch let error as DatabaseError where error.isRetryable {
        let pause = Self.pause(after: attempt)
        guard pause < deadline.milliseconds else { throw error }
        // A signal is told by the next attempt, which looks for one first.
        signals.wait(milliseconds: pause)
      }
    }
    return try body()
  }

  /// Half a second, doubled with each attempt, and up to as much again, so that jobs do not come back all at once.
  private static func pause(after attempt: Int) -> Int {
    let base = 250 << attempt
    return base + Int.random(in: 0...base)
  }
}
