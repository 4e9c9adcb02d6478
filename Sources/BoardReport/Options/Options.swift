import ArgumentParser
import Core
import Input
import Issues
import System

/// Where a report is declared, and where it goes.
struct JobOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The job file that declares the report.", valueName: "file"))
  var job: String?

  @Option(
    help: ArgumentHelp("The archive; its last folder is made if need be.", valueName: "folder"))
  var output: String?

  /// The declared report with the flags' changes; without a job file, the defaults.
  func declared() throws -> Declaration {
    var declaration = try job.map(Declaration.init(file:)) ?? Declaration()
    if let output { declaration.job.output = output }
    guard CivilClock.isZone(declaration.job.timeZone) else {
      let place = declaration.job.places["time_zone"].map { "\($0): " } ?? ""
      throw Failure(
        .usage,
        "\(place)time_zone \(declaration.job.timeZone): expected a name such as Europe/London")
    }
    return declaration
  }
}

/// A job as it stands in its file, and the file's digest.
struct Declaration {
  var job: Job
  /// nil without a job file.
  let digest: String?
  /// What pg_stat_activity and Prometheus call it: the file's name without its ending. A title may change.
  let name: String

  init() {
    job = Job(folder: ".")
    digest = nil
    name = "default"
  }

  init(file path: String) throws {
    do {
      let bytes = try FileReader.bytes(of: path, limit: JobFile.largest + 1)
      job = try JobFile.parse(bytes, path: path, formats: OutputFormat.all.map(\.id))
      digest = try Digest.sha256(of: bytes)
      name = Self.name(of: path)
      try refusePersonal()
      _ = try firstQuarter()
    } catch let error as FileError {
      throw Failure(.usage, "job file \(error.line)")
    } catch let error as JobError {
      throw Failure(.usage, error.description)
    }
  }
}

extension Declaration {
  /// `contact` is there to be reached at, so it may hold an address or a number.
  private func refusePersonal() throws {
    for (key, text) in [("title", job.title), ("board", job.board)] {
      try Personal.refuse(text, at: job.places[key].map { "\($0): \(key)" } ?? key)
    }
  }
}

extension Declaration {
  /// The first quarter whose report is asked for.
  func firstQuarter() throws -> Period? {
    guard let text = job.firstQuarter else { return nil }
    guard let quarter = Period(quarter: text, yearStartsIn: job.yearStartsIn) else {
      let place = job.places["first_quarter"].map { "\($0): " } ?? ""
      let example = job.yearStartsIn == 1 ? "2010-Q3" : "2010/11-Q3"
      throw Failure(.usage, "\(place)first_quarter \(text): expected such as \(example)")
    }
    return quarter
  }
}

extension Declaration {
  private static func name(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}

/// The day the report is made on.
struct TodayOption: ParsableArguments {
  @Option(help: ArgumentHelp("Report as on this day instead of today.", valueName: "date"))
  var today: String?

  func day(in zone: String) throws -> CalendarDay {
    if let today {
      guard let day = CalendarDay(today) else {
        throw Failure(.usage, "--today \(today): expected a date such as 2011-01-04")
      }
      return day
    }
    guard let day = CalendarDay(in: zone) else {
      throw Failure(.usage, "time_zone \(zone): the time-zone database has no such zone")
    }
    return day
  }
}

extension CalendarDay {
  /// The day that a moment, now unless another is given, falls on in a time zone; nil where there is no such zone or day.
  init?(in zone: String, at secondsSince1970: Int64 = CivilClock.seconds) {
    guard let civil = CivilClock.day(in: zone, at: secondsSince1970) else { return nil }
    self.init(year: civil.year, month: civil.month, day: civil.day)
  }
}

/// The job file of a verb that has no use for the archive.
struct JobFileOption: ParsableArguments {
  @Option(help: ArgumentHelp("The job file that declares the report.", valueName: "file"))
  var job: String?

  func declared() throws -> Declaration { try job.map(Declaration.init(file:)) ?? Declaration() }
}

extension SourceOptions {
  /// The connection string of a verb that needs a database; nil for libpq's own environment.
  func database(_ job: Job, for verb: String) throws -> String? {
    switch try source(job) {
    case .database(let conninfo): return conninfo
    case .folder(let path):
      throw Failure(
        .usage, "\(verb) works on a database, and the source is the folder \(path): use --database")
    }
  }
}

/// SOURCE: a database, or a folder of CSV files.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Connection string, without a password; else the job file's, else libpq's own environment.",
      valueName: "conninfo"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      "A folder of CSV files, one a relation; needs no server.", valueName: "folder"))
  var data: String?

  @Option(
    help: ArgumentHelp("The schema of the relations (default: programme).", valueName: "name"))
  var schema: String?

  /// Where the rows come from; a flag replaces both of the job file's.
  func source(_ job: Job) throws -> Source {
    guard database == nil || data == nil else {
      throw Failure(.usage, "--database and --data together: name one source")
    }
    if let data { return .folder(data) }
    if let database { return .database(database) }
    if let data = job.data { return .folder(data) }
    return .database(job.database)
  }
}

enum Source: Hashable {
  /// A connection string; nil for libpq's own environment, service and password files.
  case database(String?)
  case folder(String)
}

/// PERIOD: a quarter, a year, or two days; else the last complete quarter before today.
struct PeriodOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A quarter, such as 2010/11-Q3.", valueName: "quarter"))
  var quarter: String?

  @Option(help: ArgumentHelp("A financial year, such as 2010/11.", valueName: "year"))
  var year: String?

  @Option(help: ArgumentHelp("First day, such as 2010-08-16; with --to.", valueName: "date"))
  var from: String?

  @Option(help: ArgumentHelp("Last day, included.", valueName: "date"))
  var to: String?

  var isGiven: Bool { [quarter, year, from, to].contains { $0 != nil } }

  /// - Throws: `Failure` 64 for what is no period.
  func period(today: CalendarDay, yearStartsIn month: Int) throws -> Period {
    switch (quarter, year, from, to) {
    case (nil, nil, nil, nil):
      return try Period(lastQuarterBefore: today, yearStartsIn: month)
        ?? refuse("--today \(today)", "a day in years 3 to 9996")
    case (let quarter?, nil, nil, nil):
      return try Period(quarter: quarter, yearStartsIn: month)
        ?? refuse("--quarter \(quarter)", month == 1 ? "such as 2010-Q3" : "such as 2010/11-Q3")
    case (nil, let year?, nil, nil):
      return try Period(year: year, yearStartsIn: month)
        ?? refuse("--year \(year)", month == 1 ? "such as 2010" : "such as 2010/11")
    case (nil, nil, let from?, let to?):
      return try range(from, to, month)
    default:
      throw Failure(
        .usage, "the period is given twice or by half: use --quarter, --year, or --from with --to")
    }
  }

  private func range(_ from: String, _ to: String, _ month: Int) throws -> Period {
    let first = try CalendarDay(from) ?? refuse("--from \(from)", "a date such as 2010-08-16")
    let last = try CalendarDay(to) ?? refuse("--to \(to)", "a date such as 2010-11-05")
    guard first <= last else {
      throw Failure(.usage, "--from \(first) is after --to \(last)")
    }
    return try Period(Span(from: first, until: last.next), yearStartsIn: month)
      ?? refuse("--from \(first)", "days in years 3 to 9996")
  }

  private func refuse<Value>(_ given: String, _ expected: String) throws -> Value {
    throw Failure(.usage, "\(given): expected \(expected)")
  }
}
