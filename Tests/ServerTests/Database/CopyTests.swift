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

@Suite(.waits) struct `Reading by COPY` {
  private func copy(_ select: String) -> Query { Query("read", "copy (\(select)) to stdout (format binary)") }

  private func rows(_ select: String, _ connection: borrowing Connection) throws -> [String] {
    var rows: [String] = []
    try connection.forEachCopied(copy(select), columns: [.int8, .date, .numeric, .text]) { row in
      let numeric = try row.optionalNumeric(2).map { "\($0.hundredths ?? -1)" } ?? "-"
      rows.append(
        "\(try row.optionalInt64(0) ?? -1) \(try row.optionalDate(1) ?? -1) \(numeric) \(try row.optionalText(3) ?? "-")"
      )
    }
    return rows
  }

  @Test func `each value arrives as a query gives it, and null is null`() throws {
    let connection = try open(TestServer.shared.database())
    let values =
      "values (7::int8, date '2000-01-03', 1.255, 'Zoë'), (null, null, null, null), (-1, 'infinity', 'NaN', '')"
    #expect(try rows(values, connection) == ["7 2 126 Zoë", "-1 -1 - -", "-1 2147483647 -1 "])
    #expect(try rows("select 1::int8, date '2000-01-01', 1.0, '' where false", connection) == [])
  }

  @Test func `more rows than any buffer holds arrive`() throws {
    let connection = try open(TestServer.shared.database())
    var (count, sum) = (0, Int64(0))
    try connection.forEachCopied(copy("select i::int8 from generate_series(1, 300000) i"), columns: [.int8]) { row in
      count += 1
      sum += try row.int64(0)
    }
    #expect(count == 300_000 && sum == 300_000 * 300_001 / 2)
  }

  @Test func `an error after rows is an error, and the session goes on`() throws {
    let connection = try open(TestServer.shared.database())
    let late = "select i::int8, null::date, 1 / (90000 - i)::numeric, ''::text from generate_series(1, 90001) i"
    let error = failure { _ = try rows(late, connection) }
    #expect(error?.sqlstate == "22012")
    #expect(try rows("values (1::int8, date '2000-01-01', 1.0, 'x')", connection) == ["1 0 100 x"])
  }

  @Test func `a reader that throws stops the statement, and the session goes on`() throws {
    let connection = try open(TestServer.shared.database())
    #expect(throws: Stop.self) {
      try connection.forEachCopied(copy("select i::int8 from generate_series(1, 100000000) i"), columns: [.int8]) {
        row in
        if try row.int64(0) == 1_000 { throw Stop() }
      }
    }
    #expect(try rows("values (1::int8, date '2000-01-01', 1.0, 'x')", connection) == ["1 0 100 x"])
  }

  @Test func `a value of another length than its type's, or another number of columns, is refused`() throws {
    let connection = try open(TestServer.shared.database())
    let narrow = failure { _ = try rows("values (7::int4, date '2000-01-03', 1.25, 'x')", connection) }
    #expect(narrow?.kind == .contract)
    #expect(narrow?.line.contains("column 1 has a value of another length") == true)
    let fewer = failure { _ = try rows("values (7::int8, date '2000-01-03')", connection) }
    #expect(fewer?.line.contains("a form that is not understood") == true)
  }
}
