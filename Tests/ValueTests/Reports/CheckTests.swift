import Testing

@testable import Core

@Suite struct CheckTests {
  private func code(_ keys: [Int]) -> ReportError.Fault? {
    let table = Table<Int>("x.csv", "X", "X.", key: ["a"]) {
      Column("a", "A", "A.") { $0 }
      Column("b", "B", "B.") { _ in "b" }
    }
    do throws(ReportError) {
      try table.filled(keys).checkKeys()
      return nil
    } catch { return error.code }
  }

  @Test func `a key that two rows have is refused`() {
    #expect(code([1, 2]) == nil)
    #expect(code([1, 2, 1]) == .duplicate)
  }

  @Test func `a column's type says its kind, and whether a row may lack a value`() {
    let table = Table<Days?>("x.csv", "X", "X.") {
      Column("some", "Some", blank: "Not known.", "Perhaps.") { $0 }
      Column("all", "All", "Always.") { $0 ?? .zero }
      Column(.commissionID) { _ in Int64(7) }
    }
    #expect(table.shape.columns.map(\.isRequired) == [false, true, true])
    #expect(table.shape.columns.map(\.kind) == [.decimal(2), .decimal(2), .integer])
    #expect(table.cells(nil) == [.empty, Cell(Days.zero), Cell(7)])
  }

  @Test func `rows that do not add up to the figure are refused`() throws {
    var world = ReportedProgramme.small
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
    let report = try ReportedProgramme.small.report
    try report.check(streamed: streamed)
    streamed.days = Days(hundredths: 1749)
    #expect(throws: ReportError.self) { try report.check(streamed: streamed) }
  }
}
