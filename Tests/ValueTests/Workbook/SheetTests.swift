import Issues
import Support
import Testing

@testable import Core
@testable import Workbook

@Suite struct `The sheets of a workbook` {
  private let report: Report

  init() throws {
    let period = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
    let today = try #require(CalendarDay("2011-01-20"))
    let context = try #require(ReportingContext(period, today: today))
    let snapshot = try #require(Instant("2011-01-20T09:30:00Z"))
    let measures = Measures(Programme(), context, Thresholds())
    report = Report(
      ReportFacts(
        programme: Programme(), measures: measures, settings: ReportSettings(),
        stamp: Stamp(snapshot: snapshot, issue: 1, programVersion: "0", jobDigest: nil)))
  }

  /// Every data file, with no rows but those given.
  private func files(_ rows: [String: [[Cell]]] = [:]) -> IssueFiles {
    IssueFiles { path in
      let shapes: [TableShape] = [.projects, .boroughs, .advisers, .days, .outcomes, .figures, .quality, .revisions]
      guard let shape = shapes.first(where: { $0.path == path }) else { return nil }
      let bytes = try TableWriter.bytes(of: FilledTable(shape: shape, rows: rows[path] ?? []), byteOrderMark: true)
      var pieces = stride(from: 0, to: bytes.count, by: 7).map { Array(bytes[$0..<min($0 + 7, bytes.count)]) }[...]
      return { pieces.popFirst() ?? [] }
    }
  }

  @Test func `have names that a spreadsheet takes, and heads of which no two are alike`() throws {
    let sheets = try WrittenSheet.data(report, files()) + [.columnGuide(of: []), .cover(report, [])]
    #expect(sheets.count == 11)
    for sheet in sheets {
      #expect((1...31).contains(sheet.name.utf16.count))
      #expect(sheet.tableName.allSatisfy { $0.isLetter || $0 == "_" })
      let heads = sheet.columns.map { $0.title.lowercased() }
      #expect(Set(heads).count == heads.count, "\(sheet.name)")
    }
    #expect(Set(sheets.map(\.name)).count == sheets.count)
  }

  /// A curve of three points, and segments of the first two of them and the last.
  private func curve(_ title: Prose, _ centres: [String]) -> LineChart {
    let points = (1...3).map { LineChart.ChartPoint(label: Text("M\($0)"), value: Decimal($0), isSignal: false) }
    let ranges = centres.count == 1 ? [0..<3] : [0..<2, 2..<3]
    return LineChart(
      path: "charts/x.svg", title: title, sentence: "", subject: "Month", unit: "days", points: points,
      segments: zip(ranges, centres).map {
        LineChart.ChartSegment(range: $0, centre: Decimal(2), centreName: $1, lower: nil, upper: nil)
      }, marks: [])
  }

  @Test(arguments: [
    (["mean"], "Mean"), (["median"], "Median"), (["median", "mean"], "Mean or median"), ([], "Median"),
  ]) func `call the middle line of a curve what it is`(centres: [String], title: String) {
    #expect(WrittenSheet(curve("Days", centres)).columns[2].title == title)
  }

  @Test func `have no word cut on their tabs`() {
    #expect(WrittenSheet(curve("Occasions of practice shared", [])).name == "Trend Occasions of practice")
    #expect(WrittenSheet(curve("Median wait for the first day", [])).name == "Trend Median wait for the first")
    let long = String(repeating: "a", count: 40)
    #expect(WrittenSheet(ChartTests.chart([])).name == "Days against profile")
    #expect(WrittenSheet(curve(.words(long), [])).name == "Trend")
  }

