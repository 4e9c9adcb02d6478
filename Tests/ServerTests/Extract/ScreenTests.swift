import Core
import Input
import Support
import Testing

@Suite(.waits) struct ScreenTests {
  static let number = "943 476 5919"

  @Test func `no text that identifies goes further, whatever column it stands in`() throws {
    let changes = Contract.relations.flatMap { relation in
      relation.columns.filter { $0.type == .text && $0.label != .boroughCode }.map {
        "update records.\(relation.name) set \($0.name) = \($0.name) || ' \(Self.number)'"
      }
    }
    let (programme, days, outcomes) = try UncheckedTables.read(
      try UncheckedTables.database(changes.joined(separator: ";")), "2010/11-Q3")
    var dumped = ""
    dump(programme, to: &dumped)
    dump(days, to: &dumped)
    dump(outcomes, to: &dumped)
    #expect(!dumped.contains(Self.number))
    let found = programme.findings.filter { $0.rule == "withheld-text" }
    let places = found.map { $0.relation + "." + $0.message.prefix { $0 != " " } }
    #expect(
      Set(places) == [
        "advisers.name", "boroughs.name", "commissions.arrangement", "commissions.next_steps", "commissions.reference",
        "commissions.request", "commissions.theme", "commissions.title", "commissions.work_undertaken", "days.activity",
        "outcomes.confirmed_by", "outcomes.kind", "outcomes.stage", "outcomes.summary", "reviews.comment",
        "reviews.rating",
        "reviews.reviewer_role", "outputs.kind", "outputs.summary", "shared_practice.channel", "strands.note",
        "strands.title",
      ])
  }

  @Test func `a label is numbered among those withheld, a reference by its commission`() throws {
    let (programme, days, _) = try UncheckedTables.read(
      try UncheckedTables.database(
        """
        update records.days set activity = 'call 07700 900123' where activity = 'planning';
        update records.days set activity = 'a@example.org' where activity = 'meetings';
        update records.commissions set reference = 'SW1A 1AA', title = 'for jane@example.org'
        where commission_id = 5
        """), "2010/11-Q3")
    let activities = Set(days.compactMap(\.activity)).filter { $0.string.hasPrefix("[") }
    #expect(activities == ["[withheld-1]", "[withheld-2]"])
    let project = try #require(programme.projects.first { $0.commission.id == 5 })
    #expect(project.commission.reference == "[withheld-5]")
    #expect(project.commission.title == "[withheld]")
    #expect(programme.activityDays["[withheld-2]"] == Days("1.00"))
    let found = programme.findings.filter { $0.rule == "withheld-text" }
    #expect(found.map(\.relation) == ["commissions", "commissions", "days", "days"])
    #expect(found.allSatisfy { $0.severity == .error })
    #expect(found.last?.key == "commission_id=5;worked_on=2010-10-04;adviser_id=2")
    #expect(found.first?.message == "reference looks as if it held a postcode; it is withheld from every file")
  }

  @Test func `a row without a number is named by the columns that hold a value, whatever finds it`() throws {
    let (programme, _, _) = try UncheckedTables.read(
      try UncheckedTables.database(
        "update records.outcomes set outcome_no = null, summary = 'a@example.org' where commission_id = 2"),
      "2010/11-Q3")
    for rule in ["withheld-text", "missing-value"] {
      let found = programme.findings.filter { $0.rule == rule && $0.relation == "outcomes" }
      #expect(Set(found.map(\.key)) == ["commission_id=2"], "\(rule)")
    }
  }

  @Test func `characters that hide are told of and left alone`() throws {
    let (programme, _, _) = try UncheckedTables.read(
      try UncheckedTables.database(
        "update records.commissions set title = E'Safe\\u202Eguard', theme = E'a\\u0007' where commission_id = 5"),
      "2010/11-Q3")
    let found = programme.findings.filter { $0.rule == "hidden-characters" }
    #expect(found.map(\.key) == ["commission_id=5", "commission_id=5"])
    #expect(programme.projects.contains { $0.commission.title == "Safe\u{202E}guard" })
  }

  @Test func `the sample passes the screen as it is`() throws {
    let (programme, days, outcomes) = try UncheckedTables.read(try UncheckedTables.database(), "2010/11-Q3")
    #expect(programme.findings.map(\.rule) == ["completed-without-case-study"])
    #expect(days.count == 61 && outcomes.count == 9)
    #expect(programme.emptyRelations == ["actions", "variations"])
  }

  @Test func `a relation that gave rows to the last issue and holds none is an error`() {
    var before = RowCounts()
    before["days"] = 5_000
    let found = Finding.emptied(["days", "variations"], before: before)
    #expect(found.map(\.relation) == ["days"])
    #expect(found.map(\.severity) == [.error])
  }
}
