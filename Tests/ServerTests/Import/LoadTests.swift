import Core
import Database
import Input
import Support
import Testing

@Suite(.waits) struct LoadTests {
  /// Runs the body in an empty database of its own.
  private func inDatabase(_ body: (borrowing Connection) throws -> Void) throws {
    try body(try open(TestServer.shared.database()))
  }

  private func texts(_ sql: String, _ connection: borrowing Connection) throws -> [String] {
    var texts: [String] = []
    try connection.forEach(Query("test", sql), columns: [.text]) { row in texts.append(try row.text(0)) }
    return texts
  }

  private static let schemas = "select count(*)::text from pg_namespace where nspname = 'programme'"

  @Test func `the sample is loaded, row for row and cell for cell`() throws {
    let folder = try DataSet.read(.folder(repository + "/sql/sample"))
    try inDatabase { connection in
      try folder.load(into: connection)
      for table in folder.tables {
        let name = "programme." + table.relation.name
        #expect(try texts("select count(*)::text from \(name)", connection) == ["\(table.rows)"])
      }
      let days = "select sum(days)::text from programme.days"
      #expect(try texts(days, connection).first?.hasSuffix(".00") == true)
      let recorded = """
        select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from programme.days
        where commission_id = 1 and worked_on = '2010-08-02'
        """
      #expect(try texts(recorded, connection) == ["2010-08-06T16:58:00Z"])
    }
  }

  @Test func `hostile text arrives as it stands in the file, and empty cells as null`() throws {
    let text = "\\N\t\\.\r\n'\u{FEFF}=\u{301}e\u{202E}漢🎉\""
    let cell = "\"" + text.replacing("\"", with: "\"\"") + "\""
    let folder = try TestFolder([
      "commissions.csv":
        "commission_id,reference,borough_code,title,theme,arrangement,requested_on,request,next_steps\n"
        + "7,LRSA-007,E09000015,\(cell),\\N,host,2010-07-12,\"\",\" \u{A0}\"\n"
    ])
    try inDatabase { connection in
      try folder.read().load(into: connection)
      let read = try texts("select title from programme.commissions", connection)
      #expect(read.map { Array($0.utf8) } == [Array(text.utf8)])
      #expect(try texts("select theme from programme.commissions", connection) == ["\\N"])
      let blank = "select count(*)::text from programme.commissions where request is null and next_steps is null"
      #expect(try texts(blank, connection) == ["1"])
    }
  }

  @Test func `what a constraint alone refuses is told by relation and constraint, and nothing stays`() throws {
    let folder = try TestFolder()
    let read = try folder.read()
    try inDatabase { connection in
      // A constraint that no check of ours foresees.
      let error = #expect(throws: ImportError.self) {
        try connection.withTransaction { connection in
          try connection.execute(
            script: "create schema programme; create table programme.boroughs "
              + "(borough_code text, name text constraint no_harrow check (name <> 'Harrow'))", name: "test")
          let table = try #require(read.tables.first)
          try read.copy(table, into: connection)
        }
      }
      let refusal = try #require(error?.refusal)
      #expect(
        refusal.mistakes.map(\.description) == [
          "boroughs.csv: our tables refuse a row by the constraint no_harrow; give rows that satisfy it"
        ])
      let schemas = try texts(Self.schemas, connection)
      #expect(schemas == ["0"])
      withExtendedLifetime(folder) {}
    }
  }

  @Test func `a file that changed between reading and loading leaves nothing behind`() throws {
    let folder = try TestFolder()
    let read = try folder.read()
    try folder.write(Array("holiday_on,name\n2010-12-27,\n".utf8), "bank_holidays.csv")
    try inDatabase { connection in
      let error = #expect(throws: ImportError.self) { try read.load(into: connection) }
      #expect(error?.refusal?.mistakes.first?.problem == "the file changed while it was read")
      let schemas = try texts(Self.schemas, connection)
      #expect(schemas == ["0"])
    }
  }

  @Test func `a server that has our tables already is no mistake of the data`() throws {
    let folder = try TestFolder()
    try inDatabase { connection in
      try folder.read().load(into: connection)
      let read = try folder.read()
      let error = #expect(throws: ImportError.self) { try read.load(into: connection) }
      #expect(error != nil && error?.refusal == nil)
      withExtendedLifetime(folder) {}
    }
  }
}
