import ArgumentParser
import Core
import Input
import Issues
import System

/// The option for the form of what the program prints. `Log` finds its value before the arguments are parsed.
struct LogOption: ParsableArguments {
  @Option(help: ArgumentHelp("text (default), or json: one object a line.", valueName: "format")) var logFormat =
    LogFormat.text
}

/// The option that names the job file.
struct JobFileOption: ParsableArguments {
  @OptionGroup var log: LogOption

  @Option(help: ArgumentHelp("The job file that declares the report.", valueName: "file"), completion: .file())
  var job: String?

  func declared() throws -> Declaration { try Declaration(file: job) }
}

/// The options that name the job file and the archive.
struct JobOptions: ParsableArguments {
  @OptionGroup var file: JobFileOption

  @Option(
    help: ArgumentHelp("The archive; its last folder is created if missing.", valueName: "folder"),
    completion: .directory)
  var output: String?

  /// Returns the job file's report with the changes of the flags; without a job file, the defaults.
  func declared() throws -> Declaration {
    var declaration = try file.declared()
    if let output { declaration.job.output = output }
    return declaration
  }
}

/// The job of a job file, and the file's hash.
struct Declaration {
  var job: Job
  /// nil without a job file.
  let digest: String?
  /// The name in pg_stat_activity and Prometheus: the file's name without its extension, because a title may change.
  let name: String

  /// - Parameter path: the job file's; nil for a job of defaults.
  init(file path: String?) throws {
    guard let path else {
      (job, digest, name) = (Job(folder: "."), nil, Self.defaultName)
      try refuseUnknownZone()
      return
    }
    do {
      let bytes = try FileReader.bytes(of: path, limit: JobFile.largest + 1)
      job = try JobFile.parse(bytes, path: path, formats: OutputFormat.all.map(\.id))
      digest = try Digest.sha256(of: bytes)
      name = Self.name(of: path)
      try refuseUnknownZone()
      try refusePersonal()
      _ = try firstQuarter()
    } catch let error as FileError { throw Failure(.usage, "job file \(error.line)") } catch let error as JobError {
      throw Failure(.usage, error.description)
    }
  }

  private func refuseUnknownZone() throws {
    guard CivilClock.isZone(job.timeZone) else {
      throw Failure(
        .usage, "\(job.place(of: "time_zone"))time_zone \(job.timeZone) is unknown; give a name such as Europe/London")
    }
  }

  /// Refuses personal data in the title, the board's name and the reasons that the paper prints. `contact` may hold an address or a number, because
  /// readers need it.
  private func refusePersonal() throws {
    let reasons: [(String, String?)] = job.trend.rebases.values.joined().map { ("rebase", $0.why.string) }
    for (key, text) in [("title", job.title), ("board", job.board)] + reasons {
      try PersonalDataCheck.refuse(text, at: job.place(of: key) + key, job.caseNumbers)
    }
  }

  /// Returns the first quarter whose report is required.
  func firstQuarter() throws -> Period? {
    guard let text = job.firstQuarter else { return nil }
    guard let quarter = Period(quarter: text, yearStartsIn: job.yearStartsIn) else {
      let place = job.place(of: "first_quarter")
      let example = job.yearStartsIn == 1 ? "2010-Q3" : "2010/11-Q3"
      throw Failure(.usage, "\(place)first_quarter \(text) is no quarter; give one such as \(example)")
    }
    return quarter
  }

  private static let defaultName = "default"

  static func name(of path: String?) -> String {
    guard let path else { return defaultName }
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}

extension Job {
  /// Returns where the job file gives a key, as a message begins with it; empty where it does not.
  func place(of key: String) -> String { places[key].map { "\($0): " } ?? "" }
}

/// The option for the day of the report.
struct TodayOption: ParsableArguments {
  @Option(help: ArgumentHelp("Report as on this day instead of today.", valueName: "date")) var today: String?

