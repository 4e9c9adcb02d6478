import Database
import Foundation
import Support
import System
import Testing

@Suite(.waits) struct ImportTogetherTests {
  /// Makes an import rest where it has written half.
  private static let rest = """
    create function programme.rest() returns trigger language plpgsql as $$ begin
      perform pg_sleep(current_setting('test.rest')::float); return null; end $$;
    """

  private func resting(_ relation: String, seconds: Double) throws -> String {
    let database = try emptyDatabase(Self.rest)
    let name = databaseName(database)
    try run(
      "alter database \(name) set test.rest = '\(seconds)'; create trigger rest after insert or update on "
        + "programme.\(relation) execute function programme.rest()", database)
    return database
  }

  private static let isResting =
    "select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()"
  private static let isGone =
    "select where not exists (select from pg_stat_activity where application_name like 'board-report%' and datname = current_database())"

  @Test func `of two imports at once the second waits, and the tables hold one of them whole`() throws {
    let database = try resting("days", seconds: 1)
    let one = try World()
    let two = try World()
    let first = try one.sampleFolder()
    let days = try one.sampleFiles()["days.csv", default: ""]
    let second = try two.sampleFolder(replacing: [
      "days.csv": days.replacingOccurrences(of: ",0.50,", with: ",0.25,"),
      "boroughs.csv": try one.sampleFiles()["boroughs.csv", default: ""].replacingOccurrences(
        of: "Harrow", with: "Harrow Council"),
    ])
    var running = try one.start(["import", first, "--database", database])
    running.closeInput()
    try wait(until: Self.isResting, database)
    let outcome = try two.program(["import", second, "--database", database])
    #expect(try running.wait().code == 0)
    outcome.expectSuccess()
    #expect(outcome.output.contains { $0.hasPrefix("boroughs") && $0.contains(" 1         32 ") })
    let expected = try emptyDatabase()
    try one.program(["import", second, "--database", expected]).expectSuccess()
    #expect(try contents(database) == contents(expected))
  }

  @Test func `an import that cannot have the tables says so in one line`() throws {
    let database = try emptyDatabase()
    let world = try World()
    try write("deadline_seconds: 2\n", to: world.home["job.yml"])
    try open(database).withTransaction(locking: [QualifiedName("programme", "days")]) { _ in
      let outcome = try world.program([
        "import", repository + "/sql/sample", "--job", world.home["job.yml"], "--database", database,
      ])
      #expect(outcome.code == 69)
      #expect(outcome.error.count == 1)
      #expect(outcome.error.first?.hasSuffix("; nothing changed") == true)
    }
    #expect(try contents(database) == [])
  }

  @Test(arguments: ["boroughs", "commissions", "days", "bank_holidays"])
  func `killed in the middle, an import leaves the tables as they were`(_ relation: String) throws {
    let database = try resting(relation, seconds: 2)
    let world = try World()
    var running = try world.start(["import", repository + "/sql/sample", "--database", database])
    try wait(until: Self.isResting, database)
    running.kill(SIGKILL)
    #expect(try running.wait().code == -SIGKILL)
    try wait(until: Self.isGone, database)
    #expect(try contents(database) == [])
  }

  @Test func `an import whose session is ended from outside is done again, whole`() throws {
    let database = try resting("days", seconds: 1)
    let world = try World()
    var running = try world.start(["import", repository + "/sql/sample", "--database", database])
    try wait(until: Self.isResting, database)
    try run(
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'board-report import' and datname = current_database()
      """, database)
    var output: [String] = []
    while let line = try running.readLine(deadlineMilliseconds: 60_000) { output.append(line) }
    #expect(try running.wait().code == 0)
    #expect(output.last == "imported")
    #expect(output.contains("days                  191        0          0        0"))
  }

  @Test func `asked to stop, an import stops and leaves the tables as they were`() throws {
    let database = try resting("days", seconds: 20)
    let world = try World()
    var running = try world.start(["import", repository + "/sql/sample", "--database", database])
    try wait(until: Self.isResting, database)
    running.kill(SIGTERM)
    #expect(try running.wait().code == 128 + SIGTERM)
    #expect(try world.complaints().count == 1)
    try wait(until: Self.isGone, database)
    #expect(try contents(database) == [])
  }
}
