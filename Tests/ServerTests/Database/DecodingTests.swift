import Database
import Support
import Testing

@Suite(.waits) struct `What a row says` {
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
        .int64(.min), .date(3_745), .timestamp(-1), .text("Zoë\r\n"), .bool(true), .int64Array([1, 2, 3]), .null(.text),
        .textArray(["a", ""]),
      ])
    let types: [ColumnType] = [.int4, .int8, .date, .timestamptz, .text, .bool, .int8, .bool, .int4, .text]
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

  @Test func `a number of any size and sign arrives in hundredths as the server rounds it`() throws {
    let connection = try open(TestServer.shared.database())
    let sql = """
      select x, case when abs(x) < 1e12 then (round(x, 2) * 100)::int8 end, scale(x)
      from (
        select (sign * whole * 10::numeric ^ power + sign * part::numeric / divisor)::numeric(40, 12) as x
        from unnest($1::int8[]) sign, unnest($2::int8[]) whole, generate_series(0, 9, 3) power,
          unnest($2::int8[]) part, unnest(array[1, 10, 1000, 10000, 100000, 100000000]) divisor
        union all select t::numeric from unnest($3::text[]) t
      ) x
      """
    let written = [
      "0", "0.00", "-0.005", "0.005", "0.0049", "0.004999999", "1.005", "-1.005", "99.995", "9999.995", "0.5", "7.50",
      "7.500", "100", "10000", "9999999999.99", "0.00004", "1e-30", "NaN", "Infinity", "-Infinity", "1e30",
    ]
    let parameters: [Parameter] = [
      .int64Array([-1, 1]), .int64Array([0, 1, 5, 49, 50, 99, 9_999, 10_001]), .textArray(written),
    ]
    var rows = 0
    try connection.forEach(Query("numbers", sql, parameters), columns: [.numeric, .int8, .int4]) { row throws in
      let number = try #require(try row.optionalNumeric(0))
      let expected = try row.optionalInt64(1)
      if expected != nil || number.hundredths?.magnitude ?? 0 < 100_000_000_000_000 {
        #expect(number.hundredths == expected)
      }
      if let scale = try row.optionalInt64(2) { #expect(number.scale == Int(scale)) }
      rows += 1
    }
    #expect(rows == 2 * 8 * 4 * 8 * 6 + written.count)
  }

  @Test(arguments: [
    ("select null::int8", ColumnType.int8, DatabaseError.Category.dataRefused), ("select 1::int4", .int8, .contract),
    ("select 1.5::numeric", .int8, .contract), ("select 1::int8, 2::int8", .int8, .contract),
    ("select 1/0", .int4, .dataRefused), ("select 1 from missing", .int4, .contract),
    ("select missing", .int4, .contract),
  ]) func `what was not agreed is refused`(_ sql: String, _ type: ColumnType, _ kind: DatabaseError.Category) throws {
    let connection = try open(TestServer.shared.database())
    let error = failure { try connection.forEach(Query("odd", sql), columns: [type]) { row in _ = try row.int64(0) } }
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
      try connection.forEach(Query("raw", "select E'\\xff'::text"), columns: [.text]) { row in _ = try row.text(0) }
    }
    #expect(error?.kind == .dataRefused)
  }

  @Test func `a text with a NUL is refused before it is sent`() throws {
    let connection = try open(TestServer.shared.database())
    let error = failure { try connection.execute(Query("nul", "select $1", [.text("a\0b")])) }
    #expect(error?.kind == .dataRefused)
    #expect(error?.line == "parameter 1 holds a NUL character (query nul)")
  }
}
