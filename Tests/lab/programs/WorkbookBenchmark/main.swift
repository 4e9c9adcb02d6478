// WorkbookBenchmark ROWS FILE: writes a workbook of so many projects and says how long it took and the most memory it had.
// Its rows are made as they are asked for, so that what is measured is the writing alone.

#if Workbook
  import Core
  import Glibc
  import Workbook
  import Issues

  /// `projects.csv` in pieces, of rows that are alike but for their keys.
  func projects(_ count: Int) throws -> () throws -> [UInt8] {
    var writer = try TableWriter(.projects, byteOrderMark: true)
    let day = CalendarDay(year: 2010, month: 10, day: 1)
    var made = 0
    return {
      let most = min(count, made + 200)
      while made < most {
        made += 1
        try writer.append(
          TableShape.projects.columns.map { column in
            if let code = column.codes?.first { return Cell(code) }
            return switch column.kind {
            case .text, .printed: Cell("\(column.title) of project \(made)")
            case .integer: .number(Decimal(made))
            case .decimal(let scale): .number(Decimal(mantissa: Int64(made % 10_000), scale: scale))
            case .number: .number(Decimal(made))
            case .date: Cell(day)
            case .dateTime, .boolean: .empty
            }
          })
      }
      defer { writer.bytes = [] }
      return writer.bytes
    }
  }

  func benchmark(_ rows: Int, _ path: String) throws {
    guard let period = Period(quarter: "2010/11-Q3", yearStartsIn: 4), let today = CalendarDay("2011-01-20"),
      let context = ReportingContext(period, today: today), let snapshot = Instant("2011-01-20T09:30:00Z")
    else { return }
    let facts = ReportFacts(
      programme: Programme(), measures: Measures(Programme(), context, Thresholds()), settings: ReportSettings(),
      stamp: Stamp(snapshot: snapshot, issue: 1, programVersion: "0", jobDigest: nil))
    let clock = ContinuousClock()
    let took = try clock.measure {
      let workbook = try WorkbookWriter(
        Report(facts), IssueFiles { $0 == TableShape.projects.path ? try projects(rows) : nil })
      try workbook.write(to: path, scratch: ".")
    }
    var usage = rusage()
    // SAFETY: getrusage(2) writes one value.
    _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("\(rows) projects: \(took), \(usage.ru_maxrss / 1024) MiB at most")
  }

  try benchmark(
    Int(CommandLine.arguments.dropFirst().first ?? "") ?? 300_000,
    CommandLine.arguments.dropFirst(2).first ?? "benchmark.xlsx")
#else
  print("built without the trait Workbook")
#endif
