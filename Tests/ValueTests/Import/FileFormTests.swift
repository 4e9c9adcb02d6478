import Core
import Foundation
import Input
import Support
import Testing

private let dayHeader = "commission_id,worked_on,adviser_id,activity,days,recorded_at\n"

@Suite struct FileFormTests {
  @Test(arguments: [
    "Commission ID,Worked on,Adviser id,ACTIVITY,Days,Recorded at",
    "commissionId;workedOn;adviser-id;activity;days;recorded_at",
    "sep=;\ncommission_id;worked_on;adviser_id;activity;days;recorded_at",
    "sep=,\ncommission_id,worked_on,adviser_id,activity,days,recorded_at",
    "\"sep=;\"\ncommission_id;worked_on;adviser_id;activity;days;recorded_at",
    "Days of our team\n\nPrinted on 1 August\ncommission_id,worked_on,adviser_id,activity,days,recorded_at",
    "Days, of our team,,,,\ncommission_id,worked_on,adviser_id,activity,days,recorded_at",
    "\u{FEFF}\u{FEFF}commission_id,worked_on,adviser_id,activity,days,recorded_at",
    "\"\u{FEFF}commission_id\",worked_on,adviser_id,activity,days,recorded_at",
    "\u{FEFF}\"commission_id\",\"worked_on\",adviser_id,activity,days,recorded_at",
    "commission_id,worked_on,adviser_id,activity\u{A0},\u{200B}days,\"recorded\nat\"",
  ]) func `the columns are found by their names, whatever is above them and around them`(_ header: String) throws {
    let row =
      header.contains(";") ? "7;2010-08-06;1;audit;0,5;2010-08-06 15:40" : "7,2010-08-06,1,audit,0.5,2010-08-06 15:40"
    let folder = try TestFolder(["days.csv": header + "\n" + row + "\n"])
    #expect(try folder.mistakes() == [])
    #expect(try folder.read().tables.first { $0.relation.name == "days" }?.rows == 1)
  }

  /// A sheet that was sorted with its header, and two tables one below the other.
  @Test(arguments: [
    (
      "7,2010-08-06,1,audit,0.5\ncommission_id,worked_on,adviser_id,activity,days\n7,2010-08-09,1,audit,1\n",
      "days.csv:1: the row is above the row of the columns' names; give the names in the first row"
    ),
    (
      "Days\n7,x,,,0.5\ncommission_id,worked_on,adviser_id,activity,days\n",
      "days.csv:2: the row is above the row of the columns' names; give the names in the first row"
    ),
    (
      "commission_id,worked_on,days\n7,2010-08-05,1\n\ncommission_id,worked_on,adviser_id,activity,days\n7,2010-08-06,1,audit,1\n",
      "days.csv:1: the row names columns, and so does line 4; give one table, with one row of names"
    ),
  ]) func `rows that the header would hide are refused`(_ days: String, _ expected: String) throws {
    #expect(try TestFolder(["days.csv": days]).mistakes() == [expected])
  }

  /// Where the tables of two months were put below each other. Every cell of a list of boroughs is a text, and would be read.
  @Test(arguments: [
    ("boroughs", "E09000014,Haringey", "borough_code,name"), ("boroughs", "E09000014,Haringey", "Borough Code,NAME"),
    ("bank_holidays", "2010-12-27,x", "holiday_on,name"),
  ]) func `a row that repeats the names of the columns is refused once`(
    _ relation: String, _ row: String, _ repeated: String
  ) throws {
    let columns = try #require(Contract.relation(relation)).columns.map(\.name).joined(separator: ",")
    let folder = try TestFolder([relation + ".csv": [columns, row, repeated].map { $0 + "\n" }.joined()])
    let found = try folder.mistakes().filter { $0.hasPrefix(relation) }
    let refusal = "the row repeats the columns' names; give the names once, above all rows"
    #expect(found == ["\(relation).csv:3: \(refusal)"])
  }

  @Test(arguments: ["Bank holidays", "Bank holidays,", ",printed on 1 August"])
  func `a title is none of them, though one column alone is needed`(_ title: String) throws {
    let folder = try TestFolder(["bank_holidays.csv": title + "\nholiday_on,name\n2010-12-27,x\n"])
    #expect(try folder.read(ReadingOptions()).tables.last?.rows == 1)
  }

