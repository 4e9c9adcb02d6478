import Core
import Support
import Testing

/// Views of the sample that offer what every report needs and one thing more.
@Suite(.waits) struct OptionalColumnTests {
  /// What may change the value of a figure that the needed columns alone give, by the column that is added. Everything else only
  /// adds figures.
  private static let changes: [String: Set<String>] = [
    "commissions.starts_on": ["projects_in_scope", "projects_started", "projects"],
    "commissions.requested_on": ["projects_in_scope", "projects"],
    "commissions.completed_on": ["projects_in_scope", "projects"],
    "commissions.withdrawn_on": ["projects_in_scope", "projects"],
    "shared_practice": ["projects_in_scope", "projects"],
  ]

  /// A relation or a column that may be absent.
  static let optional: [String] = Contract.relations.flatMap { relation in
    relation.isNeeded
      ? relation.columns.filter { !$0.isNeeded }.map { "\(relation.name).\($0.name)" } : [relation.name]
  }

  /// A schema of views with the needed columns, and what is added.
  private static func schema(_ name: String, adding added: String?) -> String {
    let views = Contract.relations.filter { $0.isNeeded || $0.name == added }.map { relation in
      let columns = relation.columns.filter { column in
        column.isNeeded || relation.name == added || "\(relation.name).\(column.name)" == added
      }
      let list = columns.map(\.name).joined(separator: ", ")
      return "create view \(name).\(relation.name) as select \(list) from programme.\(relation.name);"
    }
    return "create schema \(name);" + views.joined()
  }

  private struct Issue {
    let values: [String: String]
    let absent: String
  }

  private static func issue(_ name: String, adding added: String?) throws -> Issue {
    let database = try shared.get()
    try run(schema(name, adding: added), database)
    let world = try World()
    let ran = try world.run(World.quarter + ["--today", "2011-04-10", "--database", database, "--schema", name])
    try #require(ran.code == 0, "\(added ?? "nothing"): \(ran.error)")
    var values: [String: String] = [:]
    for row in try world.rows("figures.csv") { values[row["figure"] ?? ""] = row["value"] ?? "" }
    let paper = try text(of: world.path("board-report.md"))
    let absent = paper.split(separator: "\n").first { $0.hasPrefix("Not offered") }.map(String.init) ?? ""
    return Issue(values: values, absent: absent)
  }

  private static let shared = Result { try sampleDatabase() }
  private static let base = Result { try issue("base", adding: nil) }

  @Test(arguments: Array(optional.enumerated())) func `what is added changes a report only where it should`(
    _ place: Int, _ added: String
  ) throws {
    let base = try Self.base.get()
    let more = try Self.issue("more_\(place)", adding: added)
    let name = added.split(separator: ".").last.map(String.init) ?? added
    #expect(base.absent.contains(name))
    #expect(more.absent.count < base.absent.count)
    let allowed = Self.changes[added] ?? []
    for (figure, value) in base.values where !value.isEmpty {
      let metric = String(figure.split(separator: "/")[0])
      guard let now = more.values[figure], !allowed.contains(metric) else { continue }
      #expect(now == value, "\(added): \(figure)")
    }
  }
}
