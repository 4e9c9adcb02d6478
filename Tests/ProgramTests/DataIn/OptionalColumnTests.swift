import Core
import Foundation
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

  /// A relation or a column that may be absent. A relation comes with all its columns, with those alone that it needs, and with
  /// these and one more.
  static let optional: [String] = Contract.relations.flatMap { relation in
    let columns = relation.columns.filter { !$0.isNeeded }.map { "\(relation.name).\($0.name)" }
    return relation.isNeeded ? columns : [relation.name, relation.name + "."] + columns
  }

  /// A schema of views with the needed columns, and what is added.
  private static func schema(_ name: String, adding added: String?) -> String {
    let views = Contract.relations.filter { relation in
      relation.isNeeded || added.map { $0 == relation.name || $0.hasPrefix(relation.name + ".") } ?? false
    }.map { relation in
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
    let paper: String
  }

  /// What only the columns or relations named beside it can say; `any` of them must be there.
  private static let words: [(word: String, any: [String])] = [
    ("adviser", ["days.adviser_id", "advisers.appointed_on", "commissions.request"]),
    ("capacity", ["advisers.days_per_week"]),
    ("Headroom", ["advisers.days_per_week"]), ("days are expected", ["commissions.days_per_week"]),
    ("taught", ["both boroughs of shared practice"]), ("all of London", ["commissions.borough_code"]),
    ("other borough", ["both boroughs of shared practice"]), ("without a date", ["actions.due_on"]),
    ("overdue", ["actions.due_on", "commissions.due_on"]), ("| Who ", ["actions.owner_role"]),
    ("the programme |", ["actions.commission_id"]), ("## Actions", ["actions."]), ("### Outputs", ["outputs."]),
    ("0% of 0", []), ("0 of 0", []), ("no value", []), ("NaN", []),
  ]

  private static func isOffered(_ name: String, adding added: String) -> Bool {
    if name == added || name.hasPrefix(added + ".") { return true }
    return name.hasSuffix(".") && added.hasPrefix(name)
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
    return Issue(values: values, absent: absent, paper: paper)
  }

  private static let shared = Result {
    try sampleDatabase(
      """
      insert into programme.actions (action_no, agreed_on, what, owner_role, due_on)
      values (1, '2010-11-02', 'Repeat the audit.', 'head of service', '2011-03-31')
      """)
  }
  private static let base = Result { try issue("base", adding: nil) }

  @Test(arguments: Array(optional.enumerated())) func `what is added changes a report only where it should`(
    _ place: Int, _ added: String
  ) throws {
    let base = try Self.base.get()
    let more = try Self.issue("more_\(place)", adding: added)
    let name = added.split(separator: ".").last.map(String.init) ?? added
    #expect(base.absent.contains(name) || added.contains("."))
    let text = more.paper.split(separator: "\n").filter { line in
      !["# ", "Contact:", "Not offered"].contains { line.hasPrefix($0) }
    }.joined(separator: "\n")
    for (word, names) in Self.words where !names.contains(where: { Self.isOffered($0, adding: added) }) {
      #expect(!text.contains(word), "\(added): \(word)")
    }
    expectTables(in: text, added)
    let isWhole = Contract.relation(String(added.prefix { $0 != "." }))?.isNeeded ?? true || !added.contains(".")
    #expect(!isWhole || more.absent.count < base.absent.count)
    let allowed = Self.changes[added] ?? Self.changes[String(added.prefix { $0 != "." })] ?? []
    for (figure, value) in base.values where !value.isEmpty {
      let metric = String(figure.split(separator: "/")[0])
      guard let now = more.values[figure], !allowed.contains(metric) else { continue }
      #expect(now == value, "\(added): \(figure)")
    }
  }

  @Test func `reviews without a number are counted in an order of their own`() throws {
    let database = try sampleDatabase(
      """
      alter table programme.reviews rename to kept;
      create view programme.reviews as
        select commission_id, asked_on, received_on, rating, comment, reviewer_role, may_publish from programme.kept
      """)
    let world = try World()
    let words = ["--today", "2011-04-10", "--database", database]
    try world.program(["check"] + words).expectSuccess()
    try world.run(World.quarter + words).expectSuccess()
    let reviews = try world.rows("evidence/reviews.csv").filter { $0["commission_id"] == "7" }
    #expect(reviews.map { $0["review_no"] } == ["1", "2"])
  }

  /// A review that comes later may move the numbers by which a report counts reviews.
  @Test func `a comment of a review without a number is known when its consent ends`() throws {
    let database = try sampleDatabase(
      """
      alter table programme.reviews rename to kept;
      create view programme.reviews as
        select commission_id, asked_on, received_on, rating, comment, reviewer_role, may_publish, consent_ended_on
        from programme.kept
      """)
    var world = try World()
    world.job = world.home["job.yml"]
    try write("output: \(world.archive)\n", to: world.job)
    let words = ["--database", database] + World.quarter
    try world.run(words + ["--today", "2011-01-10"]).expectSuccess()
    try run(
      """
      update programme.kept set consent_ended_on = '2011-01-15' where commission_id = 1;
      insert into programme.kept (commission_id, review_no, asked_on, received_on, rating, comment, may_publish)
        values (1, 2, '2010-10-01', '2010-11-02', 'useful', 'It helped.', true)
      """, database)
    try world.run(words + ["--today", "2011-01-20"]).expectSuccess()
    let status = try world.program(
      ["status", "--job", world.job, "--output", world.archive, "--today", "2011-01-20"])
    #expect(status.code == 1 && status.output.contains { $0.contains("consent has ended") }, "\(status)")
    let check = try world.program(["check", "--job", world.job] + words)
    #expect(check.output.contains { $0.contains("2010-11-Q3/1 prints the comment") }, "\(check)")
  }

  /// Expects that no table is empty, none has a column in which nothing is recorded, and none of groups has one row.
  private func expectTables(in paper: String, _ added: String) {
    let lines = paper.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (start, line) in lines.enumerated() where line.hasPrefix("| :") || line.hasPrefix("| --") {
      let rows = lines[(start + 1)...].prefix { $0.hasPrefix("|") }
      #expect(!rows.isEmpty, "\(added): \(lines[start - 1])")
      let cells = rows.map { row in row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
      for column in cells.first?.indices ?? 0..<0 {
        let values = Set(cells.compactMap { column < $0.count ? $0[column] : nil })
        #expect(values != ["not recorded"] && values != ["unknown"], "\(added): \(lines[start - 1])")
      }
    }
  }
}
