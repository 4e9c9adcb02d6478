import Database
import Support
import Testing

@Suite struct `What a row says` {
  @Test func `every type arrives as it was recorded`() throws {
    let connection = try open(TestServer.shared.database())
    let sql = """
      select 7::int4, $1::int8, $2::date, $3::timestamptz, $4::text, $5::bool,
        (select sum(x)::int8 from unnest($6::int8[]) x), $7::text is null, array_length($8::text[], 1),
        ''::varchar
      """
    let query = Query(
      "types", sql,
      [
        .int64(.min), .date(3_745), .timestamp(-1), .text("Zoë\r\n"), .bool(true),
        .int64Array([1, 2, 3]), .null(.text), .textArray(["a", ""]),
      ])
    let types: [ColumnType] = [
      .int4, .int8, .date, .timestamptz, .text, .bool, .int8, .bool, .int4, .text,
    ]
    var rows = 0
    try connection.forEach(query, columns: types) { row throws in
      rows += 1
      #expect(try row.int64(0) == 7)
      #expect(try row.int64(1) == .min)
      #expect(try row.date(2) == 3_745)
      #expect(try row.timestamp(3) == -1)
      #expect(try row.text(4) == "Zoë\r\n")
      #expect(try row.withBytes(4) { $0.count } == 6)
      #expect(try row.bool(5))
      #expect(try row.int64(6) == 6)
      #expect(try row.bool(7))
      #expect(try row.int64(8) == 2)
      #expect(try row.text(9) == "")
    }
    #expect(rows == 1)
  }

  @Test(arguments: [
    ("select null::int8", ColumnType.int8, DatabaseError.Kind.dataRefused),
    ("select 1::int4", .int8, .contract), ("select 1.5::numeric", .int8, .contract),
    ("select 1::int8, 2::int8", .int8, .contract), ("select 1/0", .int4, .dataRefused),
    ("select 1 from missing", .int4, .contract), ("select missing", .int4, .contract),
  ])
  func `what was not agreed is refused`(
    _ sql: String, _ type: ColumnType, _ kind: DatabaseError.Kind
  ) throws {
    let connection = try open(TestServer.shared.database())
    let error = failure {
      try connection.forEach(Query("odd", sql), columns: [type]) { row in _ = try row.int64(0) }
    }
    #expect(error?.kind == kind)
    #expect(error?.query == "odd")
    try connection.execute(Query("after", "select 1"))
  }

  @Test func `infinities arrive as the ends of the range`() throws {
    let connection = try open(TestServer.shared.database())
    let query = Query("ends", "select '-infinity'::date, 'infinity'::timestamptz, null::date")
    try connection.forEach(query, columns: [.date, .timestamptz, .date]) { row throws in
      #expect(try row.date(0) == .min)
      #expect(try row.timestamp(1) == .max)
      #expect(try row.optionalDate(2) == nil)
    }
  }

  @Test func `bytes that are not UTF-8 are refused, not repaired`() throws {
    let base = try TestServer.shared.database()
    try run("create database ascii template template0 encoding 'SQL_ASCII' locale 'C'", base)
    let connection = try open(base + " dbname=ascii")
    let error = failure {
      try connection.forEach(Query("raw", "select E'\\xff'::text"), columns: [.text]) { row in
        _ = try row.text(0)
      }
    }
    #expect(error?.kind == .dataRefused)
  }

  @Test func `a text with a NUL is refused before it is sent`() throws {
    let connection = try open(TestServer.shared.database())
    let error = failure { try connection.execute(Query("nul", "select $1", [.text("a\0b")])) }
    #expect(error?.kind == .dataRefused)
    #expect(error?.line == "a text with a NUL character, parameter 1 (query nul)")
  }
}
