import Core
import Database
import Input
import Support
import System
import Testing

@Suite(.waits) struct `A read of very many rows` {
  /// Six thousand commissions of all boroughs in all ways, and as many entries as are worth a second session.
  private static let many = """
    insert into records.commissions
      (commission_id, reference, borough_code, title, theme, arrangement, requested_on, starts_on)
    select 100 + n, 'MANY-' || n, b.borough_code, 'Work', 'one', (array['host', 'urgent'])[1 + n % 2],
      '2010-06-01', '2010-07-01'
    from generate_series(0, 5999) n
    join (select borough_code, row_number() over (order by borough_code) - 1 as place from records.boroughs) b
      on b.place = n / 2 % 33;
    insert into records.shared_practice (commission_id, share_no, shared_on, borough_code, channel, summary)
    select 100 + n, 1, '2010-10-05', b.borough_code, 'workshop', 'What was learnt'
    from generate_series(0, 5999) n
    join (select borough_code, row_number() over (order by borough_code) - 1 as place from records.boroughs) b
      on b.place = (n / 2 + 5) % 33;
    insert into records.days
    select 100 + n % 6000, date '2010-11-01' + n / 6000, 1, 'training', 0.5, '2010-11-30'
    from generate_series(0, 20999) n;
    """

  private func read(_ conninfo: String, sharing: Bool) throws -> Programme {
    let another: @Sendable (Stop) throws -> Connection = { stop in
      try Connection.open(conninfo, applicationName: "tests", deadline: .after(seconds: 60), stop: stop)
    }
    let sink = RowSink(day: { _ in }, outcome: { _, _ in })
    let reader = try UncheckedTables.reader("2010/11-Q3")
    return try open(conninfo).withSnapshot(locking: Reader.relations(in: "programme")) {
      try reader.withSecondSession($0, sharing ? another : nil) { connection, second, commissions in
        #expect((second != nil) == sharing)
        var reading = ProgrammeReading(reader, second, reader.filter)
        try reading.readLists(connection)
        try reading.beginRules(connection)
        try reading.readProjects(connection, most: commissions)
        try reading.readEntries(connection, into: sink)
        reading.beginRules(inScope: [])
        try reading.readSums(connection)
        try reading.finishRules(connection)
        return reading.programme
      }
    }
  }

  @Test func `comes to the same by two sessions, who look at the first commissions before all`() throws {
    let database = try UncheckedTables.database(Self.many)
    let (alone, shared) = (try read(database, sharing: false), try read(database, sharing: true))
    #expect(shared.projects == alone.projects && alone.projects.count > 6_000)
    #expect(Set(shared.reach) == Set(alone.reach) && alone.reach.count == 99)
    #expect(shared.counts == alone.counts && shared.findings == alone.findings)
  }

  @Test func `looks at all where the first do not tell of every borough`() throws {
    let late = """
      update records.commissions set arrangement = 'urgent'
      where commission_id between 1 and 5999 and borough_code = 'E09000015';
      """
    let database = try UncheckedTables.database(Self.many + late)
    let reach = try read(database, sharing: true).reach
    #expect(reach.count == 99)
    #expect(reach.contains { $0.way == .host && $0.commissionID > 5_999 })
  }
}
