import Support
import Testing

/// A client's consent that ends after the comment was printed.
@Suite(.waits) struct ConsentTests {
  private let comment = "The independent view helped us"

  @Test func `a comment whose consent has ended is printed no more, and check and status say where it was`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("first_quarter: 2010/11-Q3\noutput: \(world.archive)\n", to: world.job)
    let database = ["--database", try sampleDatabase()]
    let study = "case-studies/project-1.md"
    try world.run(database + World.quarter + ["--today", "2011-01-10"]).expectSuccess()
    #expect(try text(of: world.path(study)).contains(comment))
    try run("update programme.reviews set consent_ended_on = '2011-01-20' where commission_id = 1", database[1])

    let status = ["status", "--job", world.job, "--output", world.archive, "--today"]
    try world.run(database + World.quarter + ["--today", "2011-01-20"]).expectSuccess()
    #expect(try !text(of: world.path(study)).contains(comment))
    let told = try world.program(status + ["2011-01-20"])
    #expect(told.code == 1)
    #expect(told.output.last?.hasPrefix("1 comment is printed whose consent has ended") == true, "\(told.output)")
    let check = try world.program(["check", "--job", world.job, "--today", "2011-01-20"] + World.quarter + database)
    #expect(check.output.contains { $0.contains("ended-consent") && $0.contains("2010-11-Q3/1 prints the comment") })

    // What is made of an issue later says the comment no more, also of the issue that printed it.
    for words in [["--issue", "2010-11-Q3/1"], ["--issue", "2010-11-Q3/2"]] {
      let collated = try world.program(["case-studies"] + words + ["--archive", world.archive])
      collated.expectSuccess()
      #expect(!collated.output.joined().contains(comment), "\(words)")
      #expect(collated.output.contains("A comment was received, and is not published without consent."))
      #expect(collated.output.contains { $0.hasPrefix("Rated very useful. Received on 19 November 2010") })
    }

    let retract = ["retract", "2010-11-Q3/1", "--reason", "consent ended", "--output", world.archive]
    try world.program(retract).expectSuccess()
    try world.run(database + World.quarter + ["--today", "2011-01-20"]).expectSuccess()
    try world.program(status + ["2011-01-20"]).expectSuccess()
  }

  /// `--today` decides what is printed: the day of the server's clock may be years later.
  @Test func `a comment is known to be printed by the day that its run took for today`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("first_quarter: 2010/11-Q3\noutput: \(world.archive)\n", to: world.job)
    let database = [
      "--database",
      try sampleDatabase("update programme.reviews set consent_ended_on = '2011-01-15' where commission_id = 1"),
    ]
    let study = "case-studies/project-1.md"
    try world.run(database + World.quarter + ["--today", "2011-01-10"]).expectSuccess()
    #expect(try text(of: world.path(study)).contains(comment))
    try world.run(database + World.quarter + ["--today", "2011-01-20"]).expectSuccess()
    #expect(try !text(of: world.path(study)).contains(comment))
    let told = try world.program(["status", "--job", world.job, "--output", world.archive, "--today", "2011-01-20"])
    #expect(told.code == 1)
    #expect(told.output.last?.hasPrefix("1 comment is printed whose consent has ended") == true, "\(told.output)")
  }

  /// The collation takes the study from the latest issue that has it, and the consent from the latest that knows the review.
  @Test(arguments: [
    "consent_ended_on = '2011-05-01' where commission_id = 1", "may_publish = false where commission_id = 1",
  ]) func `the collation to date leaves out the comments of which any later issue says that consent ended`(
    _ change: String
  ) throws {
    let world = try World()
    let database = [
      "--database",
      try sampleDatabase("update programme.reviews set may_publish = true where commission_id in (3, 7)"),
    ]
    func collated() throws -> [String] {
      let answer = try world.program(["case-studies", "--to-date", "--archive", world.archive])
      answer.expectSuccess()
      return answer.output
    }
    let words = database + ["--today", "2011-04-10", "--quarter"]
    for quarter in ["2010/11-Q3", "2010/11-Q4"] { try world.run(words + [quarter]).expectSuccess() }
    let before = try collated()
    #expect(before.joined().contains(comment))
    let comments = before.count { $0 == "Comment:" }
    #expect(comments == 3)
    // Of the two reviews of one commission, only one ends.
    try run(
      "update programme.reviews set \(change); update programme.reviews set consent_ended_on = '2011-05-01' where commission_id = 7 and review_no = 1",
      database[1])
    try world.run(database + ["--today", "2011-06-10", "--quarter", "2010/11-Q4"]).expectSuccess()
    let after = try collated()
    #expect(!after.joined().contains(comment))
    #expect(after.count { $0 == "Comment:" } == comments - 2)
    #expect(after.count { $0.hasPrefix("A comment was received, and is not published") } == 2)
    #expect(
      after.count { $0.contains("eceived on 31 March 2011") }
        == before.count { $0.contains("eceived on 31 March 2011") })
  }

  /// A comment that reads like the beginning of another review does not hide one whose consent has ended.
  @Test func `a comment that looks like a review is left out with the others`() throws {
    let world = try World()
    let mask = "Rating not recorded. Received on 31 March 2011."
    let database = [
      "--database",
      try sampleDatabase(
        """
        update programme.reviews set may_publish = true where commission_id = 7;
        update programme.reviews set comment = 'First words.' || e'\\n\\n' || '\(mask)' || e'\\n\\n' || 'Last words.'
        where commission_id = 7 and review_no = 1
        """),
    ]
    let words = database + ["--quarter", "2010/11-Q4", "--today"]
    try world.run(words + ["2011-04-10"]).expectSuccess()
    try run(
      "update programme.reviews set consent_ended_on = '2011-05-01' where commission_id = 7 and review_no = 1",
      database[1])
    let ask = ["case-studies", "--issue", "2010-11-Q4/1", "--archive", world.archive]
    #expect(try world.program(ask).output.joined().contains("Last words"))
    try world.run(words + ["2011-06-10"]).expectSuccess()
    let after = try world.program(ask).output.joined()
    for part in ["First words", "Last words"] { #expect(!after.contains(part)) }
  }
}
