import Database
import Input
import Support
import Testing

private let header = "commission_id,worked_on,days,adviser_id,activity\n"

private func held(_ conninfo: String) throws -> [String] {
  var rows: [String] = []
  let query = Query(
    "test",
    """
    select concat_ws(' ', worked_on, trim_scale(days), coalesce(adviser_id::text, '-'), coalesce(activity, '-'))
    from programme.days order by 1
    """)
  try open(conninfo).forEach(query, columns: [.text]) { row in rows.append(try row.text(0)) }
  return rows
}

/// Our tables with the small programme, and the options of an import.
private func database() throws -> String {
  let database = try ourTables()
  try merge(TestFolder(["days.csv": header]), into: database)
  return database
}

private func days(_ rows: [String]) throws -> TestFolder {
  try TestFolder(["days.csv": header + rows.map { "7,\($0)\n" }.joined()])
}

/// Brings days.csv of the folder in alone, as a week's file.
private func add(_ rows: [String], to conninfo: String, isReplacing: Bool = false) throws -> Change {
  let folder = try days(rows)
  var options = stamped
  options.isPart = true
  var merge = Merge()
  merge.isAdding = true
  merge.isReplacing = isReplacing
  let data = try DataSet.read(GivenSources.files([folder.path + "/days.csv"]), options)
  return try #require(try data.merge(into: open(conninfo), merge).first)
}

/// Days of which adviser or activity is not recorded: no key says which is which.
@Suite(.waits) struct `Rows without a whole key` {
  @Test(arguments: [
    ["2010-08-02,1,,"], ["2010-08-02,1,1,"], ["2010-08-02,1,,audit"], ["2010-08-02,1,,", "2010-08-02,1,,"],
    ["2010-08-02,1,,", "2010-08-02,0.5,,", "2010-08-02,0.25,,"], ["2010-08-02,0.5,1,", "2010-08-02,0.5,,audit"],
    ["2010-08-02,1,1,audit", "2010-08-02,1,1,", "2010-08-02,1,,audit", "2010-08-02,1,,"],
  ]) func `are inserted once, however often they are imported`(_ rows: [String]) throws {
    let database = try database()
    let folder = try days(rows)
    #expect(try counts(merge(folder, into: database)["days"]) == [rows.count, 0, 0, 0])
    let first = try held(database)
    #expect(first.count == rows.count)
    for options in [Merge(), replacing] {
      #expect(try counts(merge(folder, into: database, options)["days"]) == [0, 0, rows.count, 0])
      #expect(try held(database) == first)
    }
    for isReplacing in [false, true] {
      let change = try add(rows, to: database, isReplacing: isReplacing)
      #expect(counts(change) == [0, 0, rows.count, 0])
      #expect(change.lacking.isEmpty)
      #expect(try held(database) == first)
    }
  }

  @Test func `are the same whatever the decimals and the time of recording in the database`() throws {
    let database = try database()
    try run("insert into programme.days values (7, '2010-08-02', null, null, 0.5, now())", database)
    #expect(try counts(merge(days(["2010-08-02,0.50,,"]), into: database)["days"]) == [0, 0, 1, 0])
    #expect(try add(["2010-08-02,0.50,,"], to: database, isReplacing: true).isNothing)
  }

  @Test func `are as many as were given, of equal ones too`() throws {
    let database = try database()
    let one = "2010-08-02,1,,"
    try merge(days([one, one]), into: database)
    #expect(try counts(merge(days([one, one, one]), into: database)["days"]) == [1, 0, 2, 0])
    #expect(try counts(merge(days([one]), into: database)["days"]) == [0, 0, 1, 0])
    #expect(try held(database).count == 3)
    #expect(try counts(merge(days([one]), into: database, replacing)["days"]) == [0, 0, 1, 2])
    #expect(try held(database) == ["2010-08-02 1 - -"])
  }

  @Test func `are never changed: a corrected one is another row, and the old one is reported or removed`() throws {
    let database = try database()
    try merge(days(["2010-08-02,1,,", "2010-08-02,0.5,,", "2010-08-03,1,,"]), into: database)
    let corrected = ["2010-08-02,1,,", "2010-08-02,0.75,,", "2010-08-03,1,1,audit"]
    let change = try add(corrected, to: database)
    #expect(counts(change) == [2, 0, 1, 0])
    #expect(
      change.lacking.map(\.description) == [
        "days.csv:3: a row is in the database and not in the file (commission_id 7, 2 August 2010, days 0.5), which differs from this new row in one value; give --replace to remove it",
        "days.csv: a row is in the database and not in the file (commission_id 7, 3 August 2010, days 1); give --replace to remove it",
      ])
    #expect(try counts(add(corrected, to: database, isReplacing: true)) == [0, 0, 3, 2])
    #expect(try held(database) == ["2010-08-02 0.75 - -", "2010-08-02 1 - -", "2010-08-03 1 1 audit"])
  }
}

/// What an import fills in where our own tables need a value.
@Suite(.waits) struct `Columns that are left out` {
  private static let three = [
    "commissions.csv": "commission_id,title\n1,Plans\n2,Training\n",
    "days.csv": "commission_id,worked_on,days\n1,2010-10-05,1\n1,2010-10-05,1\n2,2010-11-09,0.5\n",
    "outcomes.csv": "commission_id,observed_on,stage,summary\n1,2010-11-30,achieved,Plans name who.\n"
      + "2,2010-12-10,expected,Staff feel sure.\n1,2010-12-01,enabling,A form is used.\n",
  ]

