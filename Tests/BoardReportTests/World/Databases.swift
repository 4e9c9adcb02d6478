import Database
import Foundation
import Import
import SQL
import Support
import Synchronization

/// A database of a test's own with our tables and roles and the sample's rows, and then what a script does to it.
func sampleDatabase(_ script: String = "") throws -> String {
  let conninfo = try TestServer.shared.database()
  try DataFolder.read(repository + "/sql/sample").load(into: open(conninfo))
  try roles.withLock { _ in try run(Statement.roles.sql(in: "programme"), conninfo) }
  if !script.isEmpty { try run(script, conninfo) }
  return conninfo
}

/// A new role that may log in, with the words of `create role`; roles belong to the whole server.
func role(_ words: String = "", in conninfo: String) throws -> String {
  try roles.withLock { count in
    count += 1
    try run("create role reader_\(count) login \(words)", conninfo)
    return "reader_\(count)"
  }
}

private let roles = Mutex(0)

/// The name of the database a connection string of ours names last.
func databaseName(_ conninfo: String) -> String {
  conninfo.components(separatedBy: " dbname=").last ?? ""
}
