import ArgumentParser
import Core
import Database
import Input
import Issues
import System

/// The verb `check`, which examines everything that a report needs. It writes nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check connection, privileges, contract, settings and the quality of the data.")

  enum CheckFormat: String, ExpressibleByArgument, CaseIterable { case table, csv }

  @OptionGroup var jobFile: JobFileOption
  @OptionGroup var period: PeriodOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var today: TodayOption

  @Option(help: ArgumentHelp("The format of the answer: table or csv.", valueName: "format")) var format = CheckFormat
    .table

  func run() throws {
    let declaration = try jobFile.declared()
    try declaration.requireFormats()
    let job = declaration.job
    let today = try today.day(in: job.timeZone)
    let period = try period.period(today: today, yearStartsIn: job.yearStartsIn)
    let check = CheckRun(
      job: job, context: try ReportingContext(of: period, today: today), source: try source.source(job),
      schema: source.schema ?? job.schema,
      reporter: ProgressReporter(quiet: false, verbose: true))
    let answer = CheckAnswer(observations: try observations(check))
    if format == .csv { Console.say(raw: answer.csv) } else { Console.say(answer.text) }
    if let failure = answer.failure { throw failure }
  }

  private func observations(_ check: CheckRun) throws -> [Observation] {
    let outcome = "the check did not finish"
    do { return try check.perform() } catch let error as ImportError {
      guard let refusal = error.refusal, case .folder(let path, _) = check.source else {
        throw Failure(mapping: error, outcome)
      }
      throw Failure(refusal, of: path, outcome)
    } catch { throw Failure(mapping: error, outcome) }
  }
}

/// One check. It examines the database first, and the rows only if they can be read.
struct CheckRun {
  let job: Job
  let context: ReportingContext
  let source: RowSource
  let schema: String
  let reporter: ProgressReporter

  func perform() throws -> [Observation] {
    defer { reporter.clear() }
    let deadline = Deadline.after(seconds: job.deadlineSeconds)
    let signals = try Signals.install()
    let place = try DataSource.open(source, schema: schema, deadline: deadline, signals: signals, reporter: reporter)
    func open(onlyPrimary: Bool) throws -> Connection {
      try Connection.open(
        place.conninfo, applicationName: "board-report check", deadline: deadline, signals: signals,
        onlyPrimary: onlyPrimary)
    }
    var isPrimary = false
    var connection = try open(onlyPrimary: false)
    let begun = CivilClock.seconds
    var replication = try connection.withSnapshot(locking: []) { try $0.replication() }
    let clocks = ClockDifference(server: replication.time, since: begun)
    var servers: [Observation] = []
    do { servers.append(try kind(replication, connection)) } catch let stale as StaleStandby {
      if stale.mayReadPrimary, let primary = try? open(onlyPrimary: true) {
        connection = primary
        isPrimary = true
        replication = try connection.withSnapshot(locking: []) { try $0.replication() }
        servers = [Observation(.server, .warning, stale.line), try kind(replication, connection)]
      } else {
        servers.append(Observation(.server, .error, stale.line))
      }
    }
    let check = DatabaseCheck(
      schema: place.schema, checksPrivileges: !place.isFolder, acceptsForeignTables: job.acceptsForeignTables)
    var observations = try check.observe(connection) { try open(onlyPrimary: isPrimary) }
    observations.insert(contentsOf: servers, at: 1)
    if clocks.isLarge {
      observations.append(Observation(.server, .warning, "\(clocks.words); give run --today where the day matters"))
    }
    guard !observations.contains(where: { $0.severity == .error }) else { return observations }
    let found = Finding.merged([try findings(connection, place.schema), place.findings])
    return try observations + empty(connection, place.schema) + found.map(Observation.init)
      + quotes(connection, place.schema).map(Observation.init)
  }

  /// Returns an error for each relation without rows of which a run would make no first report. The archive holds no issue yet.
  private func empty(_ connection: borrowing Connection, _ schema: String) throws -> [Observation] {
    guard !job.acceptsEmpty, try Archive.existing(job)?.periods().isEmpty ?? true else { return [] }
    let empty = try reading(connection, schema) { reader, connection in try reader.readEmptyRelations(connection) }
    return Finding.empty(ImplausibleFall.needed.filter(empty.contains)).map(Observation.init)
  }

