import Database
import Support
import Testing

@Suite(.waits) struct `Days in a partition a financial year` {
  /// What an administrator runs.
  private func partition(_ conninfo: String) throws {
    let file = repository + "/sql/partitioned/partition-days.sql"
    let done = try shell("exec psql -qX \"$1\" -f \"$2\" 2>&1", conninfo, file)
    #expect(done.status.code == 0 && done.lines == [], "\(done.lines)")
  }

  private func tables(_ conninfo: String) throws -> String? {
    try answer(
      """
      select string_agg(concat_ws(' ', c.relname, c.relkind, obj_description(c.oid, 'pg_class'), c.relacl,
        (select string_agg(pg_get_constraintdef(o.oid), ';' order by o.conname) from pg_constraint o
          where o.conrelid = c.oid and o.contype <> 'n'),
        (select string_agg(col_description(c.oid, a.attnum), ';' order by a.attnum) from pg_attribute a
          where a.attrelid = c.oid)), '|' order by c.relkind desc)
      from pg_class c where c.oid in ('programme.days'::regclass, 'programme.days_by_date'::regclass)
      """, conninfo)
  }

  @Test func `are the same table to reports and imports`() throws {
    let whole = try sampleDatabase()
    let parts = try sampleDatabase()
    let before = try #require(try tables(parts))
    try partition(parts)
    let after = try #require(try tables(parts))
    #expect(after == before.replacing("days r ", with: "days p ").replacing("date i ", with: "date I "))
    #expect(try answer("select count(*) from pg_inherits where inhparent = 'programme.days'::regclass", parts) != "0")
    #expect(try answer("select count(*) from programme.days_other", parts) == "0")

    let one = try World()
    let other = try World()
    try one.run(["--database", whole] + World.quarter).expectSuccess()
    let reader = try role("in role board_reader", in: parts)
    let outcome = try other.run(["--database", "\(parts) user=\(reader)"] + World.quarter)
    outcome.expectSuccess()
    try expectSame(one, other)

    let folder = repository + "/sql/sample"
    for words in [["--replace"], []] {
      let done = try other.program(["import", folder, "--database", parts] + words)
      done.expectSuccess()
      #expect(done.output.contains { $0.split(separator: " ").prefix(5) == ["days", "0", "0", "191", "0"] })
    }
  }

  @Test func `take in the years that come later`() throws {
    let parts = try sampleDatabase()
    try partition(parts)
    let late = "(1, date '1991-05-01', 1, 'early', 1), (1, date '2099-05-01', 1, 'late', 1)"
    try run("insert into programme.days values \(late)", parts)
    #expect(try answer("select count(*) from programme.days_other", parts) == "2")
    try partition(parts)
    #expect(try answer("select string_agg(activity, ' ') from programme.days_other", parts) == "late")
    #expect(try answer("select count(*) from programme.days_1991", parts) == "1")
    #expect(try answer("select count(*) from programme.days", parts) == "193")
  }

  @Test func `are read by those years alone that a report is of`() throws {
    let parts = try sampleDatabase()
    try partition(parts)
    // The statements themselves, as the server was given them, each with a plan of its own.
    for (name, bounds) in Self.statements {
      let plan = try self.plan(name, bounds, parts)
      #expect(plan.contains("days_2010"), "\(name): \(plan)")
      #expect(!plan.contains("days_2009") && !plan.contains("days_2012"), "\(name): \(plan)")
    }
  }

  private static let statements = [
    ("period_days", "'2010-10-01', '2011-01-01'"),
    ("day_history", "'2010-04-01', '2011-01-01'"),
  ]

  private func plan(_ name: String, _ bounds: String, _ conninfo: String) throws -> String {
    let sql = try text(of: repository + "/sql/facts/\(name).sql").replacing("{columns}", with: "*")
    let script = "set search_path = programme; prepare s as \(sql);\nexplain (costs off) execute s (\(bounds))"
    return try shell("exec psql -qXAt \"$1\" -c \"$2\" 2>&1", conninfo, script).lines.joined(separator: "\n")
  }
}
