import Support
import Testing

/// When a run over changed rows says the same as the issue before.
@Suite(.waits) struct UnchangedTests {
  private func runs(_ change: String) throws -> ProgramRun {
    let world = try World()
    let words = ["--database", try sampleDatabase()] + World.quarter + ["--verbose"]
    try world.run(words).expectSuccess()
    try run(change, words[1])
    return try world.run(words)
  }

  @Test(arguments: [
    "update programme.days set recorded_at = now()", "update programme.outcomes set recorded_at = now()",
    "update programme.strands set strand_no = strand_no + 10",
    "update programme.shared_practice set share_no = share_no + 10",
    "update programme.strands set strand_no = 10 - strand_no",
    "update programme.outcomes set outcome_no = 10 - outcome_no",
  ]) func `a time of recording and a number that is only a key are no change`(_ change: String) throws {
    let again = try runs(change)
    again.expectSuccess()
    #expect(again.output.contains { $0.hasPrefix("unchanged: ") }, "\(again.output)")
  }

  @Test(arguments: [
    "update programme.days set activity = 'visit' where commission_id = 1 and worked_on = '2010-10-08'",
    "update programme.commissions set request = 'Another request.' where commission_id = 1",
    "update programme.strands set due_on = '2010-12-30' where commission_id = 3 and strand_no = 2",
    "delete from programme.bank_holidays where holiday_on = '2010-12-27'",
    "update programme.outcomes set confirmed_by = 'audit' where commission_id = 1 and outcome_no = 2",
  ]) func `any other changed cell or text is a new issue`(_ change: String) throws {
    let again = try runs(change)
    again.expectSuccess()
    #expect(again.output.contains { $0.contains("/2010-11-Q3/2 (") }, "\(again.output)")
  }
}
