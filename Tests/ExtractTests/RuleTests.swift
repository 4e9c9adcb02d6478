import Extract
import Facts
import SQL
import Testing

@Suite struct RuleTests {
  /// The sample's own findings in the third quarter, as all of its projects stand.
  static let ofTheSample = [
    "completed-without-case-study warning commissions commission_id=1"
  ]

  static let badRows: [BadRow] = days + commissions + results + values + people

  static let days: [BadRow] = [
    BadRow(
      "orphan-day", BadRow.day("99, '2010-10-05', 1, 'planning', 0.25"),
      "error days commission_id=99;worked_on=2010-10-05;adviser_id=1;activity=#6"),
    BadRow(
      "unknown-adviser", BadRow.day("5, '2010-10-05', 9, 'planning', 0.25"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=9;activity=#6"),
    BadRow(
      "day-above-one", BadRow.day("5, '2010-10-04', 2, 'meetings', 0.75"),
      "warning days adviser_id=2;worked_on=2010-10-04"),
    BadRow(
      "day-not-above-zero", BadRow.day("5, '2010-10-05', 3, 'planning', 0"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=#6"),
    BadRow(
      "day-outside-post",
      "update records.advisers set left_on = '2010-12-15' where adviser_id = 3; update records.days set worked_on = '2010-12-16' where worked_on = '2010-12-10' and adviser_id = 3",
      "error days adviser_id=3"),
    BadRow(
      "day-before-request", BadRow.commission("requested_on = '2010-10-05'"),
      "warning commissions commission_id=5"),
    BadRow(
      "day-after-withdrawal", BadRow.commission("withdrawn_on = '2010-12-10', completed_on = null"),
      "error commissions commission_id=5"),
    BadRow(
      "day-after-completion", BadRow.commission("completed_on = '2010-12-10'"),
      "warning commissions commission_id=5"),
    BadRow(
      "day-while-on-hold", BadRow.commission("on_hold_since = '2010-12-10'"),
      "warning commissions commission_id=5"),
    BadRow(
      "day-off-worked", BadRow.day("5, '2010-10-09', 3, 'planning', 0.25"),
      "warning days adviser_id=3;worked_on=2010-10-09"),
    BadRow(
      "day-off-worked", BadRow.day("5, '2010-12-27', 3, 'planning', 0.25"),
      "warning days adviser_id=3;worked_on=2010-12-27"),
    BadRow(
      "day-recorded-early", BadRow.day("5, '2010-12-02', 3, 'planning', 0.25"),
      "warning days commission_id=5;worked_on=2010-12-02;adviser_id=3;activity=#6"),
    BadRow(
      "look-alike-day", BadRow.day("5, '2010-10-04', 2, 'Planning ', 0.25"),
      "warning days commission_id=5;worked_on=2010-10-04;adviser_id=2"),
    BadRow(
      "repeated-row", BadRow.day("5, '2010-10-04', 2, 'planning', 0.25"),
      "error days commission_id=5;worked_on=2010-10-04;adviser_id=2;activity=#6"),
  ]

  static let commissions: [BadRow] = [
    BadRow(
      "unknown-borough", BadRow.commission("borough_code = 'E09000099'"),
      "error commissions commission_id=5"),
    BadRow(
      "unknown-borough",
      "update records.shared_practice set borough_code = 'E09000099' where commission_id = 6 and share_no = 1",
      "error shared_practice commission_id=6;share_no=1"),
    BadRow(
      "ends-before-starts", BadRow.commission("due_on = '2010-09-30'"),
      "error commissions commission_id=5"),
    BadRow(
      "ends-before-starts", BadRow.commission("completed_on = null, withdrawn_on = '2010-09-01'"),
      "error commissions commission_id=5"),
    BadRow(
      "ends-before-starts",
      "update records.strands set completed_on = '2010-07-31' where commission_id = 3 and strand_no = 1",
      "error strands commission_id=3;strand_no=1"),
    BadRow(
      "ends-before-starts",
      "update records.advisers set left_on = '2010-03-31' where adviser_id = 2",
      "error advisers adviser_id=2"),
    BadRow(
      "unknown-word", BadRow.commission("arrangement = 'Host'"), "error commissions commission_id=5"
    ),
    BadRow(
      "unknown-word",
      "update records.outcomes set stage = 'done' where commission_id = 2 and outcome_no = 2",
      "error outcomes commission_id=2;outcome_no=2"),
    BadRow(
      "unknown-word", "update records.reviews set rating = 'good' where commission_id = 1",
      "error reviews commission_id=1"),
    BadRow(
      "completed-without-review", "delete from records.reviews where commission_id = 1",
      "warning commissions commission_id=1"),
    BadRow(
      "completed-and-withdrawn", BadRow.commission("withdrawn_on = '2011-02-28'"),
      "warning commissions commission_id=5"),
    BadRow(
      "days-agreed-without-plan", BadRow.commission("due_on = null, completed_on = null"),
      "warning commissions commission_id=5"),
    BadRow(
      "worked-without-start", BadRow.commission("starts_on = null"),
      "warning commissions commission_id=5"),
    BadRow(
      "repeated-reference", BadRow.commission("reference = 'LRSA-002'"),
      "error commissions commission_id=5"),
    BadRow(
      "look-alike-commission",
      "insert into records.commissions select 9, 'LRSA-009', borough_code, title, theme, arrangement, requested_on, agreed_on, starts_on from records.commissions where commission_id = 5",
      "warning commissions commission_id=9"),
    BadRow(
      "agreed-below-zero",
      "insert into records.variations values (5, 1, '2010-11-01', -12.5, 'less')",
      "error commissions commission_id=5"),
    BadRow(
      "repeated-key",
      "insert into records.boroughs select * from records.boroughs where borough_code = 'E09000003'",
      "error boroughs borough_code=#3"),
  ]

  static let results: [BadRow] = [
    BadRow(
      "orphan-outcome",
      "insert into records.outcomes values (99, 1, '2010-11-01', 'practice', 'achieved', 'x', '2010-11-01 12:00Z')",
      "error outcomes commission_id=99;outcome_no=1"),
    BadRow(
      "orphan-variation", "insert into records.variations values (99, 1, '2010-11-01', 1, 'more')",
      "error variations commission_id=99;variation_no=1"),
    BadRow(
      "orphan-strand",
      "insert into records.strands (commission_id, strand_no, title, starts_on) values (99, 1, 'x', '2010-11-01')",
      "error strands commission_id=99;strand_no=1"),
    BadRow(
      "orphan-review",
      "insert into records.reviews (commission_id, asked_on, may_publish) values (99, '2010-11-01', false)",
      "error reviews commission_id=99"),
    BadRow(
      "orphan-share",
      "insert into records.shared_practice values (99, 1, '2010-11-01', null, 'visit', 'x')",
      "error shared_practice commission_id=99;share_no=1"),
    BadRow(
      "review-before-asked",
      "update records.reviews set asked_on = '2010-11-20' where commission_id = 1",
      "warning reviews commission_id=1"),
    BadRow(
      "review-without-date",
      "update records.reviews set received_on = null where commission_id = 1",
      "warning reviews commission_id=1"),
    BadRow(
      "outcome-before-request",
      "update records.outcomes set observed_on = '2010-06-09' where commission_id = 2 and outcome_no = 1",
      "warning outcomes commission_id=2;outcome_no=1"),
    BadRow(
      "shared-with-own-borough",
      "update records.shared_practice set borough_code = 'E09000020' where commission_id = 6 and share_no = 1",
      "warning shared_practice commission_id=6;share_no=1"),
    BadRow(
      "look-alike-row",
      "insert into records.outcomes select commission_id, 9, observed_on, kind, stage, summary, recorded_at from records.outcomes where commission_id = 2 and outcome_no = 2",
      "warning outcomes commission_id=2;outcome_no=9"),
    BadRow(
      "look-alike-text",
      "update records.outcomes set kind = 'Practice' where commission_id = 2 and outcome_no = 2",
      "warning outcomes kind=#5"),
    BadRow(
      "look-alike-text", "update records.boroughs set name = 'harrow' where name = 'Camden'",
      "warning boroughs name=#33"),
    BadRow(
      "repeated-row",
      "insert into records.strands select * from records.strands where commission_id = 3 and strand_no = 1",
      "error strands commission_id=3;strand_no=1"),
  ]

  static let values: [BadRow] = [
    BadRow(
      "more-than-two-decimals", BadRow.day("5, '2010-10-05', 3, 'planning', 0.125"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=#6"),
    BadRow(
      "more-than-two-decimals", BadRow.commission("days_per_week = 1e-16383"),
      "error commissions commission_id=5"),
    BadRow(
      "unusable-number", BadRow.day("5, '2010-10-05', 3, 'planning', 'NaN'"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=#6"),
    BadRow(
      "unusable-number", BadRow.day("5, '2010-10-05', 3, 'planning', '-Infinity'"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=#6"),
    BadRow(
      "unusable-number", BadRow.commission("days_agreed = 1e131071"),
      "error commissions commission_id=5"),
    BadRow(
      "unusable-number",
      "update records.advisers set days_per_week = 'Infinity' where adviser_id = 2",
      "error advisers adviser_id=2"),
    BadRow(
      "improbable-number", BadRow.commission("days_per_week = 8"),
      "error commissions commission_id=5"),
    BadRow(
      "improbable-number", BadRow.day("5, '2010-10-05', 3, 'planning', 32"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=#6"),
    BadRow(
      "unusable-date", BadRow.commission("agreed_on = 'infinity'"),
      "error commissions commission_id=5"),
    BadRow(
      "unusable-date", BadRow.commission("due_on = '0044-03-15 BC'"),
      "error commissions commission_id=5"),
    BadRow(
      "unusable-date", BadRow.day("5, '5874897-12-31', 3, 'planning', 1"),
      "error days commission_id=5;worked_on=5874897-12-31;adviser_id=3;activity=#6"),
    BadRow(
      "unusable-date",
      "insert into records.days values (5, '2010-10-05', 3, 'planning', 0.25, '-infinity')",
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=#6"),
    BadRow(
      "missing-value", BadRow.day("5, null, 3, 'planning', 1"),
      "error days commission_id=5;worked_on=;adviser_id=3;activity=#6"),
    BadRow(
      "missing-value", BadRow.commission("requested_on = null"), "error commissions commission_id=5"
    ),
    BadRow(
      "blank-text", BadRow.day("5, '2010-10-05', 3, null, 0.25"),
      "warning days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity="),
    BadRow(
      "blank-text", BadRow.commission("theme = E'\\u00A0\\t'"),
      "warning commissions commission_id=5"),
    BadRow(
      "text-too-long", BadRow.commission("next_steps = repeat('é', 100001)"),
      "warning commissions commission_id=5"),
  ]

  static let people: [BadRow] = [
    BadRow(
      "adviser-without-days",
      "delete from records.days where adviser_id = 3 and worked_on between '2010-11-01' and '2010-11-30'",
      "warning advisers adviser_id=3"),
    BadRow(
      "missing-reference-data", "delete from records.bank_holidays where holiday_on < '2011-01-01'",
      "warning bank_holidays "),
    BadRow("missing-reference-data", "delete from records.boroughs", "warning boroughs "),
  ]

  private func lines(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.severity) \($0.relation) \($0.key)" }
  }

  @Test(arguments: badRows) func `a bad row is found by its rule, and by its key`(_ row: BadRow)
    throws
  {
    let database = try World.database(row.change)
    let found = try World.check(database, "2010/11-Q3", .projects(Array(1...9)))
    #expect(lines(found.filter { $0.rule == row.rule }) == row.finds)
    let everything = try World.check(database, "2010/11-Q3", .everything)
    let again = lines(everything.filter { $0.rule == row.rule }).map(withoutPlace)
    #expect(Set(again).isSuperset(of: row.finds.map(withoutPlace)))
  }

  /// A run asks a rule only where the rows it read leave it something to find: what it leaves out must be nothing.
  @Test(arguments: badRows) func `no rule that a run does not ask would have found anything`(
    _ row: BadRow
  ) throws {
    let database = try World.database(row.change)
    let all = try World.check(database, "2010/11-Q3", .projects(Array(1...9)))
    do {
      let read = try World.read(database, "2010/11-Q3", scope: Array(1...9)).programme.findings
      #expect(withoutPlaces(read.filter(\.isOfARule)) == withoutPlaces(all))
    } catch let error as ExtractError {
      #expect(error.kind == .repeatedKey && row.rule == "repeated-key")
    }
  }

  /// A text's place is among those that were looked at: of the period in a run, all in a check.
  private func withoutPlace(_ line: String) -> String { String(line.prefix { $0 != "#" }) }

  private func withoutPlaces(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.rule) \($0.relation) \(withoutPlace($0.key)) \(withoutPlace($0.message))" }
      .sorted()
  }

  @Test func `a day that has not come is found while the period is not over`() throws {
    let database = try World.database()
    let found = try World.check(database, "2010/11-Q3", .projects([5]), today: "2010-12-20")
    let future = found.filter { $0.rule == "future-date" && $0.relation == "days" }
    #expect(
      future.map(\.key).first == "commission_id=2;worked_on=2010-12-22;adviser_id=2;activity=#8")
    #expect(future.count == 5)
  }

  @Test func `every rule has a bad row here`() {
    let tested = Set(Self.badRows.map(\.rule) + ["future-date", "completed-without-case-study"])
    #expect(Set(Statement.checks.map(\.name)) == tested)
  }

  @Test(arguments: [
    ("2010/11-Q1", ["adviser-without-days warning advisers adviser_id=2"]), ("2010/11-Q2", []),
    ("2010/11-Q3", ofTheSample), ("2010/11-Q4", []),
    ("2010/11", ["adviser-without-days warning advisers adviser_id=2"]),
  ])
  func `of the sample only what is true and of use is found`(_ period: String, _ expected: [String])
    throws
  {
    let found = try World.check(try World.database(), period, .projects(Array(1...8)))
    #expect(found.map { "\($0.rule) \($0.severity) \($0.relation) \($0.key)" } == expected)
  }

  @Test func `no message and no key quotes a text`() throws {
    let canary = "Zanzibar"
    let text = Contract.relations.flatMap { relation in
      relation.columns.filter { $0.type == .text }.map {
        "update records.\(relation.name) set \($0.name) = '\(canary) ' || \($0.name)"
      }
    }
    let changes = (text + Self.badRows.map(\.change)).joined(separator: ";")
    let found = try World.check(try World.database(changes), "2010/11-Q3", .everything)
    #expect(Set(found.map(\.rule)).count > 30)
    #expect(!found.contains { ($0.key + $0.message).contains(canary) })
  }

  @Test func `an empty programme is told what it lacks, and nothing else`() throws {
    let changes = Contract.relations.map { "delete from records.\($0.name)" }.joined(separator: ";")
    let found = try World.check(try World.database(changes), "2010/11-Q3", .everything)
    #expect(lines(found) == ["warning advisers ", "warning boroughs "])
  }
}

extension Finding {
  /// The screen's own findings have no file in `sql/checks`.
  fileprivate var isOfARule: Bool { rule != "withheld-text" && rule != "hidden-characters" }
}
