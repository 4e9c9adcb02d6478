import ArgumentParser
import Core
import Input

/// The verb `run`, which issues one report: it reads, measures, writes and publishes.
struct RunCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Issue the report of a period; unchanged figures make no new issue.")

  @OptionGroup var job: JobOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var today: TodayOption

  @Flag(help: "Refuse to publish when a finding of data quality is an error.") var strict = false

  @Flag(help: "Issue again although nothing changed; needs --reason.") var reissue = false

  @Option(help: ArgumentHelp("The reason for issuing again.", valueName: "text")) var reason: String?

  @Flag(help: "Issue each quarter that status reports as due, in order, up to the first failure.") var catchUp = false

  @Flag(help: "Read, measure and check, and publish nothing.") var dryRun = false

  @Flag(help: "Print nothing unless something fails; the default without a terminal.") var quiet = false

  @Flag(help: "Print the headline, the path, whether anything changed, and how long it took.") var verbose = false

  @Option(help: ArgumentHelp("text (default), or json: one object a line.", valueName: "format")) var logFormat =
    LogFormat.text

  func validate() throws {
    guard !(quiet && verbose) else { throw ValidationError("--quiet and --verbose are both given; give one of them") }
    guard !catchUp || !(period.isGiven || reissue) else {
      throw ValidationError("--catch-up chooses the periods itself; omit the period and --reissue")
    }
    guard reissue == (reason != nil) else {
      throw ValidationError(reissue ? "--reissue needs a reason; give --reason" : "--reason needs --reissue; give both")
    }
    guard reason.map({ $0.contains { !$0.isWhitespace } }) ?? true else {
      throw ValidationError("--reason is empty; give a reason")
    }
  }

  func run() throws {
    let declaration = try job.declared()
    try declaration.requireFormats()
    try PersonalDataCheck.refuse(reason, at: "--reason")
    let today = try today.day(in: declaration.job.timeZone)
    let reporter = ProgressReporter(quiet: quiet, verbose: verbose)
    guard catchUp else {
      let period = try period.period(today: today, yearStartsIn: declaration.job.yearStartsIn)
      return try Run(order(declaration, period, today, reason), reporter).perform()
    }
    // Each quarter is a run of its own, which finds the archive as the run before left it.
    let dues = try Self.dues(declaration, today)
    for (quarter, missing) in dues.missing {
      try Run(order(declaration, quarter, today, missing.reissueReason), reporter).perform()
    }
    if dues.missing.isEmpty { reporter.say(dues.lines.joined(separator: "\n")) }
  }

  private static func dues(_ declaration: Declaration, _ today: CalendarDay) throws -> DueReports {
    do { return try DueReports(declaration, today: today) } catch { throw Failure(mapping: error) }
  }

  private func order(_ declaration: Declaration, _ period: Period, _ today: CalendarDay, _ reason: String?) throws
    -> RunOrder
  {
    guard let context = ReportingContext(period, today: today) else {
      throw Failure(
        .usage, "\(period.name) begins on \(period.span.from), after today (\(today)); give an earlier period")
    }
    return RunOrder(
      declaration: declaration, context: context, source: try source.source(declaration.job),
      schema: source.schema ?? declaration.job.schema, isStrict: strict || declaration.job.strict, reason: reason,
      isDryRun: dryRun, byClock: self.today.today != nil ? nil : .init(choosesPeriod: !self.period.isGiven && !catchUp))
  }
}

/// The parsed request for a run.
struct RunOrder {
  let declaration: Declaration
  let context: ReportingContext
  let source: RowSource
  let schema: String
  let isStrict: Bool
  /// The reason for issuing again although nothing changed; nil when no reason is needed.
  let reason: String?
  let isDryRun: Bool
  /// The decisions of the machine's clock; nil when the day was given.
  let byClock: ClockDecisions?

  var job: Job { declaration.job }
  var period: Period { context.period }
}

extension Thresholds {
  init(_ job: Job) {
    self.init(
      freeDays: job.freeDays, behindBelow: job.behindBelow, slippingBelow: job.slippingBelow,
      waitLimitDays: job.waitLimitDays, stalledAfterDays: job.stalledAfterDays, caseStudyDueDays: job.caseStudyDueDays)
    planningShare = job.planningShare
    targets = job.targets
    trend = job.trend
  }
}

extension ReportSettings {
  init(_ job: Job) {
    self.init()
    title = Text(job.title)
    board = job.board.map { Text($0) }
    contact = job.contact.map { Text($0) }
    thresholds = Thresholds(job)
    listLimit = job.listLimit
    leastForPercent = job.leastForPercent
    targetTolerance = job.targetTolerance
    purpose = job.purpose.map { Text($0) }
    headline = job.headline
    sections = job.sections
    timeZone = Text(job.timeZone)
  }
}
