import Foundation
import Synchronization
package import Testing

/// Threads for tests that wait. Swift's own pool has one thread for each core, and a test that waits there for a server or a program
/// keeps every other test waiting too.
final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(8)

  private let jobs = Mutex<[UnownedJob]>([])
  private let added = DispatchSemaphore(value: 0)

  private init(_ count: Int) {
    for _ in 0..<count {
      Thread.detachNewThread { [self] in
        while true {
          added.wait()
          let job = jobs.withLock { $0.removeFirst() }
          unsafe job.runSynchronously(on: unsafe asUnownedTaskExecutor())
        }
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    added.signal()
  }
}

/// The trait of a suite whose tests wait.
package struct Waiting: SuiteTrait, TestTrait, TestScoping {
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @concurrent @Sendable () async throws -> Void
  ) async throws { try await withTaskExecutorPreference(WaitingThreads.shared) { try await body() } }
}

extension Trait where Self == Waiting {
  /// The suite's tests run on threads of their own.
  package static var waits: Self { Waiting() }
}
