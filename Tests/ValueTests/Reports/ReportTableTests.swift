import Testing

@testable import Core

@Suite struct ReportTableTests {
  private static let promised: [(TableShape, String)] = [
    (.figures, "figure, metric, grain, key, span, value, unit, status, n, word, from, until"),
    (.series, "figure, metric, key, span, value, n, segment, mean, lower, upper, point"),
    (
      .projects,
      """
      reference, borough_code, borough, title, theme, arrangement, state, progress, requested_on, starts_on, due_on, \
      completed_on, days_agreed_originally, days_agreed, days_in_period, days_year_to_date, days_to_date, \
      days_profiled, days_ahead, days_remaining, days_over_allowance, advisers_in_period, first_day_on, last_day_on, \
      wait_days, outcomes_in_period, outcomes_achieved, outcomes_enabling, outcomes_expected, outcomes_not_achieved, \
      strands, strands_completed, rating, feedback, boroughs_reached, case_study_on, commission_id, days_overdue, \
      adviser_ids, unknown, days_committed_next, finish_on
      """
    ), (.boroughs, "borough_code, borough, reach, projects, days_in_period, days_to_date, learnt_from"),
    (
      .advisers,
      """
      adviser_id, adviser, days_in_period, days_host, days_commissioned, days_urgent, days_board, projects_worked, \
      capacity_days, utilisation, days_unrecorded
      """
    ),
    (
      .days,
      """
      reference, borough, arrangement, theme, worked_on, adviser_id, adviser, activity, days, recorded_at, commission_id, \
      borough_code
      """
    ),
    (
      .outcomes,
      """
      reference, borough, outcome_no, observed_on, kind, stage, summary, recorded_at, commission_id, borough_code, \
      expected_by, follows, confirmed_by
      """
    ),
    (.quality, "rule, severity, relation, key, message"),
    (.revisions, "figure, was, now, difference, cause, rows, causes"),
  ]

  /// By file below `evidence/`.
  private static let promisedEvidence = [
    "actions": "action_no, commission_id, agreed_on, due_on, done_on, dropped_on, source",
    "advisers": "adviser_id, appointed_on, left_on, days_per_week", "bank_holidays": "holiday_on",
    "commissions": """
    commission_id, reference, borough_code, theme, arrangement, requested_on, agreed_on, starts_on, due_on, \
    completed_on, withdrawn_on, on_hold_since, days_agreed, days_per_week, case_study_on, days_before_count, \
    days_before_sum, days_before_first, days_before_last, outcomes_before_achieved, outcomes_before_enabling, \
    outcomes_before_expected, outcomes_before_not_achieved, outcomes_before_unrecorded, follows_commission_id
    """, "day_totals": "span, commission_id, adviser_id, count, sum, first, last",
    "outcome_totals": "span, commission_id, kind, count, attested, confirmed",
    "reviews": """
    commission_id, asked_on, received_on, rating, has_comment, may_publish, review_no, may_contact, consent_ended_on
    """,
    "shared_practice": "commission_id, share_no, shared_on, borough_code, channel, from_borough_code",
    "expectations": "commission_id, outcome_no, observed_on, stage, expected_by, follows",
    "outputs": "commission_id, output_no, produced_on, kind, quantity",
    "first_days": "commission_id, reference, requested_on, first_day_on",
    "months": "month, adviser_id, metric, count, sum",
    "strands": "commission_id, strand_no, completed_on, on_hold_since, stopped_on, starts_on, due_on",
    "variations": "commission_id, variation_no, agreed_on, days_change",
  ]

  @Test func `every file of evidence has the columns that were promised`() {
    let columns = Evidence.all.map { evidence in
      (evidence.shape.path, evidence.shape.columns.map(\.name).joined(separator: ", "))
    }
    let promised = Self.promisedEvidence.map { ("evidence/\($0).csv", $1) }
    #expect(Dictionary(uniqueKeysWithValues: columns) == Dictionary(uniqueKeysWithValues: promised))
    #expect(columns.map(\.0) == columns.map(\.0).sorted())
    let shapes = Evidence.all.flatMap(\.shape.columns)
    #expect(shapes.allSatisfy { !$0.blank.isEmpty && !$0.meaning.isEmpty })
  }

  @Test(arguments: promised.indices) func `every file has the columns that were promised`(index: Int) {
    let (shape, columns) = Self.promised[index]
    #expect(shape.columns.map(\.name).joined(separator: ", ") == columns)
    #expect(shape.columns.allSatisfy { !$0.blank.isEmpty && !$0.meaning.isEmpty })
  }

