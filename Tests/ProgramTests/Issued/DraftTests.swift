import Support
import Testing

/// A draft is what a coordinator reads while writing.
@Suite(.waits) struct `A draft` {
  private func draft(_ world: borrowing World) throws -> ProgramRun {
    try world.run(World.sample + World.quarter + ["--draft", "--verbose"])
  }

  private func paper(_ world: borrowing World) throws -> String {
    try text(of: world.archive + "/2010-11-Q3/draft/board-report.md")
  }

  /// The issues that `status` calls undelivered.
  private func undelivered(_ world: borrowing World) throws -> [String] {
    let words = ["status", "--job", world.job, "--output", world.archive, "--today", "2011-01-04"]
    return try world.program(words).output.filter { $0.contains("published, but") }
  }

  @Test func `is replaced each time, and is no issue`() throws {
    let world = try World()
    let first = try draft(world)
    #expect(first.code == 0 && first.output.contains { $0.hasSuffix("/2010-11-Q3/draft") }, "\(first)")
    #expect(try paper(world).contains("Draft of issue 1, not issued."))
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["draft"])
    #expect(try text(of: world.archive + "/2010-11-Q3/draft/datapackage.json").contains("\"status\": \"draft\""))
    try world.run(World.sample + World.quarter).expectSuccess()
    try draft(world).expectSuccess()
    #expect(try paper(world).contains("Draft of issue 2, not issued."))
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current", "draft"])
    let history = try world.program(["history", "--output", world.archive])
    #expect(history.code == 0 && !history.output.contains { $0.contains("draft") })
  }

  @Test func `is delivered to nobody, and is noted neither as delivered nor as undelivered`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("first_quarter: 2010/11-Q3\nafter_issue: [/absent/hook]\n", to: world.job)
    #expect(try draft(world).code == 0)
    #expect(!exists(world.archive + "/.delivered.json"))
    #expect(try undelivered(world) == [])
    let issued = try world.run(World.sample + World.quarter)
    #expect(issued.code == 71)
    let noted = try text(of: world.archive + "/.delivered.json")
    #expect(noted.contains("\"2010-11-Q3/1\"") && noted.contains("after_issue (hook) could not be run"))
    #expect(try undelivered(world).count == 1)
    // The run of a draft delivers the issue that is undelivered, and notes nothing of the draft.
    let again = try draft(world)
    #expect(again.code == 71 && again.error.last == issued.error.last)
    #expect(try text(of: world.archive + "/.delivered.json") == noted)
  }

  @Test func `says that the period is not over, and so do the pages made of it`() throws {
    let world = try World()
    let words = try World.sample + World.quarter + ["--draft", "--today", "2010-11-22"]
    try world.run(words).expectSuccess()
    let line =
      "Draft of issue 1, not issued. Provisional: the period is not over, and this is how it stood on 22 November 2010."
    #expect(try paper(world).contains(line))
    let page = try world.program(
      ["statement", "--adviser", "1", "--issue", "2010-11-Q3/draft", "--archive", world.archive])
    #expect(page.code == 0 && page.output.contains { $0.hasPrefix(line) }, "\(page)")
    // The weeks to come have no entry, and no adviser owes one.
    #expect(page.output.contains { $0.hasPrefix("| 22 November 2010 ") })
    #expect(!page.output.contains { $0.hasPrefix("| 29 November 2010 ") }, "\(page)")
  }

  @Test func `goes with a retracted issue`() throws {
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    try draft(world).expectSuccess()
    let words = ["retract", "2010-11-Q3/1", "--reason", "consent withdrawn", "--output", world.archive]
    try world.program(words).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
    try world.run(World.sample + World.quarter).expectSuccess()
    #expect(try world.paper().contains("The issue before this one was retracted"))
  }

  @Test func `says so on every page of what is made of it`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    #if Workbook
      try write("formats: [workbook]\n", to: world.job)
    #else
      try write("title: Advisers\n", to: world.job)
    #endif
    try draft(world).expectSuccess()
    let folder = world.archive + "/2010-11-Q3/draft/"
    for study in try names(in: folder + "case-studies") + ["../case-studies.md"] {
      #expect(try text(of: folder + "case-studies/" + study).contains("\nDraft, not issued."), "\(study)")
    }
    for words in [["Haringey"], ["--adviser", "1"]] {
      let page = try world.program(
        ["statement"] + words + ["--issue", "2010-11-Q3/draft", "--archive", world.archive])
      #expect(page.code == 0 && page.output.contains { $0.hasPrefix("Draft of issue 1, not issued.") }, "\(page)")
    }
    let none = try world.program(["statement", "Haringey", "--issue", "2010-11-Q2/draft", "--archive", world.archive])
    #expect(none.code == 64 && none.error.contains { $0.contains("write it with board-report run --draft") }, "\(none)")
    #if Workbook
      let headers = try shell(
        "for part in $(unzip -Z1 \"$1\" 'xl/worksheets/sheet*.xml'); do unzip -p \"$1\" \"$part\" | grep -c '<oddHeader>.*Draft, not issued'; done",
        folder + "board-report.xlsx"
      ).lines
      #expect(headers.count > 10 && headers.allSatisfy { $0 == "1" }, "\(headers)")
    #endif
  }

  @Test(arguments: ["--dry-run", "--catch-up"]) func `is not asked for together with`(_ flag: String) throws {
    let world = try World()
    #expect(try world.run(World.sample + ["--draft", flag]).code == 64)
  }
}