  func day(in zone: String) throws -> CalendarDay {
    if let today {
      guard let day = CalendarDay(today) else {
        throw Failure(.usage, "--today \(today) is no date; give one such as 2011-01-04")
      }
      return day
    }
    return try Self.now(in: zone)
  }

  static func now(in zone: String) throws -> CalendarDay {
    guard let day = CalendarDay(in: zone) else {
      throw Failure(.usage, "time_zone \(zone) is unknown; give a name such as Europe/London")
    }
    return day
  }
}

extension ReportingContext {
  /// Refuses a period that has not begun.
  init(of period: Period, today: CalendarDay) throws {
    guard let context = ReportingContext(period, today: today) else {
      throw Failure(
        .usage, "\(period.name) begins on \(period.span.from), after today (\(today)); give an earlier period")
    }
    self = context
  }
}

extension CalendarDay {
  /// Makes the day of a moment in a time zone; the moment is now by default. Returns nil for an unknown zone or day.
  init?(in zone: String, at secondsSince1970: Int64 = CivilClock.seconds) {
    guard let civil = CivilClock.day(in: zone, at: secondsSince1970) else { return nil }
    self.init(year: civil.year, month: civil.month, day: civil.day)
  }
}

extension SourceOptions {
  /// Returns the connection string of a verb that needs a database; nil for libpq's own environment.
  func database(_ job: Job, for verb: String) throws -> String? {
    switch try source(job) {
    case .database(let conninfo): return conninfo
    case .folder(let path, _):
      throw Failure(.usage, "\(verb) needs a database, but the source is the folder \(path); give --database")
    }
  }
}

/// The options for SOURCE: a database, or a folder of CSV files.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Connection string, without a password; else the job file's, else libpq's own environment.", valueName: "conninfo"
    )) var database: String?

  @Option(
    help: ArgumentHelp(
      "A folder of CSV files, or a workbook of sheets, one a relation; needs no server.", valueName: "folder"),
    completion: .file())
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The order of dates such as 06/08/2010 in files: day-first (the default) or month-first.", valueName: "order"))
  var dates: DateOrder?

  @Flag(help: "Leave out columns of files that the contract has not.") var ignoreExtra = false

  @Option(help: ArgumentHelp("The schema of the relations (default: programme).", valueName: "name")) var schema:
    String?

  /// Returns the source of the rows. A flag replaces both settings of the job file.
  func source(_ job: Job) throws -> RowSource {
    guard database == nil || data == nil else {
      throw Failure(.usage, "--database and --data are both given; give one of them")
    }
    if let data { return .folder(data, reading(job)) }
    if let database {
      guard !ConnectionString.holdsPassword(database) else {
        throw Failure(
          .usage,
          "--database holds a password, which every user of this machine can see; "
            + "put the password into libpq's password file")
      }
      return .database(database)
    }
    if let data = job.data { return .folder(data, reading(job)) }
    return .database(job.database)
  }

  /// Returns how people's files are read. A flag wins over the job file.
  func reading(_ job: Job) -> ReadingOptions {
    var options = ReadingOptions()
    options.dateOrder = dates ?? job.dates
    options.ignoresExtra = ignoreExtra
    options.timeZone = job.timeZone
    return options
  }
}

/// The source of a run's rows.
enum RowSource: Hashable {
  /// A connection string; nil for libpq's own environment, service and password files.
  case database(String?)
  case folder(String, ReadingOptions)
}

extension DateOrder: ExpressibleByArgument {}

