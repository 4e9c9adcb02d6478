import Support

/// The sample as an organisation without any constraint would hold it: no key, no check, no range, nothing that may not be
/// null, whole numbers of 64 bits and numbers and texts of any length.
func unguardedDatabase() throws -> String { try TestServer.shared.database(copying: unguarded.get()) }

private let unguarded = Result { databaseName(try sampleDatabase(withoutConstraints)) }

private let withoutConstraints = """
  do $$ declare one record; begin
    for one in select conrelid::regclass as tab, conname from pg_constraint
      where connamespace = 'programme'::regnamespace order by contype = 'f' desc loop
      execute format('alter table %s drop constraint if exists %I cascade', one.tab, one.conname);
    end loop;
    for one in select attrelid::regclass as tab, attname, case
        when atttypid in ('int2'::regtype, 'int4'::regtype) then 'bigint'
        when atttypid = 'numeric'::regtype then 'numeric' end as wider
      from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'programme'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped loop
      execute format('alter table %s alter %I drop not null', one.tab, one.attname);
      if one.wider is not null then
        execute format('alter table %s alter %I type %s', one.tab, one.attname, one.wider);
      end if;
    end loop;
  end $$;

  """

/// A row as it should not be, and the rule of quality that tells of it.
struct Fault: Sendable, CustomStringConvertible {
  let description: String
  /// Done to the schema `programme`, which has no constraint left.
  let change: String
  let rule: String
  let severity: String

  init(_ description: String, _ change: String, _ rule: String, _ severity: String = "error") {
    self.description = description
    self.change = change
    self.rule = rule
    self.severity = severity
  }

  /// One more day of the fifth project.
  static func day(_ days: String, on day: String = "'2010-10-05'") -> String {
    "insert into programme.days values (5, \(day), 3, 'planning', \(days), '2010-11-30 12:00Z')"
  }

  static func project(_ change: String) -> String {
    "update programme.commissions set \(change) where commission_id = 5"
  }
}
