import ArgumentParser
import Facts
import Files
import Jobs

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
      job = try JobFile.parse(bytes, path: path)
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
