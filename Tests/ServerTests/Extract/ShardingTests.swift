import Core
import Input
import SQL
import Support
import Testing

/// A cluster that keeps a commission's rows together answers a statement where they lie, or refuses it, by its form. These are
/// the forms that a statement of ours may have; that it keeps to them shows without a cluster.
@Suite(.waits) struct `A statement that rows in shards can answer` {
  /// The relations that are cut by commission; the others are copied to every node.
  private static let cut = "(commissions|variations|strands|days|outcomes|outputs|reviews|shared_practice)"

  private static let facts = repository + "/sql/facts/"
  private static let rules = Dictionary(
    uniqueKeysWithValues: RuleStatement.all(.whole).map { ($0.statement.name, $0.statement.text) })
  private static let statements = ((try? names(in: facts)) ?? []) + rules.keys.sorted()

  private func sql(_ name: String) throws -> String {
    try (Self.rules[name] ?? text(of: Self.facts + name)).split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(
      separator: " "
    ).lowercased()
  }

  @Test func `is found`() { #expect(Self.statements.count > 60 && Self.rules.count > 40) }

  @Test(arguments: statements) func `joins what is cut by commission alone`(_ path: String) throws {
    let sql = try sql(path)
    let joins = sql.matches(of: try Regex("join \(Self.cut)\\b(.{0,60})"))
    for join in joins {
      let words = String(join.output[2].substring ?? "")
      #expect(words.contains(/^ (\w+) on \1\.commission_id = \w+\.(commission_)?id\b/), "\(path): …\(words)…")
    }
  }

  @Test(arguments: statements) func `asks for no sums of sums, and whether there is a row with a column to send`(
    _ path: String
  ) throws {
    let sql = try sql(path)
    #expect(!sql.contains(/\b(grouping sets|rollup|cube) *\(/))
    #expect(!sql.contains(try Regex("exists \\(select from \(Self.cut)\\)")))
    #expect(!sql.contains(/\brandom\(\)|\bgen_random_uuid\(\)/))
  }

  @Test(arguments: statements) func `takes apart what was grouped only once it has come`(_ path: String) throws {
    for match in try sql(path).matches(of: /(.{20})\) \w+ cross join lateral unnest\(\w+\./) {
      #expect(match.output.1.hasSuffix("offset 0 "), "\(path): \(match.output.0)")
    }
  }

  /// What is kept beside is sent to the coordinator first, row by row.
  @Test(arguments: statements) func `keeps beside no row that a sum could stand for`(_ path: String) throws {
    let sql = try sql(path)
    guard sql.contains(" as materialized") else { return }
    let arms = sql.matches(of: try Regex("select (distinct )?[^()]{0,60} from \(Self.cut)\\b"))
    #expect(!arms.isEmpty)
    for arm in arms { #expect(arm.output[1].substring != nil, "\(path): \(arm.output[0].substring ?? "")") }
  }

  /// A transaction of ours sends each SET to every node, and Citus sends the whole script that the SET is in.
  @Test(arguments: Statement.migrations.map(\.name)) func `of a migration is no SET`(_ name: String) throws {
    let migration = try #require(Statement.migrations.first { $0.name == name })
    let lines = migration.text.split(separator: "\n").map { $0.drop { $0 == " " }.lowercased() }
    #expect(!lines.contains { $0.hasPrefix("set ") || $0.hasPrefix("reset ") })
  }
}
