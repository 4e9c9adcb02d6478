import ArgumentParser
import Database
import Input
import System

/// The verb `database`, which manages our tables and roles from `sql/`.
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database", abstract: "Create our tables and roles, or bring them up to date.",
    subcommands: [Create.self, Upgrade.self, Status.self])

  struct Create: MutatingCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Create our tables and roles in a database without them.")

    @OptionGroup var target: DatabaseTarget

    func run() throws {
      try target.requireName()
      try target.migrate(.create)
    }
  }

  struct Upgrade: MutatingCommand {
    static let configuration = CommandConfiguration(
      commandName: "upgrade", abstract: "Bring our tables up to this program's version.")

    @OptionGroup var target: DatabaseTarget

    func run() throws { try target.migrate(.upgrade) }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Print the version of our tables; exit 1 when an upgrade is due.")

    @OptionGroup var target: DatabaseTarget

    func run() throws { try target.printStatus() }
  }
}

struct DatabaseTarget: ParsableArguments {
  @OptionGroup var jobFile: JobFileOption
  @OptionGroup var source: SourceOptions

  /// Refuses to make tables in the database that libpq takes where none is named: that of the user's own name, such as postgres.
  func requireName() throws {
    let job = try jobFile.declared().job
    guard try Connection.namesDatabase(source.database(job, for: "database")) else {
      throw Failure(
        .usage,
        "no database is named; create one with createdb programme, and give it as --database dbname=programme; nothing changed"
      )
    }
  }

  func migrate(_ verb: Migrator.Verb) throws {
    try connected { connection, schema in
      let result = try Migrator(schema: schema).perform(verb, connection)
      for migration in result.applied { Console.say("ran \(migration.name)") }
      let version = result.applied.last?.number ?? result.before.version
      Console.say(
        "database \(connection.database), schema \(schema): version \(version)"
          + (result.applied.isEmpty ? ", nothing to do" : ""))
      if !result.missingRoles.isEmpty { Console.say(Self.advice(result.missingRoles)) }
    }
  }

  func printStatus() throws {
    try connected { connection, schema in
      let state = try connection.withSnapshot(locking: []) { connection in
        try SchemaState.read(connection, schema: schema)
      }
      guard state.hasRecord else {
        let line = "database \(connection.database) has no schema \(schema) made by this program"
        throw Failure(.answerIsNo, "\(line); use database create")
      }
      Console.say("database \(connection.database), schema \(schema): version \(state.version)")
      for migration in state.pending { Console.say("pending: \(migration.name)") }
      if !state.missingRoles.isEmpty { Console.say(Self.advice(state.missingRoles)) }
      if !state.pending.isEmpty { throw Failure(.answerIsNo, "an upgrade is due; use database upgrade") }
    }
  }

  private func connected(_ body: (borrowing Connection, String) throws -> Void) throws {
    do {
      let job = try jobFile.declared().job
      let connection = try Connection.open(
        source.database(job, for: "database"), applicationName: "board-report database",
        deadline: .after(seconds: job.deadlineSeconds), signals: try Signals.install())
      try body(connection, source.schema ?? job.schema)
    } catch let error as MigrationError {
      throw Failure(error.kind == .usage ? .usage : .contract, "\(error.line); nothing changed")
    } catch { throw Failure(mapping: error, "nothing changed") }
  }

  /// Returns the statements for a person who may create roles.
  private static func advice(_ roles: [String]) -> String {
    let lines = roles.map { "  create role \($0) nologin;" }
    return "this role may not create the roles \(roles.joined(separator: " and ")). "
      + "Let somebody who may create roles run\n\(lines.joined(separator: "\n"))\n"
      + "and then run database upgrade, which grants them what they need"
  }
}
