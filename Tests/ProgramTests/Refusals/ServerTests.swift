import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `A database that cannot be reported from` {
  /// Added to a good connection string.
  @Test(arguments: [
    Refusal("no such database", 64, "\"absent\"").given("dbname=absent"),
    Refusal("no server", 69, "/absent/.s.PGSQL.5432").given("host=/absent"),
    Refusal("nobody listens", 69, "127.0.0.1").given("host=127.0.0.1 port=1"),
    Refusal("no such role", 77, "\"nobody_at_all\"").given("user=nobody_at_all"),
    Refusal("a start-up option that is none", 64, "PGOPTIONS").environment("PGOPTIONS=-c absent=1"),
    Refusal("a start-up option that no session may set", 64, "PGOPTIONS").environment("PGOPTIONS=-c port=1"),
  ]) func `is named`(_ refusal: Refusal) throws {
    let database = try TestServer.shared.database()
    let words = ([database] + refusal.words).joined(separator: " ")
    try expect(refusal, words)
  }

  @Test(arguments: [
    Refusal("a database that accepts no connections", 69, "accepts no connections", "ALLOW_CONNECTIONS true").after(
      "update pg_database set datallowconn = false where datname = current_database()"),
    Refusal("a library that is absent", 69, "session_preload_libraries", "58P01").after(
      """
      do $$ begin
        execute format('alter database %I set session_preload_libraries = absent', current_database());
      end $$
      """),
  ]) func `cannot be entered`(_ refusal: Refusal) throws { try expect(refusal, try sampleDatabase(refusal.script)) }

  @Test(arguments: [
    Refusal("a relation too few", 76, "outcomes").after("drop table programme.outcomes"),
    Refusal("a schema too few", 76, "programme").after("drop schema programme cascade"),
    Refusal("a column too few", 76, "programme.days.days").after("alter table programme.days drop column days"),
    Refusal("a column of another type", 76, "programme.days.days", "double precision", "numeric").after(
      """
      alter table programme.days rename to kept;
      create view programme.days as select commission_id, worked_on, adviser_id, activity,
        days::double precision as days, recorded_at from programme.kept
      """),
    Refusal("a time without its zone", 76, "programme.days.recorded_at", "timestamp with time zone").after(
      "alter table programme.days alter recorded_at type timestamp"),
    Refusal("a relation that cannot be locked", 76, "outcomes").after(
      """
      alter table programme.outcomes rename to kept;
      create materialized view programme.outcomes as select * from programme.kept
      """),
    Refusal("a key twice", 65, "bank_holidays", "2010-12-27").after(
      """
      alter table programme.bank_holidays drop constraint bank_holidays_pkey;
      insert into programme.bank_holidays values ('2010-12-27', 'Again')
      """),
  ]) func `is no database of the contract`(_ refusal: Refusal) throws {
    try expect(refusal, try sampleDatabase(refusal.script))
  }

  @Test(arguments: [
    Refusal("no right to a relation", 77, "programme.days", "GRANT SELECT ON", "TO \"reader_").after(
      "revoke select on programme.days from board_reader"),
    Refusal("no right to the schema", 77, "GRANT USAGE ON SCHEMA \"programme\" TO \"reader_").after(
      "revoke usage on schema programme from board_reader"),
    Refusal("rows that would be hidden", 77, "row security", "days", "a view without security_invoker").after(
      """
      alter table programme.days enable row level security;
      create policy half on programme.days using (commission_id < 4)
      """),
  ]) func `gives too little to the role that reads`(_ refusal: Refusal) throws {
    let database = try sampleDatabase(refusal.script)
    let reader = try role("in role board_reader", in: database)
    try expect(refusal, "\(database) user=\(reader)")
  }

  @Test(arguments: ["PGPASSWORD=pa55word", "PGPASSFILE=/dev/null/none"]) func `keeps the password to itself`(
    _ environment: String
  ) throws {
    let database = try sampleDatabase()
    let reader = try role("in role with_password password 'right'", in: database)
    let refusal = Refusal("", 77, "password").environment(environment)
    try expect(refusal, "\(database) user=\(reader)")
  }

  @Test(.enabled(if: getuid() == 0)) func `names a password file that belongs to somebody else`() throws {
    // A server on TCP, because the wrapper also takes root's way into the socket's folder.
    let files = try TemporaryFolder()
    try write("local all all trust\nhost all all all scram-sha-256\n", to: files["pg_hba.conf"])
    let server = try ListeningServer(files: files.path)
    let world = try World()
    let file = world.home["passwords"]
    try write("*:*:*:*:right\n", to: file)
    #expect(try shell("chmod 600 \"$1\" && chown 65534 \"$1\"", file).status.succeeded)
    var refusal = Refusal(
      "", 77, "no password supplied", "the password file \(file) is ignored, because this user may not read it")
    refusal.environment = ["PGPASSFILE=\(file)"]
    // Root reads every file while it may override permissions. This wrapper takes that from it.
    try world.expect(
      refusal, ["--database", "host=127.0.0.1 port=\(server.port) dbname=postgres user=reader"] + World.quarter,
      wrapper: "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all")
  }

  @Test func `is given up at the deadline when it never answers`() throws {
    let peer = SilentPeer()
    let start = ContinuousClock.now
    try expect(Refusal("", 69, "127.0.0.1"), "host=127.0.0.1 port=\(peer.port) user=u sslmode=disable")
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  /// With two seconds to live.
  private func expect(_ refusal: Refusal, _ conninfo: String) throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("deadline_seconds: 2\n", to: world.job)
    try world.expect(refusal, ["--database", conninfo] + World.quarter)
  }
}