  private func folder(_ files: [String: String] = [:]) throws -> TestFolder {
    let none = TestFolder.small.mapValues { _ in "" }
    return try TestFolder(none.merging(Self.three) { $1 }.merging(files) { $1 })
  }

  private func texts(_ sql: String, _ conninfo: String) throws -> [String] {
    var texts: [String] = []
    try open(conninfo).forEach(Query("test", sql), columns: [.text]) { row in texts.append(try row.text(0)) }
    return texts
  }

  private let outcomes =
    "select concat_ws(' ', commission_id, outcome_no, kind, stage) from programme.outcomes order by 1"

  @Test(arguments: [
    Self.three,
    [
      "commissions.csv": "commission_id,reference,borough_code,title,theme,arrangement,requested_on\n"
        + "1,,,Plans,,,\n2,,,Training,,,\n",
      "days.csv": "commission_id,worked_on,adviser_id,activity,days,recorded_at\n"
        + "1,2010-10-05,,,1,\n1,2010-10-05,,,1,\n2,2010-11-09,,,0.5,\n",
      "outcomes.csv": "commission_id,outcome_no,observed_on,kind,stage,summary,recorded_at\n"
        + "1,,2010-11-30,,achieved,Plans name who.,\n2,,2010-12-10,,expected,Staff feel sure.,\n"
        + "1,,2010-12-01,,enabling,A form is used.,\n",
    ],
  ]) func `are filled in or not recorded, whether absent or empty`(_ files: [String: String]) throws {
    let database = try ourTables()
    let folder = try folder(files)
    #expect(try counts(merge(folder, into: database)["days"]) == [3, 0, 0, 0])
    #expect(
      try texts(
        "select concat_ws(' ', reference, theme, coalesce(borough_code, arrangement, requested_on::text, '-')) from programme.commissions order by 1",
        database) == ["1 not recorded -", "2 not recorded -"])
    #expect(
      try texts(outcomes, database) == [
        "1 1 not recorded achieved", "1 2 not recorded enabling", "2 1 not recorded expected",
      ])
    #expect(
      try texts(
        "select count(*)::text from (select recorded_at from programme.days union all select recorded_at from programme.outcomes) r where recorded_at is null",
        database) == ["6"])
    for options in [Merge(), replacing] {
      #expect(try merge(folder, into: database, options).values.allSatisfy(\.isNothing))
    }
  }

  @Test func `keep what the database holds, and are filled in for new rows alone`() throws {
    let database = try ourTables()
    try merge(TestFolder(), into: database)
    let changes = try merge(
      folder(["commissions.csv": "commission_id,title\n7,Plans\n1,A\n2,B\n"]), into: database)
    #expect(counts(changes["commissions"]) == [2, 0, 1, 0])
    #expect(
      try texts("select reference || ' ' || theme from programme.commissions order by 1", database) == [
        "1 not recorded", "2 not recorded", "LRSA-007 quality",
      ])
  }

  @Test func `never take a reference from a row that keeps its own`() throws {
    let database = try ourTables(
      ";insert into programme.commissions (commission_id, reference, title) values (1, '2', 'Plans'), (2, '1', 'Training')"
    )
    #expect(try merge(folder(), into: database)["commissions"]?.isNothing == true)
    #expect(try texts("select reference from programme.commissions order by commission_id", database) == ["2", "1"])
  }

  @Test func `a row taken out of a file that is counted is reported, and removed where the folder replaces all`() throws
  {
    let database = try ourTables()
    try merge(folder(), into: database)
    let fewer = try folder([
      "outcomes.csv": "commission_id,observed_on,stage,summary\n1,2010-12-01,enabling,A form is used.\n"
        + "2,2010-12-10,expected,Staff feel sure.\n"
    ])
    let changes = try merge(fewer, into: database)
    #expect(counts(changes["outcomes"]) == [0, 1, 1, 0])
    #expect(
      changes["outcomes"]?.lacking.map(\.description) == [
        "outcomes.csv: a row is in the database and not in the file (commission_id 1, outcome_no 2); give --replace to remove it"
      ])
    #expect(try counts(merge(fewer, into: database, replacing)["outcomes"]) == [0, 0, 2, 1])
    #expect(try texts(outcomes, database) == ["1 1 not recorded enabling", "2 1 not recorded expected"])
  }

  @Test func `are not counted in a single file, which adds rows to others`() throws {
    let database = try ourTables()
    try merge(folder(), into: database)
    var options = stamped
    options.isPart = true
    let folder = try folder()
    let lines = try refusal { _ = try DataSet.read(GivenSources.files([folder.path + "/outcomes.csv"]), options) }
    #expect(
      lines == ["outcomes.csv:1: outcome_no: the column is missing; give it in the row of the columns' names"])
  }

  @Test func `a number that is given and one that is counted may not be the same`() throws {
    let lines = try folder([
      "outcomes.csv":
        "commission_id,outcome_no,observed_on,stage,summary\n1,2,2010-12-01,enabling,A\n1,,2010-12-01,enabling,B\n"
    ]).mistakes()
    #expect(
      lines == ["outcomes.csv:3: commission_id, outcome_no: the value is in line 2 already; give one row for each"])
  }
}
