import Support
import Testing

/// How much of what a database holds ever is in memory.
@Suite(.waits) struct `A run's memory` {
  /// A text is cut where it is read, by the server.
  @Test func `E9 does not grow with a text of a hundred megabytes`() throws {
    // A fifth of that shows it too: more than what a run may grow by.
    let times = Extent.isWhole ? 9_532_510 : 1_906_502
    let issued = try Issued()
    let normal = try issued.world.peak(["--database", issued.database] + World.quarter)
    #expect(normal.run.code == 0, "\(normal.run.error)")
    for column in ["request", "title", "work_undertaken"] {
      try run(
        """
        alter table programme.commissions drop constraint if exists commissions_\(column)_check;
        update programme.commissions set \(column) = repeat('Zoë says. ', \(times)) where commission_id = 5
        """, issued.database)
    }
    let large = try issued.world.peak(["--database", issued.database] + World.quarter)
    #expect(large.run.code == 0, "\(large.run.error)")
    Figures.add("peak KiB, normal", normal.kibibytes)
    Figures.add("peak KiB, \(times * 11 / 1_048_576) MB in each of three cells", large.kibibytes)
    #expect(large.kibibytes < normal.kibibytes + 16 * 1_024, "\(normal.kibibytes), \(large.kibibytes)")
    let rules = try issued.world.rows("quality.csv").compactMap { $0["rule"] }
    #expect(rules.contains("text-too-long"))
  }

  /// Bytes a project that are in scope, and none for a day's row of a project that is not read.
  @Test func `E10 grows with the projects in scope by little, and with their days by nothing`() throws {
    let count = Extent.isWhole ? 20_000 : 400
    let issued = try Issued(job: "list_limit: 100\ndeadline_seconds: 7200\n")
    let normal = try issued.world.peak(["--database", issued.database] + World.quarter)
    try run(Self.projects(count), issued.database)
    let many = try issued.world.peak(["--database", issued.database] + World.quarter)
    #expect(many.run.code == 0, "\(many.run.error)")
    #expect(try issued.world.rows("boroughs.csv").count > 30)
    try run(
      "insert into programme.days select commission_id, worked_on - 1, adviser_id, activity, days, recorded_at from programme.days where commission_id > 1000",
      issued.database)
    let days = try issued.world.peak(["--database", issued.database] + World.quarter)
    #expect(days.run.code == 0, "\(days.run.error)")
    Figures.add("peak KiB, \(count) projects", many.kibibytes)
    let each = (many.kibibytes - normal.kibibytes) * 1_024 / count
    #expect(each < (Extent.isWhole ? 16_384 : 65_536), "\(each) bytes a project")
    #expect(days.kibibytes < many.kibibytes + many.kibibytes / 8 + 4_096, "\(days.kibibytes)")
  }

  /// In scope, each with two days' work.
  private static func projects(_ count: Int) -> String {
    """
    insert into programme.commissions (commission_id, reference, borough_code, title, theme, arrangement,
      requested_on, agreed_on, starts_on, due_on, days_agreed)
      select 1000 + g, 'X-' || g, (select min(borough_code) from programme.boroughs), 'Project ' || g, 'many', 'commissioned',
        '2010-08-01', '2010-08-10', '2010-09-01', '2011-03-31', 10 from generate_series(1, \(count)) g;
    insert into programme.days select 1000 + g, date '2010-10-05' + d, 1, 'many', 0.01, '2010-10-30 12:00Z'
      from generate_series(1, \(count)) g, generate_series(0, 7, 7) d;
    analyze
    """
  }
}