  @Test func `figures stand by identity in code-point order, each once`() throws {
    let table = try #require(try ReportedProgramme.small.report.tables.first)
    let identities = table.rows.map { $0[0].printed }
    #expect(identities == identities.sorted { Text($0) < Text($1) })
    #expect(Set(identities).count == identities.count)
    let row = try #require(table.rows.first { $0[0].printed == "utilisation/adviser/1/2010-11-Q3" })
    #expect(
      row.map(\.printed) == [
        "utilisation/adviser/1/2010-11-Q3", "utilisation", "adviser", "1", "2010-11-Q3", "0.2734", "ratio", "final",
        "1", "", "2010-10-01", "2010-12-31",
      ])
  }

  @Test func `a project's row names what is unknown and leaves it empty`() throws {
    let table = try #require(try ReportedProgramme.small.report.tables.first { $0.shape == .projects })
    let row = Dictionary(uniqueKeysWithValues: zip(table.shape.columns.map(\.name), table.rows[2].map(\.printed)))
    #expect(
      row["unknown"]
        == "days_agreed_originally days_agreed days_profiled days_ahead days_remaining days_committed_next finish_on")
    #expect(row["days_agreed"] == "" && row["days_over_allowance"] == "")
    #expect(row["adviser_ids"] == "1" && row["days_to_date"] == "2.50" && row["wait_days"] == "70")
  }

  @Test func `a rating that is received without a known word is unknown, one not received is not`() throws {
    var world = ReportedProgramme.small
    world.programme.projects[0].reviews = [Review(askedOn: day("2010-12-01"))]
    world.programme.projects[1].reviews = [Review(receivedOn: day("2010-12-20"), rating: Term("splendid"))]
    let measures = try world.facts.measures
    let rows = Tables.projects.filled(measures.projects.map { ProjectRow($0, boroughs: [:]) })
    #expect(rows["rating"].prefix(2) == [.empty, .text("splendid")])
    #expect(!rows["unknown"][0].printed.contains("rating"))
    #expect(rows["unknown"][1] == .text("rating"))
  }

  @Test func `projects of no listed borough and days of no listed adviser have rows of their own`() throws {
    var world = ReportedProgramme.small
    world.programme.projects.append(
      project(4, nil, borough: "E99") { $0.add(Days(hundredths: 25), on: day("2010-11-02"), by: 9) })
    world.settle()
    let report = try world.report
    try report.check()
    let boroughs = try #require(report.tables.first { $0.shape == .boroughs })
    #expect(boroughs.rows.last?.map(\.printed) == ["~", "~", "", "1", "0.25", "0.25", ""])
    let advisers = try #require(report.paper.section("Advisers"))
    #expect(advisers.rows.contains("Adviser 1 | 17.50 | 2.50 | 15.00 | 3 | 64.00 | 27%"))
    #expect(advisers.rows.contains("Not a listed adviser | 0.25 | 0.00 | 0.25 | 1 |  | "))
    #expect(advisers.rows.contains("Total | 17.75 | 2.50 | 15.25 |  |  | "))
    #expect(
      report.paper.section("Reach")?.plain.contains(
        "1 project with 0.25 days in the period belongs to no listed borough.") == true)
  }

  @Test func `evidence holds what the period is compared with, in totals`() throws {
    var world = ReportedProgramme.small
    let tally = DayTally(entries: 2, days: Days(hundredths: 150), first: day("2010-08-02"), last: day("2010-09-03"))
    world.programme.projects[0].daysBefore = tally
    world.programme.projects[0].add(tally, in: .previous, by: 2)
    world.programme.projects[0].add(tally, in: .yearToDate, by: 2)
    let days = try evidence(SpanDays.relation.schema, world)
    #expect(
      days.rows.map { $0.map(\.printed).joined(separator: ",") } == [
        "2010-11-Q2,2,2,2,1.50,2010-08-02,2010-09-03", "ytd-2010-09-30,2,2,2,1.50,2010-08-02,2010-09-03",
      ])
    let outcomes = try evidence(SpanOutcomes.relation.schema, world)
    #expect(outcomes.rows.map { $0.map(\.printed) } == [["ytd-2010-12-31", "2", "practice", "3", "0", "0"]])
    for evidence in Evidence.all { try evidence.table(world.programme, try world.context).checkKeys() }
    let commissions = try evidence(Commission.relation.schema, world)
    #expect(commissions.rows.map { $0[0].printed } == ["1", "2", "3"])
    #expect(commissions.shape.columns.allSatisfy { !["title", "request"].contains($0.name) })
  }

  private func evidence(_ schema: RelationSchema, _ world: ReportedProgramme) throws -> FilledTable {
    let evidence = Evidence.all.first { $0.shape.path == schema.evidencePath }
    return try #require(evidence).table(world.programme, try world.context)
  }
}
