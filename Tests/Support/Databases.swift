import Database
import Foundation
import Input
import SQL
import Synchronization

/// A database of a test's own with our tables and roles and the sample's rows, and then what a script does to it.
package func sampleDatabase(_ script: String = "") throws -> String {
  let conninfo = try TestServer.shared.database(copying: sample.get())
  if !script.isEmpty { try run(script, conninfo) }
  return conninfo
}

/// The database that those of the sample are copies of.
private let sample = Result { () throws -> String in
  let conninfo = try TestServer.shared.database()
  try loadSample(into: conninfo)
  return databaseName(conninfo)
}

/// The same in a database that is there and empty.
package func loadSample(into conninfo: String, _ script: String = "") throws {
  try loadTables(repository + "/sql/sample", into: open(conninfo))
  try roles.withLock { _ in try run(Statement.roles.sql(in: "programme"), conninfo) }
  if !script.isEmpty { try run(script, conninfo) }
}

/// Creates our own tables and fills them from a folder.
private func loadTables(_ folder: String, into connection: borrowing Connection) throws {
  var options = ReadingOptions()
  options.isImported = true
  try DataSet.read(.folder(folder), options).load(into: connection)
}

/// A new role that may log in, with the words of `create role`; roles belong to the whole server.
package func role(_ words: String = "", in conninfo: String) throws -> String {
  try roles.withLock { count in
    count += 1
    try run("create role reader_\(count) login \(words)", conninfo)
    return "reader_\(count)"
  }
}

private let roles = Mutex(0)

/// Holds of a session in pg_stat_activity that waits for a lock: between two tries it holds none.
package let waitsForLock = "state = 'idle' and query = 'ROLLBACK'"

/// The name of the database a connection string of ours names last.
package func databaseName(_ conninfo: String) -> String { conninfo.components(separatedBy: " dbname=").last ?? "" }

/// What a question in SQL is answered; nil when there is no row.
package func answer(_ question: String, _ conninfo: String) throws -> String? {
  var answer: String?
  try open(conninfo).forEach(Query("test", "select (\(question))::text"), columns: [.text]) { answer = try $0.text(0) }
  return answer
}