  @Test func `a column that the contract has not is refused with a hint, and left out on request`() throws {
    let folder = try TestFolder(["bank_holidays.csv": "holiday_on,colour,name\n2010-12-27,red,x\n"])
    #expect(
      try folder.mistakes() == [
        "bank_holidays.csv:1: colour: the column is unknown; give one of holiday_on, name; or --ignore-extra"
      ])
    var options = ReadingOptions()
    options.ignoresExtra = true
    let read = try folder.read(options)
    #expect(read.tables.last?.rows == 1)
    #expect(read.warnings.lines == ["bank_holidays.csv: colour not read; give no such column if its data matters"])
  }

  /// Two letters more, fewer or others; and the spellings of a name that fold alike are no misspelling.
  @Test(arguments: [
    ("commissions", "tittle", "title"), ("commissions", "borough_cod", "borough_code"),
    ("commissions", "Themes", "theme"),
    ("days", "activty", "activity"), ("days", "advisor_id", "adviser_id"), ("outcomes", "Expected bye", "expected_by"),
    ("reviews", "may_publsih", "may_publish"), ("reviews", "coment", "comment"), ("strands", "started_on", "starts_on"),
  ]) func `a misspelt column is refused also where others are left out`(
    _ relation: String, _ written: String, _ meant: String
  ) throws {
    let columns = try #require(Contract.relation(relation)).columns.filter(\.isNeeded).map(\.name)
    let folder = try TestFolder([
      relation + ".csv": (columns.filter { $0 != meant } + ["colour", written]).joined(separator: ",") + "\n"
    ])
    for ignores in [false, true] {
      var options = ReadingOptions()
      options.ignoresExtra = ignores
      let lines = try folder.mistakes(options)
      let line =
        "\(relation).csv:1: \(written): the column is unknown; give \(meant), of which it is probably a misspelling"
      #expect(lines.contains { $0.hasPrefix(line) }, "\(lines)")
      #expect(lines.contains { $0.contains("colour: the column is unknown") } != ignores)
    }
  }

  @Test func `a name near one that the file has is no misspelling, wherever it is`() throws {
    let folder = try TestFolder(["bank_holidays.csv": "names,holiday_on,name\nx,2010-12-27,x\n"])
    var options = ReadingOptions()
    options.ignoresExtra = true
    #expect(try folder.mistakes(options) == [])
    #expect(
      try folder.mistakes() == [
        "bank_holidays.csv:1: names: the column is unknown; give one of holiday_on, name; or --ignore-extra"
      ])
  }

  @Test func `cells missing at the end of a row are not recorded`() throws {
    let folder = try TestFolder([
      "strands.csv": "commission_id,strand_no,title,completed_on,note\n7,1,Part one\n7,2,Part two,2010-09-01\n7,3\n"
    ])
    #expect(try folder.mistakes() == ["strands.csv:4: title: the cell is empty; give a value in every row"])
  }

  @Test(arguments: [" ", "\t", "\u{A0}", "\u{1A}", " , ,\t,", "\u{FEFF}", "\u{200B},\u{3000}", "\"  \",\" \""])
  func `a row in which nothing can be seen is blank`(_ row: String) throws {
    let folder = try TestFolder(["bank_holidays.csv": "holiday_on,name\n2010-12-27,x\n\(row)\n2010-12-28,y\n\(row)"])
    #expect(try folder.mistakes() == [])
    #expect(try folder.read().tables.last?.rows == 2)
  }

  private static func utf16(_ text: String, isLittle: Bool = true) -> [UInt8] {
    text.utf16.flatMap { unit -> [UInt8] in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  private static let foreign: [(bytes: [UInt8], expected: String)] = [
    ([0x50, 0x4B, 0x03, 0x04, 0x14, 0], "is a workbook"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "an old Excel workbook"),
    (Array("<html><body><table>".utf8), "a web page (HTML)"),
    (Array("\u{FEFF}<!DOCTYPE HTML>\n".utf8), "a web page (HTML)"),
    (Array("\r\n<TABLE border=1>".utf8), "a web page (HTML)"), (Array("<?xml version='1.0'?>".utf8), "XML"),
    (Array("%PDF-1.4".utf8), "a PDF"), (Array("{\\rtf1".utf8), "a text document (RTF)"),
    (Array("holiday_on\tname\n2010-12-27\tx\n".utf8), "separated by tabs"),
    (Array("holiday_on|name\n2010-12-27|x\n".utf8), "separated by vertical bars"),
    ([0xFF, 0xFE] + utf16("holiday_on\tname\n"), "separated by tabs"),
    (utf16("holiday_on,name\n"), "UTF-16 or UTF-32 without"),
    (utf16("holiday_on,name\n", isLittle: false), "UTF-16 or UTF-32 without"),
    ([0xFF, 0xFE, 0, 0, 0x68, 0, 0, 0], "UTF-32"),
  ]

  @Test(arguments: foreign) func `a file that is no CSV file is one clear line`(_ bytes: [UInt8], _ expected: String)
    throws
  {
    let found = try TestFolder(bytes: ["bank_holidays.csv": bytes]).mistakes()
    #expect(found.count == 1 && found[0].contains(expected), "\(found)")
  }

  @Test(arguments: ["days.xlsx", "days.ods", "Days.csv", "days.txt"])
  func `a file of another kind is named where one is missing`(_ name: String) throws {
    let folder = try TestFolder(["days.csv": "", name: "x"])
    #expect(try folder.mistakes().first?.contains(name) == true)
  }

  @Test(arguments: [
    "reviews.xlsx", "reviews.txt", "Reviews.csv.txt", "reviews.tsv", "reviews.ods", "reviews", "REVIEWS.CSV.bak",
  ]) func `a file of another kind is refused in place of one that may be absent`(_ name: String) throws {
    let refusal = "the file is not read; give reviews.csv, saved as CSV UTF-8, or move the file away"
    #expect(try TestFolder(["reviews.csv": "", name: "x"]).mistakes() == ["\(name): \(refusal)"])
    // Beside the file that is read it may be what that one was saved from.
    #expect(try TestFolder([name: "x"]).mistakes() == [])
  }

  @Test func `a folder that holds only a workbook names it`() throws {
    var files = TestFolder.small.mapValues { _ in "" }
    files["programme.xlsx"] = "x"
    let folder = try TestFolder(files)
    let refusal = "the workbook is in a folder without a CSV file; give the workbook itself"
    #expect(try folder.mistakes() == ["programme.xlsx: \(refusal), \(folder.path)/programme.xlsx"])
  }
}
