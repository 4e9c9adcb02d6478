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
    #expect(try world.run(database + World.quarter + ["--today", "2011-01-10"]).code == 0)
    #expect(try text(of: world.path(study)).contains(comment))
    try run("update programme.reviews set consent_ended_on = '2011-01-20' where commission_id = 1", database[1])

    let status = ["status", "--job", world.job, "--output", world.archive, "--today"]
    #expect(try world.run(database + World.quarter + ["--today", "2011-01-20"]).code == 0)
    #expect(try !text(of: world.path(study)).contains(comment))
    let told = try world.program(status + ["2011-01-20"])
    #expect(told.code == 1)
    #expect(told.output.last?.hasPrefix("1 comment is printed whose consent has ended") == true, "\(told.output)")
    let check = try world.program(["check", "--job", world.job, "--today", "2011-01-20"] + World.quarter + database)
    #expect(check.output.contains { $0.contains("ended-consent") && $0.contains("2010-11-Q3/1 prints the comment") })

    let retract = ["retract", "2010-11-Q3/1", "--reason", "consent ended", "--output", world.archive]
    #expect(try world.program(retract).code == 0)
    #expect(try world.run(database + World.quarter + ["--today", "2011-01-20"]).code == 0)
    #expect(try world.program(status + ["2011-01-20"]).code == 0)
  }
}
