import Foundation
import Synchronization
import Testing

/// What another thread makes: the pool that tasks share may be busy with other tests that wait.
final class Elsewhere<Value: Sendable>: Sendable {
  private let found = Mutex<Result<Value, any Error>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  init(_ make: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      let result = Result { try make() }
      found.withLock { $0 = result }
      isDone.signal()
    }
  }

  /// Waits for it.
  var value: Value {
    get throws {
      isDone.wait()
      return try #require(found.withLock { $0 }).get()
    }
  }
}
