import Database
import Support
import Testing

private struct Stop: Error {}

@Suite(.waits) struct `Loading by COPY` {
  static let script = "create table things (id int8 primary key, name text not null)"
  static let copy = Query("load", "copy public.things from stdin (format csv)")

  private func count(_ connection: borrowing Connection) throws -> Int64 {
    var counted: Int64 = -1
    let query = Query("count", "select count(*) from public.things")
    try connection.forEach(query, columns: [.int8]) { row in counted = try row.int64(0) }
    return counted
  }

  @Test func `more rows than any buffer holds arrive`() throws {
    let connection = try open(TestServer.shared.database(loading: Self.script))
    let rows = try connection.withTransaction { connection in
      try connection.copyIn(Self.copy) { writer in for id in 1...300_000 { try writer.write("\(id),\"row, Zoë\"\n") } }
    }
    #expect(rows == 300_000)
    #expect(try count(connection) == 300_000)
  }

  @Test func `a producer that throws leaves nothing, and its error comes out`() throws {
    let connection = try open(TestServer.shared.database(loading: Self.script))
    #expect(throws: Stop.self) {
      try connection.copyIn(Self.copy) { writer in
        for id in 1...50_000 { try writer.write("\(id),x\n") }
        throw Stop()
      }
    }
    #expect(try count(connection) == 0)
  }

  @Test(arguments: [("1,a\n1,b\n", "23505"), ("x,a\n", "22P02"), ("1,\n", "23502"), ("1\n", "22P04")])
  func `a refused row is told by names, never by its text`(_ rows: String, _ sqlstate: String) throws {
    let connection = try open(TestServer.shared.database(loading: Self.script))
    let error = failure { try connection.copyIn(Self.copy) { try $0.write(rows) } }
    #expect(error?.kind == .dataRefused)
    #expect(error?.sqlstate == sqlstate)
    #expect(try count(connection) == 0)
    if sqlstate == "23505" { #expect(error?.object.constraint == "things_pkey") }
    if sqlstate == "23502" { #expect(error?.object.column == "name") }
  }

  @Test func `a row refused early ends a long load with the server's code`() throws {
    let connection = try open(TestServer.shared.database(loading: Self.script))
    let error = failure {
      try connection.copyIn(Self.copy) { writer in
        try writer.write("bad,x\n")
        for id in 1...500_000 { try writer.write("\(id),filler filler filler\n") }
      }
    }
    #expect(error?.sqlstate == "22P02")
    #expect(try count(connection) == 0)
  }
}
