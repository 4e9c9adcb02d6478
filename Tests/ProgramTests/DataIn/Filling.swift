import Core
import Database
import Foundation
import Input
import SQL
import Support
import Testing

/// A database of a test's own with our tables and roles, and no row.
func emptyDatabase(_ script: String = "") throws -> String {
  try TestServer.shared.database(loading: Statement.tables.text + ";" + script)
}

extension World {
  /// A copy of the sample in the test's own folder, some files replaced.
  func sampleFolder(_ name: String = "data", replacing files: [String: String] = [:]) throws -> String {
    let files = files.merging(try sampleFiles()) { mine, _ in mine }
    try makeFolders(home[name])
    for (file, text) in files { try write(text, to: home[name] + "/" + file) }
    return home[name]
  }

  func sampleFiles() throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try names(in: repository + "/sql/sample") where name.hasSuffix(".csv") {
      files[name] = try text(of: repository + "/sql/sample/" + name)
    }
    return files
  }
}

/// A file's bytes: as a text it would lose its byte-order mark.
func bytes(of path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }

/// Every row of our tables, as text: equal when the tables hold the same.
func contents(_ conninfo: String) throws -> [String] {
  let connection = try open(conninfo)
  var rows: [String] = []
  for name in relations {
    let query = Query("contents", "select '\(name) ' || to_jsonb(t)::text from programme.\(name) t order by 1")
    try connection.forEach(query, columns: [.text]) { row in rows.append(try row.text(0)) }
  }
  return rows
}

let relations = Contract.relations.map(\.name)

/// Waits until a query in a database has a row.
func wait(until query: String, _ conninfo: String) throws {
  try wait(for: "true", to: "select exists (\(query))", conninfo)
}