  /// The comments that the archive's issues print although their consent has ended.
  private func quotes(_ connection: borrowing Connection, _ schema: String) throws -> [Finding] {
    let ended = try reading(connection, schema) { reader, connection in try reader.readEndedConsents(connection) }
    guard !ended.isEmpty, let archive = try Archive.existing(job) else { return [] }
    return try archive.quotes(of: ended).map { quote in
      Finding(
        rule: "ended-consent", severity: .warning, relation: "reviews",
        key: "commission_id=\(quote.review.commissionID)"
          + (quote.review.number.map { ";review_no=\($0)" } ?? ""),
        message: "\(quote.issue) prints the comment, and its consent has ended; board-report retract removes the issue")
    }
  }

  private func kind(_ replication: Replication, _ connection: borrowing Connection) throws -> Observation {
    switch try replication.kind(connection, maxLagSeconds: job.maxLagSeconds) {
    case .folder, .primary: return Observation(.server, .ok, "a primary")
    case .standby(nil): return Observation(.server, .ok, "a standby that has replayed all it received")
    case .standby(let time?):
      return Observation(.server, .ok, "a standby that holds every commit up to \(time) and maybe later ones")
    }
  }

  private func findings(_ connection: borrowing Connection, _ schema: String) throws -> [Finding] {
    try reading(connection, schema) { reader, connection in
      let findings = try reader.check(connection, .everything) { reporter.progress($0, $1) }
      return Finding.merged([findings, try reader.findInTexts(connection)])
    }
  }

  /// Reads what the organisation offers of the contract, in a snapshot of its own.
  private func reading<Value>(
    _ connection: borrowing Connection, _ schema: String, _ read: (Reader, borrowing Connection) throws -> Value
  ) throws -> Value {
    let contract = try connection.withSnapshot(locking: []) { try OfferedContract($0, schema) }
    let reader = Reader(
      contract, context: context, caseStudyDueDays: job.caseStudyDueDays, trendMonths: 0, caseNumbers: job.caseNumbers)
    return try connection.withSnapshot(locking: contract.relations) { try read(reader, $0) }
  }
}

/// The answer of a check for people or for a spreadsheet, with its exit code.
struct CheckAnswer {
  let observations: [Observation]

  /// The number of rows that a terminal shows. The CSV holds all rows.
  private static let limit = 200

  /// The failure for the first errors that prevent a report; nil when there is none.
  var failure: Failure? {
    let errors = observations.filter { $0.severity == .error }
    guard !errors.isEmpty else { return nil }
    let areas = Set(errors.map(\.area))
    let exit: ExitCode = areas.contains(.privileges) ? .permission : areas == [.quality] ? .dataRefused : .contract
    return Failure(exit, "check: \(count(errors.count, "error"))")
  }

  var text: String {
    let shown = observations.prefix(Self.limit)
    let rows = shown.map { [$0.rule, $0.severity.rawValue, place(of: $0), $0.message] }
    let table = Listing(["check", "result", "where", "what"], rows).lines()
    let more = observations.count - shown.count
    let rest = more > 0 ? ["… and \(more) more: --format csv has all of them"] : []
    return (table + rest + shown.compactMap(fix) + ["", verdict]).joined(separator: "\n")
  }

  var csv: String {
    var encoder = CSVEncoder()
    encoder.header(["rule", "severity", "relation", "key", "message", "fix"])
    for observation in observations {
      encoder.text(observation.rule)
      encoder.text(observation.severity.rawValue)
      encoder.text(observation.relation.isEmpty ? nil : observation.relation)
      encoder.text(observation.key.isEmpty ? nil : observation.key)
      encoder.text(observation.message)
      encoder.text(observation.fix)
      encoder.endRecord()
    }
    return String(decoding: encoder.bytes, as: UTF8.self)
  }

  private func place(of observation: Observation) -> String {
    [observation.relation, observation.key].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func fix(_ observation: Observation) -> String? {
    observation.fix.map { "\nto fix \(place(of: observation)):\n\($0)" }
  }

  private var verdict: String {
    let errors = observations.count { $0.severity == .error }
    let warnings = observations.count { $0.severity == .warning }
    // A finding has a rule of its own. Any other error comes before the rows are checked.
    let isUnread = observations.contains { $0.severity == .error && $0.rule == $0.area.rawValue }
    return "\(count(errors, "error")), \(count(warnings, "warning"))" + (isUnread ? "; the rows were not checked" : "")
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
