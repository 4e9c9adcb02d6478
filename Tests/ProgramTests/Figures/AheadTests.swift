import Support
import Testing

/// What a report says of the next quarter, and what the next report says of it.
@Suite(.waits) struct AheadTests {
  @Test func `the sample looks ahead to the digit`() throws {
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    let figures = try world.rows("figures.csv")
    func value(_ metric: String) -> String? {
      figures.first { $0["figure"] == "\(metric)/programme/all/to-2010-12-31" }?["value"]
    }
    #expect(value("days_committed_firm") == "26.29" && value("commitment_unknown") == "1")
    #expect(value("days_committed_asked") == "12.00" && value("days_committed_on_hold") == "0.00")
    #expect(value("capacity_next") == "189.00" && value("headroom") == "150.71" && value("usual_size") == "12.00")
    #expect(figures.first { $0["metric"] == "usual_size" }?["n"] == "5")
    let projects = try world.rows("projects.csv")
    func cells(_ column: String) -> [String: String] {
      Dictionary(
        projects.map { ($0["reference"] ?? "", $0[column] ?? "") }, uniquingKeysWith: { first, _ in first }
      ).filter { $0.value != "" }
    }
    #expect(
      cells("days_committed_next") == [
        "LRSA-004": "4.00", "LRSA-005": "3.00", "LRSA-007": "12.00", "LRSA-008": "19.29",
      ])
    #expect(cells("finish_on")["LRSA-004"] == "2011-03-16")
    let paper = try world.paper()
    #expect(paper.contains("**Heading past its date:** LRSA-004, Haringey: due on 28 February 2011;"))
    #expect(paper.contains("That is room for about 12 more projects of the usual 12.00 days (the median of 5 projects"))
    for figure in ["headroom/programme/all/to-2010-12-31", "finish_on/project/LRSA-004/to-2010-12-31"] {
      try world.program(["explain", figure, "--output", world.archive]).expectSuccess()
    }
  }

  @Test func `the next report says what moved, and scores what this one expected`() throws {
    let world = try World()
    for quarter in ["2010/11-Q2", "2010/11-Q3", "2010/11-Q4"] {
      try world.run(World.sample + ["--quarter", quarter, "--today", "2011-06-20"]).expectSuccess()
    }
    let moved = try world.rows("since-last.csv").filter { $0["kind"] == "mover" && $0["subject"] == "days_delivered" }
    #expect(
      moved.map { "\($0["reference"] ?? "") \($0["difference"] ?? "")" } == [
        "LRSA-005 9.00", "LRSA-001 -4.00", "LRSA-002 -2.00", "LRSA-008 -2.00", "LRSA-004 -1.00",
      ])
    #expect(
      try world.paper(of: "2010-11-Q4").contains(
        "Days delivered: 26.29 firm, 12.00 asked and 1 project unknown were expected; 41.00 were delivered."))
    // What comes from earlier issues decides nothing about unchanged.
    let reissue = ["--reissue", "--reason", "The board asked for it."]
    try world.run(World.sample + ["--quarter", "2010/11-Q2", "--today", "2011-06-20"] + reissue).expectSuccess()
    let again = try world.run(World.sample + World.quarter + ["--today", "2011-06-20", "--verbose"])
    #expect(again.output.last == "unchanged: \(world.archive)/2010-11-Q3/1")
  }
}
