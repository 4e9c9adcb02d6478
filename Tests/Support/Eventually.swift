import Database
import Foundation

/// Waits until something is so, for twenty seconds at most: the one place where tests look again and again.
package func eventually(_ what: @autoclosure () -> String, _ isSo: () throws -> Bool) throws {
  let limit = ContinuousClock.now + .seconds(20)
  while try !isSo() {
    guard .now < limit else { throw DatabaseError(.other, "not within twenty seconds: \(what())") }
    Thread.sleep(forTimeInterval: 0.005)
  }
}

/// What a test calls at once. A machine that is busy takes seconds for what takes none; what a test of this kind would otherwise wait for
/// takes half a minute or lasts for ever.
package let atOnce = Duration.seconds(10)

/// Waits until a question in SQL has this answer.
package func wait(for expected: String, to question: String, _ conninfo: String) throws {
  let connection = try open(conninfo)
  try eventually("\(expected): \(question)") {
    var found: String?
    try connection.forEach(Query("test", "select (\(question))::text"), columns: [.text]) { found = try $0.text(0) }
    return found == expected
  }
}
