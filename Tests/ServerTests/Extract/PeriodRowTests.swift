import Core
import Input
import Support
import Testing

@Suite struct `The period's rows` {
  private func projects(_ programme: Programme, _ period: String) throws -> [[Cell]] {
    let context = try UncheckedTables.reader(period).context
    let measured = MeasuredProjects(programme, context, Thresholds())
    let names = programme.boroughNames
    return Tables.projects.filled(measured.map { ProjectRow($0, boroughs: names) }).rows
  }

  @Test(arguments: ["2010/11-Q1", "2010/11-Q2", "2010/11-Q3", "2010/11-Q4", "2010/11"])
  func `are the same alone as in a report`(_ period: String) throws {
    let database = try UncheckedTables.database()
    let report = try UncheckedTables.read(database, period)
    let alone = try UncheckedTables.read(database, period, aim: .rows)
    #expect(alone.days == report.days && alone.outcomes == report.outcomes)
    let rows = try projects(report.programme, period)
    #expect(try projects(alone.programme, period) == rows)
    #expect(!rows.isEmpty && !report.days.isEmpty)
  }

  @Test func `are refused when they do not come to what the database adds them up to`() throws {
    let view = """
      drop view programme.days;
      create view programme.days as select commission_id, worked_on, adviser_id, activity,
        days + round((random() * 1000)::numeric, 2) as days, recorded_at from records.days
      """
    let database = try UncheckedTables.database(view)
    let error = #expect(throws: ExtractError.self) {
      try UncheckedTables.read(database, "2010/11-Q3")
    }
    #expect(error?.kind == .miscounted)
    #expect(error?.line.hasPrefix("days: the period's rows as they were read are ") ?? false)
  }
}
