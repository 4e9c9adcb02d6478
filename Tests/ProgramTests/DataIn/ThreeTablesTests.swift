import Core
import Foundation
import Support
import Testing

/// The least that an organisation may offer: three relations with the columns that every report needs.
@Suite(.waits) struct ThreeTablesTests {
  private static let rows = """
    insert into office.project values (1, 'Plans read with managers'), (2, 'Training');
    insert into office.worked values (1, '2010-10-05', 1), (1, '2010-11-09', 0.5), (2, '2010-12-07', 0.25);
    insert into office.result values (1, '2010-11-30', 'achieved', 'Plans name who does what.'),
      (2, '2010-12-10', 'expected', 'Staff feel sure.');
    """

  /// A database with the example, and the name of its role.
  private func database(_ script: String = "") throws -> String {
    let conninfo = try TestServer.shared.database()
    let name = try role(in: conninfo)
    let example = try text(of: repository + "/sql/examples/three-tables.sql").replacing(
      "create role office_reporter login;", with: ""
    ).replacing("office_reporter", with: name)
    try run(example + Self.rows + script, conninfo)
    return conninfo + " user=\(name)"
  }

  @Test func `three views of few columns and of any text type pass the check, which lists what each other one adds`()
    throws
  {
    let world = try World()
    let check = try world.program(["check", "--today", "2011-01-10", "--database", try database()])
    #expect(check.code == 0, "\(check.output)")
    #expect(check.output.last == "0 errors, 0 warnings")
    let listed = check.output.filter { $0.contains("not offered; it would add ") }
    let absent = Contract.relations.filter { !$0.isNeeded }.count
    let columns = Contract.relations.filter(\.isNeeded).flatMap(\.columns).count { !$0.isNeeded }
    #expect(listed.count == absent + columns)
  }

  @Test func `three views give a paper that speaks of nothing that is not offered`() throws {
    let world = try World()
    let run = try world.run(World.quarter + ["--today", "2011-01-10", "--database", try database()])
    run.expectSuccess()
    #expect(try world.rows("projects.csv").map { $0["state"] } == ["active", "active"])
    #expect(try world.rows("projects.csv").map { $0["reference"] } == ["1", "2"])
    #expect(try world.rows("quality.csv").isEmpty)
    let paper = try text(of: world.path("board-report.md"))
    let lines = paper.split(separator: "\n").filter { line in
      // The job's own title and contact speak of advisers.
      !["# ", "Contact:", "Not offered, and so not recorded:"].contains { line.hasPrefix($0) }
    }
    for word in ["adviser", "borough", "theme", "review", "rating", "0% of 0", "not recorded.", "| not recorded"] {
      #expect(!lines.contains { $0.lowercased().contains(word) && !$0.contains("What is not recorded") }, "\(word)")
    }
    #expect(paper.contains("Not offered, and so not recorded: boroughs, advisers,"))
    #expect(paper.contains("| Commission 1 | Plans read with managers | active |"))
    #expect(paper.contains("### Commission 1: Plans read with managers\n"))
    #expect(paper.contains("- Commission 2, Training: 1 outcome expected.\n"))
    #expect(!paper.contains("no plan") && !paper.contains("profile of days"))
    let rerun = try world.run(World.quarter + ["--today", "2011-01-10", "--database", try database()])
    rerun.expectSuccess()
    #expect(try names(in: "\(world.archive)/2010-11-Q3").filter { $0 == "2" }.isEmpty)
  }

