import ArgumentParser
import Facts

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
