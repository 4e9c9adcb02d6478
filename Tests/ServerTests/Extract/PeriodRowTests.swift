import Core
import Input
import Support
import Testing

@Suite(.waits) struct `The period's rows` {
  @Test func `are refused when they do not come to what the database adds them up to`() throws {
    let view = """
      drop view programme.days;
      create view programme.days as select commission_id, worked_on, adviser_id, activity,
        days + round((random() * 1000)::numeric, 2) as days, recorded_at from records.days
      """
    let database = try UncheckedTables.database(view)
    let error = #expect(throws: ExtractError.self) { try UncheckedTables.read(database, "2010/11-Q3") }
    #expect(error?.kind == .miscounted)
    #expect(error?.line.hasPrefix("days: the period's rows as they were read are ") ?? false)
  }

  /// Rows that make no figure, each with the relation that it is of.
  private static let setAside: [(relation: String, change: String)] =
    [
      "null, '2010-10-05', 3, 'planning', 0.25", "99, '2010-10-05', 3, 'planning', 0.25",
      "5, null, 3, 'planning', 0.25", "99, null, 3, 'planning', 0.25", "null, null, 3, 'planning', 0.25",
      "5, 'infinity', 3, 'planning', 0.25", "99, '-infinity', 3, 'planning', 0.25",
      "5, '0044-03-15 BC', 3, 'planning', 0.25", "5, '2010-10-05', 3, 'planning', null",
      "5, '2010-10-05', 3, 'planning', 'NaN'", "5, '2010-10-05', 3, 'planning', 'Infinity'",
      "5, '2010-10-05', 3, 'planning', 1e7",
    ].map { ("days", "insert into records.days values (\($0), '2010-11-30 12:00Z')") }
    + [
      "null, 9, '2010-10-05'", "99, 9, '2010-10-05'", "5, 9, null", "99, 9, null", "5, 9, 'infinity'",
      "99, 9, '-infinity'", "5, 9, '0044-03-15 BC'",
    ].map { values in
      (
        "outcomes",
        "insert into records.outcomes (commission_id, outcome_no, observed_on, kind, stage, summary) values (\(values), 'practice', 'achieved', 'It is done.')"
      )
    }
    + [
      ("commissions", "insert into records.commissions (title, requested_on) values ('Nobody''s', '2010-11-01')"),
      ("strands", "insert into records.strands (strand_no, title) values (9, 'Nobody''s')"),
      (
        "strands",
        "insert into records.strands (commission_id, strand_no, title, due_on) values (99, 9, 'Nobody''s', '2010-11-01')"
      ),
      ("variations", "insert into records.variations values (5, 9, null, 1, 'More')"),
      ("variations", "insert into records.variations values (5, 9, 'infinity', 1, 'More')"),
      ("variations", "insert into records.variations values (99, 9, '2010-10-05', 1, 'More')"),
      (
        "shared_practice",
        "insert into records.shared_practice (commission_id, share_no, channel, summary) values (5, 9, 'visit', 'Shared.')"
      ),
      ("outputs", "insert into records.outputs values (5, 9, null, 'report', 1)"),
      ("outputs", "insert into records.outputs values (5, 9, 'infinity', 'report', 1)"),
    ]

  /// How many rows of each relation the sample makes figures of.
  private static let counts = Result {
    try UncheckedTables.undone("") { try UncheckedTables.read($0, "2010/11-Q3").programme.counts.byRelation }
  }

  @Test(arguments: setAside)
  func `that make no figure are each named by a finding that says so`(_ relation: String, _ change: String) throws {
    let read = try UncheckedTables.undone(change) { try UncheckedTables.read($0, "2010/11-Q3").programme }
    let found = read.findings.filter { $0.relation == relation && $0.message.contains("makes no figure") }
    #expect(!found.isEmpty, "\(read.findings)")
    #expect(found.allSatisfy { $0.severity == .error })
    #expect(try read.counts.byRelation == Self.counts.get())
  }

  @Test func `that make no figure are no reason to refuse where their project is not in scope`() throws {
    let change = "insert into records.variations values (1, 9, null, 1, 'More')"
    let read = try UncheckedTables.undone(change) {
      try UncheckedTables.read($0, "2010/11-Q4", scope: Array(2...8)).programme
    }
    #expect(!read.findings.contains { $0.relation == "variations" })
  }
}
