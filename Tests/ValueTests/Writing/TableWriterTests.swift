import System
import Testing

@testable import Core
@testable import Issues

@Suite struct TableWriterTests {
  static let shape = TableShape(
    "samples.csv", "Samples", "One row a sample", key: ["id"],
    [
      ColumnShape("id", "Number", .integer, required: true, "Its number"),
      ColumnShape("name", "Name", .text, "What people call it"),
      ColumnShape("days", "Days", .decimal(2), unit: "days", "Days of work"),
      ColumnShape("value", "Value", .number, "Any number"), ColumnShape("on_day", "Day", .date, "Its day"),
      ColumnShape("at", "Time", .dateTime, "Its moment"),
      ColumnShape("is_open", "Open", .boolean, "Whether it is open"),
      ColumnShape("stage", "Stage", .text, codes: Stage.allCases.map(\.rawValue), "How far"),
    ])
  static let header = "id,name,days,value,on_day,at,is_open,stage\r\n"

  static func row(_ name: Text, id: Int = 1) -> [Cell] {
    [
      Cell(id), .text(name), .number(Decimal(mantissa: -50, scale: 2)), .number(Decimal(mantissa: 7, scale: 3)),
      Cell(CalendarDay("2010-10-01")), Cell(Instant("2011-01-04T09:30:00Z")), .boolean(true), .text("not achieved"),
    ]
  }

  private func written(_ rows: [[Cell]], mark: Bool = false) throws -> String {
    let bytes = try TableWriter.bytes(of: FilledTable(shape: Self.shape, rows: rows), byteOrderMark: mark)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `every kind is written as its column promises`() throws {
    let empty: [Cell] = [Cell(2)] + Array(repeating: .empty, count: 7)
    #expect(
      try written([Self.row("=Zoë"), empty]) == Self.header
        + "1,\"'=Zoë\",-0.50,0.007,2010-10-01,2011-01-04T09:30:00Z,true,\"not achieved\"\r\n" + "2,,,,,,,\r\n")
  }

  @Test func `a byte-order mark stands first where it is asked for`() throws {
    #expect(try Array(written([], mark: true).utf8) == [0xEF, 0xBB, 0xBF] + Array(Self.header.utf8))
    #expect(try Array(written([]).utf8) == Array(Self.header.utf8))
  }

  @Test func `cells written one by one make the same bytes as a row`() throws {
    var writer = try TableWriter(Self.shape, byteOrderMark: false)
    var taken = writer.bytes
    writer.bytes.removeAll(keepingCapacity: true)
    for cell in Self.row("a,b") { try writer.append(cell) }
    try writer.endRow()
    taken += writer.bytes
    #expect(writer.rows == 1)
    #expect(try String(decoding: taken, as: UTF8.self) == written([Self.row("a,b")]))
  }

  @Test(arguments: [
    (0, Cell.number(Decimal(mantissa: 10, scale: 1)), WritingError.WritingFault.cellKind), (0, .empty, .missingCell),
    (0, .text("1"), .cellKind), (1, .boolean(true), .cellKind), (2, Cell(3), .cellKind),
    (2, .number(Decimal(mantissa: 5, scale: 1)), .cellKind), (3, .text("7"), .cellKind),
    (4, .text("2010-10-01"), .cellKind), (5, Cell(CalendarDay("2010-10-01")), .cellKind), (6, .text("true"), .cellKind),
    (7, .text("Achieved"), .unknownWord),
  ]) func `a cell that does not fit its column is refused with its place`(
    _ index: Int, _ cell: Cell, _ code: WritingError.WritingFault
  ) {
    var wrong = Self.row("x")
    wrong[index] = cell
    let error = #expect(throws: WritingError.self) { try written([Self.row("x"), wrong]) }
    #expect(error == WritingError(code: code, path: "samples.csv", row: 2, column: Self.shape.columns[index].name))
  }

  @Test func `a row that is too short or too long is refused`() {
    #expect(throws: WritingError(code: .cellCount, path: "samples.csv", row: 1)) {
      try written([Array(Self.row("x").dropLast())])
    }
    #expect(throws: WritingError(code: .cellCount, path: "samples.csv", row: 1)) {
      try written([Self.row("x") + [.empty]])
    }
    #expect(throws: WritingError(code: .cellCount, path: "samples.csv", row: 1)) {
      var writer = try TableWriter(Self.shape, byteOrderMark: false)
      try writer.append(Cell(1))
      try writer.endRow()
    }
  }

  @Test func `a column named twice and a key of no column are refused`() {
    let twice = TableShape(
      "t.csv", "T", "T", key: [], [ColumnShape("a", "A", .text, "A"), ColumnShape("a", "B", .text, "B")])
    let keyless = TableShape("t.csv", "T", "T", key: ["b"], [ColumnShape("a", "A", .text, "A")])
    for shape in [twice, keyless] {
      #expect(throws: WritingError(code: .shape, path: "t.csv")) { try TableWriter(shape, byteOrderMark: false) }
    }
  }

  @Test func `an error says where, never what`() {
    let error = WritingError(code: .cellKind, path: "days.csv", row: 3, column: "days")
    #expect("\(error)" == "days.csv, row 3, column days: a cell of another kind than its column")
  }
}
