import Database
import Input
import Support
import Testing

private let commissions = "commission_id,reference,borough_code,title,theme,arrangement,requested_on,starts_on,due_on\n"

private func texts(_ sql: String, _ conninfo: String) throws -> [String] {
  var texts: [String] = []
  try open(conninfo).forEach(Query("test", sql), columns: [.text]) { row in texts.append(try row.text(0)) }
  return texts
}

@Suite(.waits) struct MergeTests {
  @Test func `what is imported twice is inserted once, and then unchanged`() throws {
    let database = try ourTables()
    let folder = try TestFolder()
    let first = try merge(folder, into: database)
    #expect(counts(first["boroughs"]) == [2, 0, 0, 0])
    #expect(counts(first["days"]) == [1, 0, 0, 0])
    let before = try contents(database)
    let second = try merge(folder, into: database)
    #expect(second.values.allSatisfy { $0.isNothing })
    #expect(counts(second["boroughs"]) == [0, 0, 2, 0])
    #expect(try contents(database) == before)
  }

  @Test func `a row is changed only where a column holds another value`() throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    // The same days in another spelling, one borough renamed, and one more.
    let changed = try TestFolder([
      "boroughs.csv": "borough_code,name\nE09000014,Haringey\nE09000015,Harrow Council\nE09000016,X\n",
      "days.csv": "commission_id,worked_on,adviser_id,activity,days,recorded_at\n"
        + "7,06/08/2010,1,case audit,0.500,2010-08-06 16:40:00+01:00\n",
    ])
    let changes = try merge(changed, into: database)
    #expect(counts(changes["boroughs"]) == [1, 1, 1, 0])
    #expect(counts(changes["days"]) == [0, 0, 1, 0])
  }

  @Test func `a time of recording that is left empty stays, and is not recorded for a new row`() throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    let header = "commission_id,worked_on,adviser_id,activity,days"
    let folder = try TestFolder(["days.csv": header + "\n7,2010-08-06,1,case audit,1\n7,2010-08-07,1,case audit,1\n"])
    #expect(try counts(merge(folder, into: database, replacing)["days"]) == [1, 1, 0, 0])
    let times = """
      select case when recorded_at = '2010-08-06T15:40:00Z' then 'kept'
        when recorded_at is null then 'not recorded' else 'wrong' end
      from programme.days order by worked_on
      """
    #expect(try texts(times, database) == ["kept", "not recorded"])
    let again = try merge(folder, into: database)
    #expect(again["days"]?.isNothing == true)
  }

  @Test func `a column the file leaves out is kept, and emptied when the folder replaces all`() throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    let row = "7,LRSA-007,E09000015,Plans,quality,host,2010-07-12\n"
    let names = "commission_id,reference,borough_code,title,theme,arrangement,requested_on\n"
    let folder = try TestFolder(["commissions.csv": names + row])
    let same = try merge(folder, into: database)
    #expect(same["commissions"]?.isNothing == true)
    let agreed = "select coalesce(days_agreed::text, 'none') from programme.commissions"
    #expect(try texts(agreed, database) == ["10.00"])
    #expect(try counts(merge(folder, into: database, replacing)["commissions"]) == [0, 1, 0, 0])
    #expect(try texts(agreed, database) == ["none"])
  }

  @Test func `rows the folder lacks stay, and go when it replaces all, whatever refers to them`() throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    // Another borough asks, under the same number; the one that asked before is gone, and so are adviser 1 and the day.
    let folder = try TestFolder([
      "boroughs.csv": "borough_code,name\nE09000016,Havering\n",
      "advisers.csv": "adviser_id,name,appointed_on,days_per_week\n2,Adviser 2,2010-04-01,5\n",
      "commissions.csv": commissions + "7,LRSA-007,E09000016,Plans,quality,host,2010-07-12,,\n",
      "days.csv": "commission_id,worked_on,adviser_id,activity,days,recorded_at\n",
    ])
    let kept = try merge(folder, into: database)
    #expect(kept.values.allSatisfy { $0.deleted == 0 })
    let replaced = try merge(folder, into: database, replacing)
    #expect(counts(replaced["boroughs"]) == [0, 0, 1, 2])
    #expect(counts(replaced["advisers"]) == [0, 0, 1, 1])
    #expect(counts(replaced["days"]) == [0, 0, 0, 1])
  }

  private static let header = "commission_id,worked_on,adviser_id,activity,days\n"

  /// A folder with two commissions and two advisers.
  private func two(_ days: [String]) throws -> TestFolder {
    func twice(_ name: String, _ row: String) -> String { TestFolder.small[name, default: ""] + row + "\n" }
    return try TestFolder([
      "days.csv": Self.header + days.map { $0 + "\n" }.joined(),
      "commissions.csv": twice(
        "commissions.csv", "8,LRSA-008,E09000015,Plans,quality,host,2010-07-12,2010-08-02,2010-10-29,10"),
      "advisers.csv": twice("advisers.csv", "2,Adviser 2,2010-04-01,,5"),
    ])
  }

  /// The old row would count beside the corrected one, also where nothing else names its commission or adviser.
  @Test(arguments: [
    ("8,2010-08-02,1,audit,1", "7,2010-08-02,1,audit,1", "8, 2 August 2010, adviser_id 1, activity audit"),
    ("7,2010-08-02,1,audit,1", "7,2010-08-02,2,audit,1", "7, 2 August 2010, adviser_id 1, activity audit"),
    ("7,2010-08-02,,audit,1", "7,2010-08-02,1,audit,1", "7, 2 August 2010, activity audit, days 1"),
  ]) func `a folder that corrects the commission or adviser of a row reports the old row`(
    _ old: String, _ new: String, _ words: String
  ) throws {
    let database = try ourTables()
    try merge(two([old]), into: database)
    let change = try #require(try merge(two([new]), into: database)["days"])
    #expect(counts(change) == [1, 0, 0, 0])
    let lines = change.lacking.map(\.description)
    let said = "a row is in the database and not in the file (commission_id \(words))"
    #expect(lines.count == 1 && lines[0].contains(said), "\(lines)")
  }

  @Test func `a single file says nothing of commissions and advisers that it does not name`() throws {
    let database = try ourTables()
    try merge(two(["8,2010-08-02,1,audit,1", "7,2010-08-02,2,audit,1"]), into: database)
    let folder = try two(["7,2010-08-02,1,audit,1"])
    var options = stamped
    options.isPart = true
    var adding = Merge()
    adding.isAdding = true
    let data = try DataSet.read(GivenSources.files([folder.path + "/days.csv"]), options)
    let change = try #require(try data.merge(into: open(database), adding).first)
    #expect(counts(change) == [1, 0, 0, 0])
    #expect(change.lacking.isEmpty)
  }

  @Test func `references may change places`() throws {
    let database = try ourTables()
    let rest = ",E09000015,Plans,quality,host,2010-07-12,,\n"
    let before = commissions + "7,A\(rest)8,B\(rest)9,C\(rest)"
    let after = commissions + "7,B\(rest)8,C\(rest)9,A\(rest)10,D\(rest)"
    try merge(TestFolder(["commissions.csv": before]), into: database)
    let changes = try merge(TestFolder(["commissions.csv": after]), into: database)
    #expect(counts(changes["commissions"]) == [1, 3, 0, 0])
    let references = "select reference from programme.commissions order by commission_id"
    #expect(try texts(references, database) == ["B", "C", "A", "D"])
  }

  @Test func `a rehearsal counts the same and changes nothing`() throws {
    let database = try ourTables()
    let folder = try TestFolder()
    var rehearsal = Merge()
    rehearsal.isDryRun = true
    let rehearsed = try merge(folder, into: database, rehearsal)
    #expect(try contents(database) == [])
    #expect(try merge(folder, into: database) == rehearsed)
  }

  @Test(arguments: ["utf-8", "windows-1252", "utf-16"]) func `the sample as LibreOffice saves it is the same rows`(
    _ encoding: String
  ) throws {
    let saved = repository + "/Tests/ServerTests/Import/LibreOffice/"
    let sample = try TestFolder(of: repository + "/sql/sample", replacing: saved + "saved-from/strands.csv")
    let (expected, database) = (try ourTables(), try ourTables())
    try merge(sample, into: expected)
    let data = try DataSet.read(.folder(saved + encoding), stamped)
    _ = try data.merge(into: open(database))
    #expect(try contents(database) == contents(expected))
    let again = try merge(sample, into: database)
    #expect(again.values.allSatisfy { $0.isNothing })
  }
}
