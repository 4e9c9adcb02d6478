import Input
import Support
import System
import Testing

private let dayHeader = "commission_id,worked_on,adviser_id,activity,days,recorded_at\n"

@Suite struct MistakeTests {
  @Test func `a folder of many mistakes gives each at its place, in the order of files and lines`() throws {
    let folder = try TestFolder([
      "advisers.csv": "adviser_id,name,appointed_on,left_on,days_per_week\n"
        + "1,Adviser 1,2010-04-01,2010-03-31,8\n,Adviser 2,,,5\n",
      "commissions.csv": TestFolder.small["commissions.csv", default: ""]
        + "8,LRSA-007,E09,Plans,quality,hosted,2010-07-12,2010-08-02,2010-07-29,\n"
        + "7,LRSA-009,E09000014,Plans,quality,\"host\nhost\",2010-07-12,,,\n"
        + "9,\"LRSA\" 10,E09000014,Plans,quality,host,2010-07-12,,,\n",
      "days.csv": dayHeader + "7,2010-08-06,1,\"two\nlines\",0.5,2010-08-06 15:40\n\n"
        + "7,06/08/2010,1,\"two\nlines\",\"0,5\",\n7,2010-08-07,1,audit\n,,,,,\n"
        + "7,2010-08-08,1,audit,1,2010-08-06 15:40,more\n",
      "reviews.csv": "commission_id,rating,may_publish,comment\n7,good,maybe,\n", "outcomes.csv": "",
      "bank_holidays.csv": "holiday_on,name,name,colour\n2010-12-27,\"Christmas\n", "extra.csv": "a,b\n",
      "notes.txt": "not looked at",
    ])
    let found = try folder.mistakes().map { $0.split(separator: "; give")[0] }
    #expect(
      found == [
        "outcomes.csv: the file is missing", "extra.csv: no relation has the name of the file",
        "advisers.csv:2: days_per_week: ‘8’ is out of range",
        "advisers.csv:2: left_on: ‘2010-03-31’ is before appointed_on", "advisers.csv:3: adviser_id: the cell is empty",
        "advisers.csv:3: appointed_on: the cell is empty",
        "commissions.csv:3: arrangement: ‘hosted’ is not in the vocabulary",
        "commissions.csv:3: borough_code: ‘E09’ is in no row of boroughs",
        "commissions.csv:3: due_on: ‘2010-07-29’ is before starts_on",
        "commissions.csv:3: reference: the value is in line 2 already",
        "commissions.csv:4: arrangement: ‘host[line break]host’ is not in the vocabulary, with a line break inside",
        "commissions.csv:4: commission_id: the value is in line 2 already",
        "commissions.csv:6: reference: text follows a closing quote",
        "days.csv:5: commission_id, worked_on, adviser_id, activity: the value is in line 2 already",
        "days.csv:7: days: the cell is empty",
        "days.csv:9: the row has 7 cells", "reviews.csv:2: rating: ‘good’ is not in the vocabulary",
        "reviews.csv:2: may_publish: ‘maybe’ is not yes or no",
        "bank_holidays.csv:1: name: the column appears twice", "bank_holidays.csv:1: colour: the column is unknown",
        "bank_holidays.csv:2: name: a quote is opened and never closed",
      ])
  }

  @Test(arguments: [
    "Total,,,,136,", ",,,Total,136,", ",,,,136,", "Total,,,,4.5,", "Printed on 3 November,,,,,",
  ])
  func `a total or a note below a table is one mistake`(_ row: String) throws {
    let folder = try TestFolder(["days.csv": dayHeader + "7,2010-08-06,1,audit,0.5,\n\(row)\n"])
    #expect(
      try folder.mistakes() == [
        """
        days.csv:3: the row is no row of the table (a total or a note?); give it its commission_id and worked_on, or \
        remove it
        """
      ])
  }

  @Test func `a row that lacks its key is no total`() throws {
    let folder = try TestFolder([
      "days.csv": dayHeader + "x,2010-08-06,1,audit,0.5,\n,,1,audit,0.5,\n",
      "bank_holidays.csv": "holiday_on,name\n31/02/2010,\n,Easter\n",
    ])
    let found = try folder.mistakes()
    #expect(!found.contains { $0.contains("a total or a note") }, "\(found)")
    #expect(
      found.filter { $0.hasPrefix("days") }.map { $0.split(separator: "; give")[0] } == [
        "days.csv:2: commission_id: ‘x’ is not a whole number", "days.csv:3: commission_id: the cell is empty",
        "days.csv:3: worked_on: the cell is empty",
      ])
  }

  @Test func `a file of no relation may be removed`() throws {
    let found = try TestFolder(["extra.csv": "a,b\n"]).mistakes()
    #expect(found.count == 1 && found[0].hasSuffix("bank_holidays.csv; or remove the file"), "\(found)")
  }

  @Test func `no free text and no name is in a message`() throws {
    let folder = try TestFolder([
      "commissions.csv": "commission_id,reference,borough_code,title,theme,arrangement,requested_on\n"
        + "Canary Bird,Canary Bird one,Canary Bird two,Canary Bird,Canary Bird,Canary Bird,Canary Bird\n",
      "outcomes.csv": "commission_id,outcome_no,observed_on,kind,stage,summary,recorded_at\n"
        + "7,Canary Bird,Canary Bird,Canary Bird,Canary Bird,\"Canary Bird\"Canary Bird,Canary Bird\n7,1,Canary Bird,,Canary Bird,Canary Bird,Canary Bird\n",
    ])
    let found = try folder.mistakes()
    #expect(found.count >= 8)
    #expect(!found.joined().contains("Canary Bird"))
  }

  @Test func `the columns may stand in any order, with empty columns and rows behind them`() throws {
    let folder = try TestFolder([
      "bank_holidays.csv": "name , holiday_on,,\r\nBoxing Day,28/12/2010,,\r\n,,,\r\n,,,\r\n"
    ])
    #expect(try folder.mistakes() == [])
    let table = try #require(try folder.read().tables.last)
    #expect(table.rows == 1)
  }

  @Test func `a missing column that may be null is not recorded, another is refused`() throws {
    let folder = try TestFolder(["boroughs.csv": "borough_code\nE09000014\nE09000015\n"])
    #expect(
      try folder.mistakes() == ["boroughs.csv:1: name: the column is missing; give it in the row of the columns' names"]
    )
  }

  @Test func `rows of nothing but quoted empty cells are blank`() throws {
    let folder = try TestFolder(["bank_holidays.csv": "holiday_on,name\n\"\",\"\"\n"])
    #expect(try folder.read().tables.last?.rows == 0)
  }

  @Test func `a header that is no CSV is refused`() throws {
    let folder = try TestFolder(["bank_holidays.csv": "holiday_on,\"name\n2010-12-27,x\n"])
    #expect(try folder.mistakes().first?.hasPrefix("bank_holidays.csv:1: a quote is opened and never closed") == true)
  }

  @Test func `an empty file is no header`() throws {
    let folder = try TestFolder(bytes: ["variations.csv": []])
    #expect(try folder.mistakes().first?.hasPrefix("variations.csv:1: the file is empty") == true)
  }

  @Test func `what refers to a file that could not be read is not blamed for it`() throws {
    let folder = try TestFolder(["commissions.csv": ""])
    #expect(try folder.mistakes().map { $0.prefix(15) } == ["commissions.csv"])
  }

  @Test func `a thousand mistakes are kept and all are counted`() throws {
    let rows = (1...1500).map { "7,2010-08-06,1,audit \($0),x,2010-08-06 15:40\n" }.joined()
    let folder = try TestFolder(["days.csv": dayHeader + rows])
    let error = #expect(throws: ImportError.self) { try folder.read() }
    let refusal = try #require(error?.refusal)
    #expect(refusal.count == 1500)
    #expect(refusal.mistakes.count == Refusal.limit)
    #expect(refusal.mistakes.last?.line == 1001)
    #expect(refusal.lines.last == "… and 500 more mistakes")
  }

  @Test func `a folder that is not there is unreadable, not refused`() {
    let error = #expect(throws: ImportError.self) { try DataSet.read(.folder("/nowhere/at/all")) }
    #expect(error != nil && error?.refusal == nil)
  }

  @Test func `the mistakes are a CSV file beside the data`() throws {
    let folder = try TestFolder(["boroughs.csv": "borough_code\n"])
    let error = #expect(throws: ImportError.self) { try folder.read() }
    let csv = try #require(error?.refusal).csv(bom: false)
    #expect(
      String(decoding: csv, as: UTF8.self).hasPrefix(
        "file,line,column,problem,expected\r\n\"boroughs.csv\",1,\"name\",\"the column is missing\","))
  }
}
