import Database
import Glibc
import Support
import Synchronization
import System
import Testing

@Suite(.waits) struct `A companion` {
  private static let things = QualifiedName("programme", "things")
  private static let script = """
    create schema programme; create table programme.things (id int);
    insert into programme.things select generate_series(1, 1000)
    """
  private static let count = Query("count", "select count(*) from programme.things")
  private static let session = Query("session", "select pg_backend_pid()::bigint")

  private static func number(_ query: Query, _ connection: borrowing Connection) throws -> Int64 {
    var number: Int64 = -1
    try connection.forEach(query, columns: [.int8]) { row in number = try row.int64(0) }
    return number
  }

  /// Lends a companion to a session that has taken its snapshot.
  private static func together<Value>(
    _ conninfo: String, opening other: String? = nil, _ body: (borrowing Connection, SecondSession?) throws -> Value
  ) throws -> Value {
    try open(conninfo).withSnapshot(locking: [things]) { connection throws in
      _ = try number(count, connection)
      return try connection.withSecondSession(
        locking: [things],
        { stop in
          try Connection.open(
            other ?? conninfo, applicationName: "companion", deadline: .after(seconds: 60), stop: stop)
        }, body)
    }
  }

  /// The sessions that counted, the other's first: the first one waits until the other has begun.
  private static func sessions(_ connection: borrowing Connection, _ companion: SecondSession?) throws -> (
    other: Int64, own: Int64
  ) {
    let begun = Mutex(false)
    let (own, other) = try connection.read(with: companion) { connection in
      try eventually("the other has begun") { begun.withLock { $0 } }
      return try number(session, connection)
    } and: { connection in
      begun.withLock { $0 = true }
      return try number(session, connection)
    }
    return (other, own)
  }

  @Test func `another session sees what the first saw`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    let (sessions, counts) = try Self.together(conninfo) { connection, companion in
      try run("insert into programme.things values (0)", conninfo)
      let sessions = try Self.sessions(connection, companion)
      let counts = try connection.read(with: companion) {
        try Self.number(Self.count, $0)
      } and: {
        try Self.number(Self.count, $0)
      }
      return (sessions, counts)
    }
    #expect(sessions.other != sessions.own)
    #expect(counts == (1_000, 1_000))
  }

  @Test func `work it cannot do is done by the first`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    try run(
      """
      create role alone login connection limit 1; grant usage on schema programme to alone;
      grant select on programme.things to alone
      """, conninfo)
    defer { try? run("drop owned by alone; drop role alone", conninfo) }
    let elsewhere = try TestServer.shared.database(loading: Self.script)
    for other in ["\(conninfo) user=alone", "\(elsewhere)", "host=127.0.0.1 port=1"] {
      let first = other.contains("alone") ? other : conninfo
      try Self.together(first, opening: other) { connection, companion in
        let counts = try connection.read(with: companion) { connection in
          usleep(200_000)
          return try Self.number(Self.session, connection)
        } and: {
          try Self.number(Self.session, $0)
        }
        #expect(counts.0 == counts.1, "\(other)")
      }
    }
  }

  /// Else each would wait for what only the other's end gives free.
  @Test func `who waits for a lock keeps nobody waiting`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    var loader: Elsewhere<Void>?
    try open(conninfo).withSnapshot(locking: [Self.things]) { connection throws in
      loader = Elsewhere { try run("truncate programme.things", conninfo) }
      let isWaiting = Query(
        "waiting",
        "select count(*) from pg_locks where not granted and database = "
          + "(select oid from pg_database where datname = current_database())")
      try eventually("the loader waits") { try Self.number(isWaiting, connection) > 0 }
      let begun = ContinuousClock.now
      let counts = try connection.withSecondSession(
        locking: [Self.things],
        { stop in try Connection.open(conninfo, applicationName: "companion", deadline: .after(seconds: 60), stop: stop)
        },
        { connection, companion in
          try connection.read(with: companion) { connection in
            usleep(300_000)
            return try Self.number(Self.count, connection)
          } and: {
            try Self.number(Self.count, $0)
          }
        })
      #expect(counts == (1_000, 1_000))
      #expect(ContinuousClock.now - begun < .seconds(20))
    }
    _ = try loader?.value
  }

  @Test func `when the first fails the other is stopped`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    struct Enough: Error {}
    let begun = ContinuousClock.now
    #expect(throws: Enough.self) {
      try Self.together(conninfo) { connection, companion in
        let isAsleep = Mutex(false)
        _ = try connection.read(with: companion) { _ in
          try eventually("the other sleeps") { isAsleep.withLock { $0 } }
          throw Enough()
        } and: { connection in
          isAsleep.withLock { $0 = true }
          _ = try connection.execute(Query("sleep", "select pg_sleep(50)"))
        }
      }
    }
    #expect(ContinuousClock.now - begun < .seconds(30))
    let left = Query(
      "left",
      "select count(*) from pg_stat_activity where application_name = 'companion' " + "and datname = current_database()"
    )
    try eventually("the other has ended") { try Self.number(left, try open(conninfo)) == 0 }
  }

  @Test func `what the other met is told`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    let error = failure {
      try Self.together(conninfo) { connection, companion in
        let isMet = Mutex(false)
        _ = try connection.read(with: companion) { connection in
          try eventually("the other reads") { isMet.withLock { $0 } }
          return try Self.number(Self.count, connection)
        } and: { connection in
          isMet.withLock { $0 = true }
          return try Self.number(Query("halves", "select 1 / (count(*) - 1000) from programme.things"), connection)
        }
      }
    }
    #expect(error?.sqlstate == "22012")
    #expect(error?.query == "halves")
  }
}

extension Connection {
  /// Reads two things that do not need each other: the second by the second session, if there is one, while this session reads the
  /// first. If either fails, the other is stopped.
  fileprivate func read<First, Second: Sendable>(
    with second: SecondSession?, _ first: (borrowing Connection) throws -> First,
    and other: @escaping @Sendable (borrowing Connection) throws -> Second
  ) throws -> (First, Second) {
    let task = SideTask(second, other)
    return (try first(self), try task.value(self))
  }
}
