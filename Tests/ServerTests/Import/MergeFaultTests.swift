import Database
import Input
import Support
import Testing

private let commissions = "commission_id,reference,borough_code,title,theme,arrangement,requested_on"

@Suite(.waits) struct MergeRefusalTests {
  @Test func `a reference that a row outside the folder has is refused at its line`() throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    let before = try contents(database)
    let folder = try TestFolder([
      "commissions.csv": commissions + "\n\n9,LRSA-007,E09000015,Plans,quality,host,2010-07-12\n",
      "days.csv": "commission_id,worked_on,adviser_id,activity,days,recorded_at\n",
    ])
    let lines = try refusal { try merge(folder, into: database) }
    #expect(
      lines == [
        "commissions.csv:3: reference: ‘LRSA-007’ belongs to commission_id 7 in the database; "
          + "give another value, or commission_id 7 in the file too"
      ])
    #expect(try contents(database) == before)
    #expect(try counts(merge(folder, into: database, replacing)["commissions"]) == [1, 0, 0, 1])
  }

  @Test func `dates that only the database's other column contradicts are refused at their line`() throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    let folder = try TestFolder([
      "commissions.csv": commissions + ",starts_on\n7,LRSA-007,E09000015,Plans,quality,host,2010-07-12,2010-11-01\n"
    ])
    let lines = try refusal { try merge(folder, into: database) }
    #expect(
      lines == [
        "commissions.csv:2: starts_on: due_on is before starts_on, and one of them comes "
          + "from the database; give both columns in the file, in order"
      ])
  }

  @Test func `what a table of somebody else's holds on to is told by its constraint`() throws {
    let database = try ourTables(
      """
      ;create table programme.invoices (adviser_id integer
        constraint invoices_of_advisers references programme.advisers)
      """)
    try merge(TestFolder(), into: database)
    try run("insert into programme.invoices values (1)", database)
    let before = try contents(database)
    let folder = try TestFolder([
      "advisers.csv": "adviser_id,name,appointed_on,days_per_week\n",
      "days.csv": "commission_id,worked_on,adviser_id,activity,days,recorded_at\n",
    ])
    let lines = try refusal { try merge(folder, into: database, replacing) }
    #expect(
      lines == [
        "advisers.csv: the database refuses to delete a row by the constraint invoices_of_advisers "
          + "of programme.invoices; give rows that satisfy it"
      ])
    #expect(try contents(database) == before)
  }
}

@Suite(.waits) struct MergeCutTests {
  /// Ends the session that fires it, as an administrator or a broken network would.
  private static let cut = """
    ;create function programme.cut() returns trigger language plpgsql as $$ begin
      perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$;
    """

  @Test(arguments: ["boroughs", "commissions", "days", "bank_holidays"], [false, true])
  func `a connection cut in the middle leaves the tables as they were`(_ relation: String, _ atCommit: Bool) throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    let before = try contents(database)
    let events = "insert or update or delete on programme.\(relation)"
    try run(
      Self.cut
        + (atCommit
          ? "create constraint trigger cut after \(events) deferrable initially deferred for each row execute function programme.cut()"
          : "create trigger cut after \(events) execute function programme.cut()"),
      database)
    let folder = try DataSet.read(.folder(repository + "/sql/sample"), stamped)
    let error = #expect(throws: ImportError.self) { _ = try folder.merge(into: open(database), replacing) }
    guard case .database(let fault) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(fault.kind == .connection)
    #expect(fault.inDoubt == atCommit)
    #expect(try contents(database) == before)
  }
}
