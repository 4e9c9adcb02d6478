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
}
