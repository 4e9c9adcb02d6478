import Support
import Testing

@Suite(.waits) struct ThirtyMistakesTests {
  /// A folder with thirty mistakes, no two alike, each with its place.
  private static let files: [String: String] = [
    "boroughs.csv":
      "borough_code,name\nE09000014,Haringey\nE09000015,Harrow\nE09000015,Harrow again\n1.23E+17,Bexley\n,Nowhere\n#REF!,Lambeth\n",
    "advisers.csv":
      "adviser_id,name,appointed_on,left_on,days_per_week\n1,Adviser 1,2010-04-01,2010-03-31,5\n2,Adviser 2,04/13/2010,,5\n3,Adviser 3,2010-04-01,,7.5\nthree,Adviser 4,2010-04-01,,5\n",
    "commissions.csv":
      "commission_id,reference,borough_code,title,theme,arrangement,requested_on,starts_on,due_on,days_agreed\n"
      + "7,LRSA-007,E09000015,Plans,quality,host,2010-07-12,2010-08-02,2010-10-29,10\n"
      + "8,LRSA-007,E09000015,Plans,quality,host,2010-07-12,,,10\n"
      + "9,LRSA-009,E09000099,Plans,quality,host,2010-07-12,,,10\n"
      + "10,LRSA-010,E09000015,Plans,quality,hosted,2010-07-12,,,10\n"
      + "11,LRSA-011,E09000015,Plans,quality,host,31/02/2010,,,10\n"
      + "12,LRSA-012,E09000015,Plans,quality,host,2010-07-12,2010-08-02,2010-07-29,10\n"
      + "13,LRSA-013,E09000015,Plans,quality,host,2010-07-12,,,\"1,000\"\n"
      + "14,LRSA-014,E09000015,Plans,quality,host,2010-07-12,,,10.125\n"
      + "15,LRSA-015,E09000015,,quality,host,2010-07-12,,,10\n",
    "variations.csv":
      "commission_id,variation_no,agreed_on,days_change,reason\n7,1,2010-09-01,10000,More\n7,x,2010-09-01,1,More\n",
    "strands.csv": "commission_id,strand_no,title,colour\n7,1,First,red\n",
    "days.csv": "commission_id,worked_on,adviser_id,activity,days,recorded_at\n"
      + "7,2010-08-06,1,\"case\naudit\",0.5,2010-08-06T15:40:00Z\n"
      + "7,2010-08-07,1,audit,0,2010-08-06T15:40:00Z\n7,2010-08-08,1,audit,0.5,yesterday\n"
      + "7,2010-08-09,77,audit,0.5,\n7,2010-08-10,1,audit\n7,2010-08-11,1,audit,#N/A,\n"
      + "7,2010-08-12,1,audit,3.5,\n70,2010-08-13,1,audit,1,\n",
    "outcomes.csv":
      "commission_id,outcome_no,observed_on,kind,stage,summary,recorded_at\n7,1,2010-10-15,practice,done,Text,\n7,2,2010-10-15,practice,achieved,\"Text\" text,\n",
    "reviews.csv": "commission_id,asked_on,received_on,rating,may_publish\n7,,,good,false\n8,,,,perhaps\n",
    "shared_practice.csv": "commission_id,share_no,shared_on,borough_code,channel\n7,1,2010-11-24,,web\n",
    "bank_holidays.csv": "holiday_on,name\n,Easter\n",
  ]

  private static let expected = [
    "notes.csv: no relation", "boroughs.csv:4: borough_code: ",
    "boroughs.csv:5: borough_code: ", "boroughs.csv:6: borough_code: ", "boroughs.csv:7: borough_code: ",
    "advisers.csv:2: left_on: ", "advisers.csv:3: appointed_on: ", "advisers.csv:4: days_per_week: ",
    "advisers.csv:5: adviser_id: ", "commissions.csv:3: reference: ", "commissions.csv:5: arrangement: ",
    "commissions.csv:6: requested_on: ", "commissions.csv:7: due_on: ", "commissions.csv:8: days_agreed: ",
    "commissions.csv:9: days_agreed: ", "commissions.csv:10: title: ", "variations.csv:2: days_change: ",
    "variations.csv:3: variation_no: ", "strands.csv:1: colour: ", "days.csv:4: days: ", "days.csv:5: recorded_at: ",
    "days.csv:7: days: ", "days.csv:8: days: ", "days.csv:10: commission_id: ", "outcomes.csv:2: stage: ",
    "outcomes.csv:3: summary: ", "reviews.csv:2: rating: ", "reviews.csv:3: may_publish: ",
    "shared_practice.csv:1: summary: ", "bank_holidays.csv:2: holiday_on: ",
  ]

  @Test func `thirty different mistakes are thirty lines, each at its place, and no row is changed`() throws {
    let world = try World()
    let database = try sampleDatabase()
    let before = try contents(database)
    try makeFolders(world.home["data"])
    for (name, text) in Self.files { try write(text, to: world.home["data"] + "/" + name) }
    try write("a\n", to: world.home["data"] + "/notes.csv")
    let outcome = try world.program(
      ["import", "data", "--replace", "--errors", "errors.csv.out", "--database", database], isApart: true)
    #expect(outcome.code == 65)
    #expect(outcome.output == [])
    #expect(outcome.error.last == "board-report: data: \(Self.expected.count) mistakes; nothing changed")
    let found = outcome.error.dropLast()
    #expect(found.count == 30)
    for (line, expected) in zip(found, Self.expected) {
      #expect(line.hasPrefix(expected), "\(line)")
      #expect(line.contains("; give "), "\(line)")
    }
    let rows = try csv(world.home["errors.csv.out"])
    #expect(rows.count == Self.expected.count)
    #expect(rows.last?["line"] == "2")
    #expect(rows.last?["column"] == "holiday_on")
    #expect(try contents(database) == before)
  }
}
