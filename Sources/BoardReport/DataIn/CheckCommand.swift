import ArgumentParser
import Database
import Extract
import Facts
import Files
import Import
import Jobs

/// Everything a report needs, looked at before one is due. Writes nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check connection, privileges, contract, settings and the quality of the data.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv }

  @OptionGroup var jobFile: JobFileOption
  @OptionGroup var period: PeriodOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var today: TodayOption

  @Option(help: ArgumentHelp("How the answer is printed: table or csv.", valueName: "format"))
  var format = Format.table

  func run() throws {
    let declaration = try jobFile.declared()
    try declaration.requireFormats()
    let job = declaration.job
    let today = try today.day(in: job.timeZone)
    let period = try period.period(today: today, yearStartsIn: job.yearStartsIn)
    guard let horizon = Horizon(period, today: today) else {
      throw Failure(
        .usage, "\(period.name) begins on \(period.span.from), after today, \(today)")
    }
    let checking = Checking(
      job: job, horizon: horizon, source: try source.source(job),
      schema: source.schema ?? job.schema, voice: Voice(quiet: false, verbose: true))
    let answer = CheckAnswer(try observations(checking))
    Console.say(format == .csv ? answer.csv : answer.text)
    if let failure = answer.failure { throw failure }
  }

  private func observations(_ checking: Checking) throws -> [Observation] {
    let outcome = "the check was not finished"
    do { return try checking.perform() } catch let error as ImportError {
      guard let refusal = error.refusal, case .folder(let path) = checking.source else {
        throw Failure(mapping: error, outcome)
      }
      throw Failure(refusal, of: path, outcome)
    } catch {
      throw Failure(mapping: error, outcome)
    }
  }
}

/// One check: of the database first, and of the rows only where they can be read.
struct Checking {
  let job: Job
  let horizon: Horizon
  let source: Source
  let schema: String
  let voice: Voice

  func perform() throws -> [Observation] {
    defer { voice.clear() }
    let deadline = Database.Deadline.after(seconds: job.deadlineSeconds)
    let signals = try Signals.install()
    let place = try DataSource.open(
      source, schema: schema, deadline: deadline, signals: signals, voice: voice)
    let connection = try Connection.open(
      place.conninfo, applicationName: "board-report check", deadline: deadline, signals: signals)
    var isFolder = false
    if case .folder = source { isFolder = true }
    let check = DatabaseCheck(schema: place.schema, looksAtPrivileges: !isFolder)
    let observations = try check.observe(connection)
    guard !observations.contains(where: { $0.severity == .error }) else { return observations }
    return try observations + findings(connection, place.schema).map(Observation.init)
  }

  private func findings(
    _ connection: borrowing Connection, _ schema: String
  ) throws -> [Finding] {
    let reader = Reader(
      schema: schema, horizon: horizon, caseStudyDueDays: job.caseStudyDueDays)
    return try connection.withSnapshot(locking: Reader.relations(in: schema)) { connection in
      try reader.check(connection, .everything) { voice.progress($0, $1) }
    }
  }
}