/// The options for PERIOD: a quarter, a year, or two days. The default is the last complete quarter before today.
struct PeriodOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A quarter, such as 2010/11-Q3.", valueName: "quarter")) var quarter: String?

  @Option(help: ArgumentHelp("A financial year, such as 2010/11.", valueName: "year")) var year: String?

  @Option(help: ArgumentHelp("First day, such as 2010-08-16; with --to.", valueName: "date")) var from: String?

  @Option(help: ArgumentHelp("Last day, included.", valueName: "date")) var to: String?

  var isGiven: Bool { [quarter, year, from, to].contains { $0 != nil } }

  /// Returns the period.
  ///
  /// - Throws: `Failure` 64 when the options name no period.
  func period(today: CalendarDay, yearStartsIn month: Int) throws -> Period {
    switch (quarter, year, from, to) {
    case (nil, nil, nil, nil):
      return try Period(lastQuarterBefore: today, yearStartsIn: month)
        ?? refuse("--today \(today)", "is out of range", "a day in years 3 to 9996")
    case (let quarter?, nil, nil, nil):
      return try Period(quarter: quarter, yearStartsIn: month)
        ?? refuse(
          "--quarter \(quarter)", "is no quarter", month == 1 ? "one such as 2010-Q3" : "one such as 2010/11-Q3")
    case (nil, let year?, nil, nil):
      return try Period(year: year, yearStartsIn: month)
        ?? refuse("--year \(year)", "is no year", month == 1 ? "one such as 2010" : "one such as 2010/11")
    case (nil, nil, let from?, let to?): return try range(from, to, month)
    default:
      throw Failure(.usage, "the period is incomplete or given twice; give --quarter, --year, or --from with --to")
    }
  }

  private func range(_ from: String, _ to: String, _ month: Int) throws -> Period {
    let first = try CalendarDay(from) ?? refuse("--from \(from)", "is no date", "one such as 2010-08-16")
    let last = try CalendarDay(to) ?? refuse("--to \(to)", "is no date", "one such as 2010-11-05")
    guard first <= last else {
      throw Failure(.usage, "--from \(first) is after --to \(last); give the earlier day with --from")
    }
    return try Period(Span(from: first, until: last.next), yearStartsIn: month)
      ?? refuse("--from \(first)", "is out of range", "days in years 3 to 9996")
  }

  private func refuse<Value>(_ given: String, _ problem: String, _ expected: String) throws -> Value {
    throw Failure(.usage, "\(given) \(problem); give \(expected)")
  }
}

/// The options of a verb that writes a paper of its own from an issue's files.
struct PaperOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The job file that declares the report.", valueName: "file"), completion: .file())
  var job: String?

  @Option(help: ArgumentHelp("The archive, else the job file's.", valueName: "folder"), completion: .directory)
  var archive: String?

  @Option(help: ArgumentHelp("The issue (default: the current issue of the last period).", valueName: "issue"))
  var issue: String?

  @Option(
    help: ArgumentHelp("Write the Markdown into this file (default: standard output).", valueName: "file"),
    completion: .file())
  var output: String?

  func declared() throws -> Declaration {
    var declaration = try Declaration(file: job)
    if let archive { declaration.job.output = archive }
    return declaration
  }

  func name(_ issued: borrowing ArchiveReader) throws -> IssueName {
    if let issue { return try issued.name(issue) }
    guard let last = try issued.history().issues.last(where: { $0.isCurrent && $0.hasFiles }) else {
      throw Failure(.usage, "the archive holds no issue; issue a report first with board-report run")
    }
    return try issued.name(last.manifest.name)
  }

  /// Reads the files of the issue, or of a period's draft, `2010-11-Q3/draft`.
  func reading<Value>(_ issued: borrowing ArchiveReader, _ read: (IssueFiles) throws -> Value) throws -> Value {
    guard let issue else { return try issued.reading(try name(issued), read) }
    do {
      if let files = try issued.archive.contents(ofDraft: issue) { return try read(files) }
    } catch let error as FileError where error.kind == .notFound {
      throw Failure(.usage, "\(issue) does not exist; write it with board-report run --draft")
    } catch let error as IssueError { throw Failure(.inputOutput, "\(issue): \(error)") }
    return try issued.reading(try name(issued), read)
  }

  /// Writes the paper.
  ///
  /// - Parameter mode: the mode of the job's files.
  func write(_ paper: [UInt8], mode: UInt16) throws {
    guard let output else { return Console.say(String(decoding: paper, as: UTF8.self)) }
    do throws(FileError) { try Folder.replace(fileAt: output, paper, mode: mode) } catch {
      throw Failure(writing: error, for: "--output")
    }
  }
}