  @Test func `a finding names an outcome without a number by its date`() throws {
    let world = try World()
    let outcomes = """
      insert into office.result values (1, '2010-12-01', 'achieved', ''), (1, '2010-12-02', 'achieved', ''),
        (2, '2010-12-03', 'achieved', 'Ask ann@example.org.'), (2, '2010-12-04', 'achieved', 'Ask bob@example.org.');
      """
    try world.run(World.quarter + ["--today", "2011-01-10", "--database", try database(outcomes)]).expectSuccess()
    #expect(
      try world.rows("quality.csv").map { "\($0["rule"] ?? "") \($0["key"] ?? "")" } == [
        "blank-text commission_id=1;observed_on=2010-12-01", "blank-text commission_id=1;observed_on=2010-12-02",
        "withheld-text commission_id=2;observed_on=2010-12-03", "withheld-text commission_id=2;observed_on=2010-12-04",
      ])
  }

  @Test func `boroughs without arrangements are neither reached nor not reached`() throws {
    let world = try World()
    let views = """
      drop view programme.commissions;
      create view programme.commissions as select code as commission_id, name as title, 'E09000014'::text as borough_code
      from office.project;
      grant select on programme.commissions to public;
      """
    try world.run(World.quarter + ["--today", "2011-01-10", "--database", try database(views)]).expectSuccess()
    #expect(try world.rows("boroughs.csv").map { $0["reach"] } == [""])
    #expect(try !world.paper().contains("eached"))
    // Without a list of boroughs, the code is all the name that a borough has.
    #expect(try world.paper().contains("### Commission 1, E09000014: Plans read with managers\n"))
  }

  @Test func `a misspelt column is reported as misspelt, and not taken for absent`() throws {
    let world = try World()
    let misspelt = """
      drop view programme.commissions;
      create view programme.commissions as select code as commission_id, name as title, null::date as requested_om
      from office.project;
      """
    let conninfo = try database(misspelt)
    let name = try #require(conninfo.components(separatedBy: "user=").last)
    try Support.run(
      "grant select on programme.commissions to \(name)",
      conninfo.components(separatedBy: " user=").dropLast().joined(separator: " user="))
    let check = try world.program(["check", "--today", "2011-01-10", "--database", conninfo])
    let lines = check.output.filter { $0.contains("commissions requested_on") }
    #expect(lines.count == 1)
    #expect(
      lines.first?.contains("requested_om is no part of the contract; probably a misspelling of requested_on") == true)
  }

  @Test func `a report on a period before the first day entry says which quarter to ask for`() throws {
    let world = try World()
    let words = ["--today", "2010-10-20", "--database", try database()]
    let said = try world.run(words + ["--verbose"])
    said.expectSuccess()
    let wanted =
      "no day entry lies in Quarter 2 of 2010/11 or before it; give --quarter 2010-11-Q3 for the first, of "
      + "5 October 2010"
    #expect(said.output.contains(wanted), "\(said.output)")
    let summary = "- No days were recorded in the period or before it. The first entry is of 5 October 2010"
    #expect(try world.paper(of: "2010-11-Q2").contains(summary))
    let silent = try world.run(words)
    #expect(silent.code == 0 && silent.output.isEmpty && silent.error.isEmpty)
    // One day before it is enough, even of work that no figure counts any more.
    let earlier = try database("insert into office.worked values (2, '2010-05-04', 0.5);")
    let other = try World()
    let quiet = try other.run(["--today", "2010-10-20", "--database", earlier, "--verbose"])
    #expect(quiet.code == 0 && !quiet.output.contains { $0.hasPrefix("no day entry") })
    #expect(try other.paper(of: "2010-11-Q2").contains("- No days were recorded in the period.\n"))
  }

  @Test func `a needed column that is missing refuses a run with its part of the view`() throws {
    let world = try World()
    let run = try world.run(
      World.quarter + ["--database", try database("alter view programme.days rename column days to part")])
    #expect(run.code == 76)
    #expect(run.error.count == 1)
    #expect(run.error.first?.contains("t.days::numeric AS days") == true, "\(run.error)")
  }

  /// Writes the files into a folder, and returns the words that name it.
  private func data(_ files: [String: String], in world: borrowing World) throws -> [String] {
    let folder = world.home["three"]
    try makeFolders(folder)
    for (name, content) in files { try write(content, to: folder + "/" + name) }
    return ["--data", folder]
  }

  @Test func `a folder of three files gives a paper, and a recorded date ends with that day in the job's time zone`()
    throws
  {
    let world = try World()
    let files = [
      "commissions.csv": "commission_id,title\n1,Plans read with managers\n",
      "days.csv": "commission_id,worked_on,days,recorded_at\n1,2010-10-05,1,2010-10-06\n1,2010-11-09,0.5,2010-11-10\n",
      "outcomes.csv": "commission_id,observed_on,stage,summary\n1,2010-11-30,achieved,Plans name who does what.\n",
    ]
    let run = try world.run(World.quarter + ["--today", "2011-01-10"] + data(files, in: world))
    run.expectSuccess()
    #expect(
      try world.rows("days.csv").map { $0["recorded_at"] } == ["2010-10-06T22:59:59Z", "2010-11-10T23:59:59Z"])
    #expect(try world.rows("quality.csv").isEmpty)
  }

  @Test func `a report says the order of day and month that was guessed, and a run under cron prints nothing`() throws {
    let world = try World()
    let files = [
      "commissions.csv": "commission_id,title\n1,Plans read with managers\n",
      "days.csv": "commission_id,worked_on,days\n1,10/11/2010,1\n1,11/10/2010,0.5\n",
      "outcomes.csv": "commission_id,observed_on,stage,summary\n1,12/10/2010,achieved,Plans name who does what.\n",
    ]
    let words = try ["--today", "2011-01-10"] + data(files, in: world)
    let run = try world.run(World.quarter + words)
    run.expectSuccess()
    #expect(run.output + run.error == [])
    let guessed = ["guessed-date-order warning days column=worked_on"]
    #expect(
      try world.rows("quality.csv").map { row in
        ["rule", "severity", "relation", "key"].map { row[$0] ?? "" }.joined(separator: " ")
      } == guessed)
    #expect(try world.paper().contains("1 warning: Guessed date order."))
    let check = try world.program(["check"] + words)
    #expect(check.output.contains { $0.hasPrefix("guessed-date-order") }, "\(check.output)")
    try world.run(World.quarter + words + ["--dates", "day-first"]).expectSuccess()
    #expect(try world.rows("quality.csv").isEmpty)
  }
}