  @Test(arguments: [
    ["project": "piece of work"], ["borough": "local authority partnership area"], ["borough": "school/academy"],
    ["borough": "council [LA]"], ["borough": "co-op"], ["borough": "people's panel"], ["adviser": "project"],
    ["project": "Cover:?*"], ["borough": "project", "adviser": "project"],
  ]) func `have such names in the programme's own words too`(words: [String: String]) throws {
    let charts = ["Days against profile by project", "Days by borough"].map { ChartTests.chart([], title: .words($0)) }
    let ours =
      try WrittenSheet.data(report, files()) + charts.map { WrittenSheet($0) } + [WrittenSheet(curve("Days", []))]
    let sheets = ours.map { $0.said(in: ProgrammeWords(words)) }.withNamesApart()
    for sheet in sheets {
      #expect((1...31).contains(sheet.name.utf16.count) && !sheet.name.contains { "[]:*?/\\'".contains($0) })
      #expect(sheet.tableName.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" })
    }
    let names = sheets.map { $0.tableName.lowercased() } + ["table_cover", "table_columns", "table_methods"]
    #expect(Set(names).count == names.count, "\(names)")
    #expect(ours.withNamesApart().map(\.name) == ours.map(\.name))
  }

  @Test func `read a data file back as it was written`() throws {
    let row: [Cell] = [
      Cell("=1+1"), Cell("'x"), .empty, Cell("a\r\n\"b\""), Cell(CalendarDay("2010-11-20")), Cell(2), Cell(""),
      Cell("007"), .number(Decimal(mantissa: 150, scale: 2)), Cell(Instant("2010-11-21T09:00:01Z")), Cell(Int64.max),
      Cell("E1"),
    ]
    let files = files(["days.csv": [row, row]])
    let sheet = try #require(try WrittenSheet.data(report, files).first { $0.name == "Days" })
    var found: [[Cell]] = []
    try sheet.forEachRow(files) { found.append($0) }
    // A number that no sheet keeps whole is text from here on.
    let expected = row.dropLast(2) + [Cell("9223372036854775807"), Cell("E1")]
    #expect(found == [Array(expected), Array(expected)])
  }

  @Test func `refuse more rows than one of them has, with what to do`() throws {
    let sheet = WrittenSheet(
      name: "S", title: "S", meaning: "S", columns: TableShape.boroughs.columns,
      rows: .values(Array(repeating: [], count: WrittenSheet.mostRows - 3)))
    let error = #expect(throws: OutputFormatError.self) { try Survey(sheet, files(), checkpoint: {}) }
    #expect(error?.kind == .tooLarge)
    #expect(error?.description.hasPrefix("S has \(WrittenSheet.mostRows - 3) rows") == true)
    #expect(error?.description.contains("remove workbook from formats") == true)
  }

  #if Workbook
    @Test(arguments: [1, 6000]) func `are the same bytes every time, and leave nothing else behind`(_ count: Int) throws
    {
      let folder = try TemporaryFolder()
      let figure: [Cell] =
        [
          Cell("f"), Cell("days_delivered"), Cell("programme"), Cell("all"), Cell("2010-11-Q3"), Cell(Int64(7)),
          Cell("days"), Cell("final"), Cell(3),
        ] + Array(repeating: .empty, count: TableShape.figures.columns.count - 9)
      let day: [Cell] = [
        Cell("R"), Cell("B"), Cell("host"), Cell("T"), Cell(CalendarDay("2010-11-20")), Cell(2), Cell("A"), Cell("a"),
        .number(Decimal(mantissa: 150, scale: 2)), Cell(Instant("2010-11-21T09:00:01Z")), Cell(7), Cell("E1"),
      ]
      // With more cells than are kept in memory the rows stream.
      let rows = [
        "figures.csv": Array(repeating: figure, count: count * 3), "days.csv": Array(repeating: day, count: count),
      ]
      for name in ["one", "two"] {
        let workbook = try WorkbookWriter(report, files(rows))
        try workbook.write(to: folder[name], scratch: folder.path)
      }
      #expect(try names(in: folder.path).sorted() == ["one", "two"])
      #expect(try shell("cmp \"$1\" \"$2\"", folder["one"], folder["two"]).lines == [])
    }

    @Test func `stop when they are told to, and leave nothing behind but an unfinished file`() throws {
      struct Stop: Error {}
      let folder = try TemporaryFolder()
      var isTold = false
      let workbook = try WorkbookWriter(report, files()) { if isTold { throw Stop() } }
      isTold = true
      #expect(throws: Stop.self) { try workbook.write(to: folder["one"], scratch: folder.path) }
      #expect(try names(in: folder.path) == [])
    }
  #endif
}
