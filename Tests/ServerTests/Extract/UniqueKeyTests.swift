import Core
import Database
import Input
import SQL
import Support
import Testing

@Suite(.waits) struct `A key that an index keeps unique` {
  /// A way to keep day entries, and whether two entries can have one key in it.
  struct WayToKeep: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let script: String
    let isUnique: Bool

    init(_ description: String, _ script: String, isUnique: Bool = false) {
      testDescription = description
      self.script = script
      self.isUnique = isUnique
    }
  }

  private static let key = "commission_id, worked_on, adviser_id, activity"
  private static let keep = "create table kept.days (\(columns))"
  private static let columns = """
    commission_id integer not null, worked_on date not null, adviser_id integer not null, activity text not null,
    days numeric not null
    """

  static let ways = [
    WayToKeep("a primary key", "\(keep); alter table kept.days add primary key (\(key))", isUnique: true),
    WayToKeep("a unique index", "\(keep); create unique index on kept.days (\(key))", isUnique: true),
    WayToKeep(
      "a unique index over fewer columns", "\(keep); create unique index on kept.days (worked_on, adviser_id)",
      isUnique: true),
    WayToKeep(
      "a unique index that includes another column",
      "\(keep); create unique index on kept.days (commission_id, worked_on, adviser_id) include (days)", isUnique: true),
    WayToKeep(
      "a partitioned table",
      """
      create table kept.days (\(columns), primary key (\(key))) partition by range (worked_on);
      create table kept.days_2010 partition of kept.days for values from ('2010-01-01') to ('2011-01-01')
      """, isUnique: true),
    WayToKeep("no index", keep),
    WayToKeep("an index that is not unique", "\(keep); create index on kept.days (\(key))"),
    WayToKeep(
      "a column that may be null",
      "\(keep); alter table kept.days alter activity drop not null; create unique index on kept.days (\(key))"),
    WayToKeep("a condition", "\(keep); create unique index on kept.days (\(key)) where days < 1"),
    WayToKeep(
      "an expression",
      "\(keep); create unique index on kept.days (commission_id, worked_on, adviser_id, upper(activity))"),
    WayToKeep("a column beside the key", "\(keep); create unique index on kept.days (\(key), days)"),
    WayToKeep("a constraint checked at the end", "\(keep); alter table kept.days add primary key (\(key)) deferrable"),
    WayToKeep(
      "a table that another inherits",
      "\(keep); alter table kept.days add primary key (\(key)); create table kept.old () inherits (kept.days)"),
    WayToKeep(
      "a view",
      "create table kept.entries (\(columns), primary key (\(key))); create view kept.days as table kept.entries"),
  ]

  @Test(arguments: ways) func `is known by the server's catalogue`(_ way: WayToKeep) throws {
    let script = """
      create schema kept;
      create table kept.commissions (commission_id integer not null, title text not null);
      create table kept.outcomes (commission_id integer not null, observed_on date, kind text, stage text, summary text);
      \(way.script);
      """
    try UncheckedTables.undone(script) { connection in
      let contract = try OfferedContract(connection, "kept")
      #expect(contract.relationsWithUniqueKey == (way.isUnique ? ["days"] : []))
    }
  }

  @Test func `needs no rule that looks for a second row`() {
    let all = Set(RuleStatement.all(.whole).map(\.statement.text))
    let fewer = Set(RuleStatement.all(.whole, unique: ["days"]).map(\.statement.text))
    #expect(all != fewer)
    let (gone, come) = (all.subtracting(fewer), fewer.subtracting(all))
    #expect(gone.count == 1 && come.count == 1)
    #expect(gone.allSatisfy { $0.contains("'days'") } && come.allSatisfy { !$0.contains("'days'") })
  }
}
