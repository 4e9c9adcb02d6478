import Input
import Support
import Testing

@Suite(.waits) struct RepeatedKeyTests {
  /// A view keeps no key, and each of these joins to the days.
  @Test(arguments: ["boroughs", "advisers", "commissions", "reviews", "bank_holidays"])
  func `a key that would multiply days is refused`(relation: String) throws {
    let world = try ProgrammeDatabase.unguarded()
    try world.change(BoundaryTests.people)
    try world.change(
      """
      insert into reviews (commission_id, may_publish) values (1, false);
      insert into bank_holidays values ('2010-12-27', 'holiday');
      """)
    let question = try Question("2010-10-01", "2010-12-31", today: "2011-01-01")
    #expect(throws: Never.self) { try world.measured(question) }
    try world.change("insert into \(relation) select * from \(relation) limit 1")
    #expect(throws: ExtractError.self) { try world.measured(question) }
  }

  @Test(arguments: ["days", "outcomes", "strands", "variations", "shared_practice"])
  func `any other repeated row counts each time`(relation: String) throws {
    let world = try ProgrammeDatabase.unguarded()
    try world.change(BoundaryTests.people)
    try world.change(
      """
      insert into days values (1, '2010-10-04', 1, 'visit', 0.5, '2010-10-05');
      insert into outcomes values (1, 1, '2010-10-05', 'practice', 'achieved', 's', '2010-10-05');
      insert into strands (commission_id, strand_no, title) values (1, 1, 's');
      insert into variations values (1, 1, '2010-10-01', 0.5, 'w');
      insert into shared_practice values (1, 1, '2010-10-06', 'E2', 'c', 's');
      update commissions set days_agreed = 2;
      insert into \(relation) select * from \(relation);
      """)
    let question = try Question("2010-10-01", "2010-12-31", today: "2011-01-01")
    let answer = Answer(try world.measured(question).measures)
    #expect(answer.differences(from: try Answer(question, in: world)) == [])
    let twice = { (here: String) in here == relation }
    #expect(answer.cells["project/1/days_in_period"] == (twice("days") ? "1.00" : "0.50"))
    #expect(answer.cells["project/1/outcomes_in_period"] == (twice("outcomes") ? "2" : "1"))
    #expect(answer.cells["project/1/strands"] == (twice("strands") ? "2" : "1"))
    #expect(answer.cells["project/1/days_agreed"] == (twice("variations") ? "3.00" : "2.50"))
    #expect(
      answer.figures["practice_shared/programme/all/2010-11-Q3"]?.number == (twice("shared_practice") ? "2" : "1"))
  }
}
