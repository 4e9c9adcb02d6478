import Database
import Input
import SQL
import Support
import Testing

/// A database of a test's own with our empty tables.
func ourTables(_ script: String = "") throws -> String {
  try TestServer.shared.database(loading: Statement.tables.text + script)
}

/// Brings the folder in, as `import` does.
@discardableResult func merge(_ folder: TestFolder, into conninfo: String, _ merge: Merge = Merge()) throws -> [String:
  Change]
{
  let data = try DataSet.read(.folder(folder.path), stamped)
  let changes = try data.merge(into: open(conninfo), merge)
  return Dictionary(changes.map { ($0.relation, $0) }, uniquingKeysWith: { $1 })
}

/// What `inserted`, `changed`, `unchanged` and `deleted` are, in this order.
func counts(_ change: Change?) -> [Int] { change.map { [$0.inserted, $0.changed, $0.unchanged, $0.deleted] } ?? [] }

/// Options of an import, which records the time of each row.
let stamped = TestFolder.imported

let replacing: Merge = {
  var merge = Merge()
  merge.isReplacing = true
  return merge
}()

/// Every row of our tables, as text: equal when the tables hold the same.
func contents(_ conninfo: String) throws -> [String] {
  let connection = try open(conninfo)
  var rows: [String] = []
  for name in TestFolder.small.keys.map({ $0.dropLast(4) }).sorted() {
    let query = Query("contents", "select '\(name) ' || to_jsonb(t)::text from programme.\(name) t order by 1")
    try connection.forEach(query, columns: [.text]) { row in rows.append(try row.text(0)) }
  }
  return rows
}

/// The lines of a refusal.
func refusal(_ work: () throws -> Void) throws -> [String] {
  let error = #expect(throws: ImportError.self) { try work() }
  return try #require(error?.refusal).lines
}
