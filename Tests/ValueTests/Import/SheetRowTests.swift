import Core
import Input
import System
import Testing

private let dayColumns = ["commission_id", "worked_on", "adviser_id", "activity", "days", "recorded_at"]

/// Returns the mistakes of the worksheets of one workbook.
private func mistakes(_ sheets: [(name: String, relation: String, rows: [[SheetCell]])]) throws -> [Mistake] {
  var given = GivenSources()
  for (name, relation, rows) in sheets {
    let source = CellSource(file: "programme.xlsx", sheet: name) { (body) throws(ImportError) in
      for (index, cells) in rows.enumerated() {
        guard try body(CSVRecord(line: index + 1, cells: cells)) else { return }
      }
    }
    given.add(source, of: relation)
  }
  do throws(ImportError) {
    _ = try DataSet.read(given)
    return []
  } catch { return try #require(error.refusal).mistakes }
}

/// Returns the mistakes of a sheet whose only review has this cell under `may_publish`.
private func mistakesOfConsent(_ cell: SheetCell) throws -> [String] {
  let rows = [[SheetCell("commission_id"), SheetCell("may_publish")], [SheetCell("7"), cell]]
  return try mistakes([("reviews", "reviews", rows)]).map(\.description)
}

/// Returns the mistakes of a sheet whose only day entry has this cell in a column.
private func mistakes(_ column: String, _ cell: SheetCell) throws -> [String] {
  var cells = [
    SheetCell("7"), SheetCell("2010-08-06", .date), SheetCell("1"), SheetCell("audit"), SheetCell("0.5"),
    SheetCell("2010-08-06 15:40:00", .date),
  ]
  cells[try #require(dayColumns.firstIndex(of: column))] = cell
  return try mistakes([("days", "days", [dayColumns.map { SheetCell($0) }, cells])]).map(\.description)
}

@Suite struct `Rows of a worksheet` {
  @Test(arguments: [
    (SheetCell("2026-03-01", .date), "a date"), (SheetCell("09:05:00", .time), "a time"),
    (SheetCell("true", .boolean), "TRUE or FALSE"), (SheetCell("0.5", .percentage), "a percentage"),
    (SheetCell("3", .money), "an amount of money"), (SheetCell("100000", .scientific), "a number with an exponent"),
    (SheetCell("0.5", .fraction), "a fraction"),
  ])
  func `are refused where a spreadsheet took a text for something else`(_ cell: SheetCell, _ shown: String) throws {
    let found = try mistakes("activity", cell)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("programme.xlsx: sheet days, cell D2: activity: the cell holds \(shown)") == true)
    #expect(
      found.first?.hasSuffix(
        ", and the column is text; give the column the format Text, and type the value again") == true)
  }

  @Test(arguments: Contract.relations.map(\.name)) func `are refused for a date in any column of texts`(
    _ name: String
  ) throws {
    let columns = try #require(Contract.relation(name)).columns
    let rows = [columns.map { SheetCell($0.name) }, columns.map { _ in SheetCell("2026-03-01", .date) }]
    let found = try mistakes([(name, name, rows)]).filter {
      $0.problem == "the cell holds a date, and the column is text"
    }
    #expect(found.compactMap(\.column) == columns.filter { $0.type == .text }.map(\.name))
  }

  @Test(arguments: [
    ("days", SheetCell("0.5", .percentage), "E2: days: the cell shows a percentage"),
    ("days", SheetCell("0.5", .date), "E2: days: the cell shows a date"),
    ("days", SheetCell("2026-03-01", .date), "E2: days: the cell shows a date"),
    ("days", SheetCell("12:00:00", .time), "E2: days: the cell shows a time"),
    ("adviser_id", SheetCell("1", .percentage), "C2: adviser_id: the cell shows a percentage"),
    ("adviser_id", SheetCell("1900-01-01", .date), "C2: adviser_id: the cell shows a date"),
  ])
  func `are refused where a number cell shows another number than it holds`(
    _ column: String, _ cell: SheetCell, _ problem: String
  ) throws {
    #expect(
      try mistakes(column, cell) == [
        """
        programme.xlsx: sheet days, cell \(problem), and the column is a number; give the column the format Number, and \
        type the value again
        """
      ])
  }

  @Test(arguments: [
    ("days", SheetCell("0.5", .money)), ("days", SheetCell("0.5", .scientific)), ("days", SheetCell("0.5", .fraction)),
    ("activity", SheetCell("47")), ("activity", SheetCell("", .date)), ("worked_on", SheetCell("2010-08-06")),
  ])
  func `are read where a cell shows what it holds`(_ column: String, _ cell: SheetCell) throws {
    #expect(try mistakes(column, cell) == [])
  }

  @Test(arguments: [
    (SheetCell("1", .percentage), "a percentage"), (SheetCell("0", .percentage), "a percentage"),
    (SheetCell("1", .money), "an amount of money"), (SheetCell("0", .money), "an amount of money"),
    (SheetCell("0", .date), "a date"), (SheetCell("1900-01-01", .date), "a date"),
    (SheetCell("00:00:00", .time), "a time"), (SheetCell("1", .scientific), "a number with an exponent"),
    (SheetCell("1", .fraction), "a fraction"),
  ])
  func `are refused where a yes/no cell shows neither yes nor no`(_ cell: SheetCell, _ shown: String) throws {
    let found = try mistakesOfConsent(cell)
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix("programme.xlsx: sheet reviews, cell B2: may_publish: the cell shows \(shown)") == true)
    #expect(
      found.first?.hasSuffix(
        ", and the column is yes or no; give the column the format General, and type yes or no") == true)
  }

  @Test(arguments: [SheetCell("true", .boolean), SheetCell("1"), SheetCell("yes")])
  func `are read where a yes/no cell shows yes or no`(_ cell: SheetCell) throws {
    #expect(try mistakesOfConsent(cell) == [])
  }

  @Test func `that share a key across two sheets are named with both sheets`() throws {
    let rows = [[SheetCell("holiday_on"), SheetCell("name")], [SheetCell("2010-12-27"), SheetCell("Christmas Day")]]
    let found = try mistakes([("bank_holidays", "bank_holidays", rows), ("Bank holidays", "bank_holidays", rows)])
    #expect(found.count == 1)
    #expect(
      found.first?.description
        == "programme.xlsx: sheet Bank holidays, row 2: holiday_on: the value is in row 2 of sheet bank_holidays already; "
        + "give one row for each")
  }
}
