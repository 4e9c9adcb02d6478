import Testing

@testable import Core

@Suite struct CheckTests {
  private let shape = TableShape(
    "x.csv", "X", "X.", key: ["a"],
    [
      Column("a", "A", .integer, required: true, "A."),
      Column("b", "B", .decimal(2), blank: "Not known.", "B."), Column("c", "C", .text, "C."),
    ])

  private func code(_ rows: [[Cell]]) -> ReportError.Code? {
    do throws(ReportError) {
      try Table(shape, rows: rows).check()
      return nil
    } catch { return error.code }
  }

  @Test func `a table that keeps its shape passes`() {
    #expect(code([[Cell(1), .empty, "c"], [Cell(2), Cell(Days(hundredths: 5)), "c"]]) == nil)
  }

  @Test func `a row of another width is refused`() {
    #expect(code([[Cell(1), .empty]]) == .cellCount)
  }

  @Test func `an empty cell without a reason is refused`() {
    #expect(code([[.empty, .empty, "c"]]) == .unexplainedBlank)
    #expect(code([[Cell(1), .empty, .empty]]) == .unexplainedBlank)
  }

  @Test func `a cell of another kind is refused`() {
    #expect(code([[Cell(1), Cell(1), "c"]]) == .cellKind)
    #expect(code([["1", .empty, "c"]]) == .cellKind)
  }

  @Test func `a key that stands twice is refused`() {
    #expect(code([[Cell(1), .empty, "c"], [Cell(1), .empty, "d"]]) == .duplicate)
  }

  @Test func `rows that do not add up to the figure are refused`() throws {
    var world = World.small
    world.programme.monthDays = [day("2010-11-01"): Days(hundredths: 1749)]
    let report = try world.report
    let error = #expect(throws: ReportError.self) { try report.check() }
    #expect(error?.code == .sum)
    #expect(error?.place == "figures.csv, days by month")
  }

  @Test func `streamed days must come to the days delivered`() throws {
    var streamed = StreamedTotals()
    streamed.days = Days(hundredths: 1750)
    streamed.outcomesAchieved = 2
    let report = try World.small.report
    try report.check(streamed: streamed)
    streamed.days = Days(hundredths: 1749)
    #expect(throws: ReportError.self) { try report.check(streamed: streamed) }
  }
}

extension Cell: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .text(Text(value)) }
}
