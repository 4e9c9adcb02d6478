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

/// Waits until a question in SQL has this answer.
package func wait(for expected: String, to question: String, _ conninfo: String) throws {
  let connection = try open(conninfo)
  try eventually("\(expected): \(question)") {
    var found: String?
    try connection.forEach(Query("test", "select (\(question))::text"), columns: [.text]) { found = try $0.text(0) }
    return found == expected
  }
}
