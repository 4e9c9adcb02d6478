import ArgumentParser
import Core
import Input
import System

/// The verb `run`, which issues one report: it reads, measures, writes and publishes.
struct RunCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Issue the report of a period; unchanged figures make no new issue.")

  @OptionGroup var job: JobOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var today: TodayOption

  @Flag(help: "Refuse to publish when a finding of data quality is an error.") var strict = false

  @Flag(help: "Accept an emptied relation, a large fall of days or projects, and a first report of nothing.")
  var acceptEmpty = false

  @Flag(help: "Issue again although nothing changed; needs --reason.") var reissue = false

  @Option(help: ArgumentHelp("The reason for issuing again.", valueName: "text")) var reason: String?

  @Flag(help: "Issue each quarter that status reports as due, in order, up to the first failure.") var catchUp = false

  @Flag(help: "Read, measure and check, and publish nothing.") var dryRun = false

  @Flag(
    help: "Write PERIOD/draft in place of an issue: to read while you write commentary. Each draft replaces the last.")
  var draft = false

  @Flag(help: "Print nothing unless something fails; the default without a terminal.") var quiet = false

  @Flag(help: "Print the headline, the path, whether anything changed, and how long it took.") var verbose = false

  @Option(
    help: ArgumentHelp("Also write metrics as status does, however the run ends.", valueName: "file"),
    completion: .file())
  var prometheus: String?

  func validate() throws {
    guard !(quiet && verbose) else { throw ValidationError("--quiet and --verbose are both given; give one of them") }
    guard !catchUp || !(period.isGiven || reissue) else {
      throw ValidationError("--catch-up chooses the periods itself; omit the period and --reissue")
    }
    guard !draft || !(catchUp || reissue || dryRun) else {
      throw ValidationError("--draft issues nothing; omit --catch-up, --reissue and --dry-run")
    }
    guard reissue == (reason != nil) else {
      throw ValidationError(reissue ? "--reissue needs a reason; give --reason" : "--reason needs --reissue; give both")
    }
    guard reason.map({ $0.contains { !$0.isWhitespace } }) ?? true else {
      throw ValidationError("--reason is empty; give a reason")
    }
  }

  func run() throws {
    var failure: Failure?
    do { try perform() } catch { failure = Failure(mapping: error) }
    report(failure)
    if let failure { throw failure }
  }

  /// Runs the commands of the job file for every run, and writes the metrics. Neither changes how the run ends.
  private func report(_ failure: Failure?) {
    guard !dryRun else { return }
    let exit = failure?.exit ?? .done
    let declaration = try? job.declared()
    if let job = declaration?.job, let signals = try? Signals.install(), signals.received == nil {
      let alarm = failure.flatMap { job.alarm.fault(adding: ["\(exit.number)", $0.line.onOneLine], signals) }
      for fault in [alarm, job.heartbeatHook.fault(adding: ["\(exit.number)"], signals)] {
        if let fault { Console.complain(fault) }
      }
    }
    guard let prometheus else { return }
    do { try metrics(declaration, exit).write(to: prometheus) } catch {
      Console.complain(Failure(mapping: error, "the metrics are not written").line)
    }
  }

  /// Returns the metrics of all due reports, or of this run alone where the job file is wrong.
  private func metrics(_ declaration: Declaration?, _ exit: ExitCode) -> PrometheusText {
    if let declaration, let today = try? today.day(in: declaration.job.timeZone),
      let dues = try? DueReports(declaration, today: today)
    {
      return PrometheusText(dues, jobName: declaration.name)
    }
    return PrometheusText(jobName: Declaration.name(of: job.file.job), exit: exit)
  }

  private func perform() throws {
    let declaration = try job.declared()
    try declaration.requireFormats()
    try PersonalDataCheck.refuse(reason, at: "--reason", declaration.job.caseNumbers)
    let today = try today.day(in: declaration.job.timeZone)
    let reporter = ProgressReporter(quiet: quiet, verbose: verbose)
    guard catchUp else {
      let period = try period.period(today: today, yearStartsIn: declaration.job.yearStartsIn)
      return try Run(order: order(declaration, period, today, reason), reporter: reporter).perform()
    }
    // Each quarter is a run of its own, which finds the archive as the run before left it.
    let dues = try Self.dues(declaration, today)
    for (quarter, missing) in dues.missing {
      try Run(order: order(declaration, quarter, today, missing.reissueReason), reporter: reporter).perform()
    }
    guard dues.missing.isEmpty else { return }
    if !dues.undelivered.isEmpty, !dryRun { return try Run.deliver(declaration.job) }
    reporter.say(dues.lines.joined(separator: "\n"))
  }

  private static func dues(_ declaration: Declaration, _ today: CalendarDay) throws -> DueReports {
    do { return try DueReports(declaration, today: today) } catch { throw Failure(mapping: error) }
  }

  private func order(_ declaration: Declaration, _ period: Period, _ today: CalendarDay, _ reason: String?) throws
    -> RunOrder
  {
    RunOrder(
      declaration: declaration, context: try ReportingContext(of: period, today: today),
      source: try source.source(declaration.job),
      schema: source.schema ?? declaration.job.schema, isStrict: strict || declaration.job.strict,
      acceptsEmpty: acceptEmpty || declaration.job.acceptsEmpty, reason: reason, isDryRun: dryRun, isDraft: draft,
      byClock: self.today.today != nil ? nil : .init(choosesPeriod: !self.period.isGiven && !catchUp))
  }
}

/// The parsed request for a run.
struct RunOrder {
  let declaration: Declaration
  let context: ReportingContext
  let source: RowSource
  let schema: String
  let isStrict: Bool
  /// Whether figures that an emptied database gives are right.
  let acceptsEmpty: Bool
  /// The reason for issuing again although nothing changed; nil when no reason is needed.
  let reason: String?
  let isDryRun: Bool
  let isDraft: Bool
  /// The decisions of the machine's clock; nil when the day was given.
  let byClock: ClockDecisions?

  var job: Job { declaration.job }
  var period: Period { context.period }
}

extension ReportSettings {
  init(_ job: Job) {
    self.init()
    title = Text(job.title)
    board = job.board.map { Text($0) }
    contact = job.contact.map { Text($0) }
    thresholds = job.thresholds
    listLimit = job.listLimit
    leastForPercent = job.leastForPercent
    targetTolerance = job.targetTolerance
    sections = job.sections
    purpose = job.purpose.map { Text($0) }
    headline = job.headline
    words = ProgrammeWords(job.words)
    timeZone = Text(job.timeZone)
  }
}
