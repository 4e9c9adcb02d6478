import Core
import Support
import Testing

/// Roles with less, or with more, than a reader needs.
@Suite(.waits) struct `A role that is not as it should be` {
  /// What `sql/roles.sql` grants, as the catalogue has it.
  @Test func `I1 the reader's role may read the ten relations, and nothing else`() throws {
    let database = try sampleDatabase()
    let grants = try answer(
      """
      select string_agg(c.relname || '=' || a.privilege_type, ' ' order by c.relname, a.privilege_type)
      from pg_class c, aclexplode(c.relacl) a
      where a.grantee = 'board_reader'::regrole
      """, database)
    let expected = Contract.relations.map(\.name).sorted().map { $0 + "=SELECT" }
    #expect(grants == expected.joined(separator: " "))
    let others = try answer(
      """
      select count(*) from pg_namespace n, aclexplode(n.nspacl) a
      where a.grantee = 'board_reader'::regrole and (n.nspname, a.privilege_type) <> ('programme', 'USAGE')
      """, database)
    #expect(others == "0")
    let owned = "select count(*) from pg_class where relowner = 'board_reader'::regrole"
    #expect(try answer(owned, database) == "0")
  }

  private static let missing: [(String, String)] = [
    ("revoke usage on schema programme from board_reader", "GRANT USAGE ON SCHEMA"),
    ("revoke select on programme.outcomes from board_reader", "programme.outcomes"),
  ]
  @Test(arguments: missing) func `I2 a right that is missing is named with what mends it`(
    _ script: String, _ says: String
  ) throws { try expect(script, says, "GRANT") }

  @Test func `I3 rights to single columns are not enough, and the relation is named`() throws {
    try expect(
      """
      revoke select on programme.commissions from board_reader;
      grant select (commission_id, reference) on programme.commissions to board_reader
      """, "programme.commissions")
  }

  private static let hidden = [
    "alter table programme.days enable row level security",
    """
    alter table programme.days enable row level security;
    create policy half on programme.days for select using (commission_id < 4)
    """,
  ]
  @Test(arguments: hidden) func `I4 rows that the role may not see stop the report`(_ script: String) throws {
    try expect(script, "row security")
  }

  private static let forced = [
    "alter table programme.days enable row level security; alter table programme.days force row level security",
    """
    alter table programme.days rename to kept;
    alter table programme.kept enable row level security;
    create policy half on programme.kept for select using (commission_id < 4);
    create view programme.days with (security_invoker = true) as select * from programme.kept;
    grant select on programme.days, programme.kept to board_reader
    """,
  ]
  @Test(arguments: forced) func `I5 nor do rows hidden by force or behind a view get past`(_ script: String) throws {
    try expect(script, "row security")
  }

  @Test func `I8 a role that becomes another at log-in is refused`() throws {
    let issued = try Issued()
    let reader = try role("in role board_reader", in: issued.database)
    let other = try role("in role board_reader", in: issued.database)
    try run("grant \(other) to \(reader); alter role \(reader) set role to \(other)", issued.database)
    try issued.expectNothing(try issued.run("\(issued.database) user=\(reader)"), 77)
  }

  /// What the reader of a view sets off runs with the rights of a transaction that may only read.
  @Test func `I10 a view that writes when it is read stops the report, and has written nothing`() throws {
    let issued = try Issued()
    let outcome = try issued.run(try Self.writer(issued.database))
    try issued.expectNothing(outcome, 76, "25006")
    #expect(try answer("select count(*) from public.seen", issued.database) == "0")
  }

  /// A reader of boroughs whose every look is written down.
  private static func writer(_ database: String) throws -> String {
    try run(
      """
      create table public.seen (at timestamptz);
      create function public.look() returns boolean language plpgsql volatile security definer as
        $$ begin insert into public.seen values (now()); return true; end $$;
      alter table programme.boroughs rename to kept;
      create view programme.boroughs as select * from programme.kept where public.look();
      grant select on programme.boroughs to board_reader
      """, database)
    return "\(database) user=\(try role("in role board_reader", in: database))"
  }

  /// 77, what is missing, and nothing published.
  private func expect(_ script: String, _ says: String...) throws {
    let issued = try Issued()
    try run(script, issued.database)
    let reader = try role("in role board_reader", in: issued.database)
    let outcome = try issued.run("\(issued.database) user=\(reader)")
    try issued.expectNothing(outcome, 77)
    for words in says { #expect(outcome.error.first?.contains(words) == true, "\(outcome.error)") }
  }
}
