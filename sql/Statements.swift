/// A statement from `sql/`, embedded when the program is built.
package struct Statement: Sendable {
  /// The file's name without its extension, for messages.
  package let name: String
  /// The text of the file.
  package let text: String

  package init(_ name: String, text: String) {
    self.name = name
    self.text = text
  }

  init(_ name: String, _ bytes: [UInt8]) { self.init(name, text: String(decoding: bytes, as: UTF8.self)) }

  /// Returns the statement for a schema with another name than `programme`.
  package func sql(in schema: String) -> String {
    guard schema != "programme" else { return text }
    return named(quoted(schema), in: text)
  }

  /// Returns a statement that creates or names the schema itself (`schema programme`) for another schema name.
  package func definition(in schema: String) -> String {
    guard schema != "programme" else { return text }
    let quoted = quoted(schema)
    // Each piece is replaced before the pieces are joined. So the schema's own name is never searched for a name.
    return pieces(of: text, between: "schema programme").map { named(quoted, in: $0) }.joined(
      separator: "schema " + quoted)
  }

  private func named(_ quoted: String, in text: String) -> String {
    pieces(of: text, between: "programme.").joined(separator: quoted + ".")
  }

  private func quoted(_ schema: String) -> String {
    "\"" + pieces(of: schema, between: "\"").joined(separator: "\"\"") + "\""
  }

  private func pieces(of text: String, between words: String) -> [String] {
    text.split(separator: words, omittingEmptySubsequences: false).map(String.init)
  }
}

extension Statement {
  package static let schema = Statement("001_programme", PackageResources._01_programme_sql)
  package static let indexes = Statement("002_indexes", PackageResources._02_indexes_sql)
  package static let widerContract = Statement("003_wider_contract", PackageResources._03_wider_contract_sql)
  /// The numbered files of `sql/schema` in order. Each is run once and never altered afterwards.
  package static let migrations = [schema, indexes, widerContract]
  /// Our tables, without the indexes that only save the reading of old years.
  package static let tables = Statement("tables", text: schema.text + ";\n" + widerContract.text)
  package static let migrationRecord = Statement("migrations", PackageResources.migrations_sql)
  package static let roles = Statement("roles", PackageResources.roles_sql)

  package static let contract = Statement("contract", PackageResources.contract_sql)
  package static let otherRelations = Statement("other_relations", PackageResources.other_relations_sql)
  package static let viewColumns = Statement("view_columns", PackageResources.view_columns_sql)
  package static let viewClocks = Statement("view_clocks", PackageResources.view_clocks_sql)
  package static let missingGrants = Statement("missing_grants", PackageResources.missing_grants_sql)
  package static let access = Statement("access", PackageResources.access_sql)
  package static let reachNodes = Statement("reach_nodes", PackageResources.reach_nodes_sql)
  package static let foreignServers = Statement("foreign_servers", PackageResources.foreign_servers_sql)
  package static let servers = Statement("servers", PackageResources.servers_sql)
  package static let shardNodes = Statement("shard_nodes", PackageResources.shard_nodes_sql)
  package static let nodeSnapshots = Statement("node_snapshots", PackageResources.node_snapshots_sql)
  package static let nodeSessions = Statement("node_sessions", PackageResources.node_sessions_sql)
  package static let readingSize = Statement("reading_size", PackageResources.reading_size_sql)
  package static let monthDays = Statement("month_days", PackageResources.month_days_sql)
  package static let monthRequests = Statement("month_requests", PackageResources.month_requests_sql)
  package static let monthOutcomes = Statement("month_outcomes", PackageResources.month_outcomes_sql)
  package static let monthOccasions = Statement("month_occasions", PackageResources.month_occasions_sql)
  package static let requests = Statement("requests", PackageResources.requests_sql)
  package static let laterDay = Statement("later_day", PackageResources.later_day_sql)
  package static let earlierDay = Statement("earlier_day", PackageResources.earlier_day_sql)
  package static let countedDay = Statement("counted_day", PackageResources.counted_day_sql)
  package static let countedCommission = Statement("counted_commission", PackageResources.counted_commission_sql)
  package static let earlyCommission = Statement("early_commission", PackageResources.early_commission_sql)
  package static let reach = Statement("reach", PackageResources.reach_sql)
  package static let commissions = Statement("commissions", PackageResources.commissions_sql)
  package static let dayHistory = Statement("day_history", PackageResources.day_history_sql)
  package static let daysBegun = Statement("days_begun", PackageResources.days_begun_sql)
  package static let daysBefore = Statement("days_before", PackageResources.days_before_sql)
  package static let periodActivities = Statement("period_activities", PackageResources.period_activities_sql)
  package static let touched = Statement("touched", PackageResources.touched_sql)
  package static let outcomesBefore = Statement("outcomes_before", PackageResources.outcomes_before_sql)
  package static let outcomeSpans = Statement("outcome_spans", PackageResources.outcome_spans_sql)
  package static let expectations = Statement("expectations", PackageResources.expectations_sql)
  package static let followed = Statement("followed", PackageResources.followed_sql)
  package static let openExpectations = Statement("open_expectations", PackageResources.open_expectations_sql)
  package static let endedConsents = Statement("ended_consents", PackageResources.ended_consents_sql)
  package static let reviewTexts = Statement("review_texts", PackageResources.review_texts_sql)
  package static let periodDays = Statement("period_days", PackageResources.period_days_sql)
  package static let narratives = Statement("narratives", PackageResources.narratives_sql)
  package static let strandTexts = Statement("strand_texts", PackageResources.strand_texts_sql)
}
