import Foundation
import Synchronization

/// Does the same for each, so many at a time: for work that waits more than it computes. The answers come in the order of
/// the elements.
///
/// What it finds is for the caller to judge: an expectation on another thread belongs to no test.
package func concurrently<Element: Sendable, Answer: Sendable>(
  _ elements: [Element], width: Int, _ body: @escaping @Sendable (Element) throws -> Answer
) throws -> [Answer] {
  let next = Atomic(0)
  let answers = Mutex([Int: Result<Answer, any Error>]())
  let group = DispatchGroup()
  for _ in 0..<min(width, elements.count) {
    group.enter()
    Thread.detachNewThread {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < elements.count else { break }
        let answer = Result { try body(elements[index]) }
        answers.withLock { $0[index] = answer }
      }
      group.leave()
    }
  }
  group.wait()
  let all = answers.withLock { $0 }
  return try elements.indices.map { index in
    guard let answer = all[index] else { throw CancellationError() }
    return try answer.get()
  }
}
