package import Core
package import SQL

/// A statement that runs one rule, or the row tests of one relation.
package struct RuleStatement: Sendable {
  /// What a column of the answer says.
  struct MessageColumn: Sendable {
    let rule: String
    let severity: Finding.Severity
  }

  package let statement: Statement
  /// The relation whose rows are tested; nil for a rule's own statement.
  let relation: String?
  /// The columns that hold a message, after the key; a rule's own statement has one.
  let columns: [MessageColumn]

  /// Whether the statement looks at the rows of the projects in scope. Any other one looks at rows dated in the period, and at lists.
  var looksAtProjects: Bool { statement.text.contains("any($3::bigint[])") }

  /// Returns every rule of `sql/checks` that can find something in what is offered.
  ///
  /// - Parameter unique: the relations in which the server lets no two rows share a key.
  package static func all(_ offer: Offer, unique: Set<String> = []) -> [RuleStatement] {
    let rules = Statement.checks.map { Rule($0.name, $0.text, offer, unique) }
    return offer.relations.compactMap { RuleStatement(rules, of: $0) } + rules.compactMap(RuleStatement.init)
  }

  /// Answers with the key of each row that fails a test, and for each test its message; null where the row passes it.
  ///
  /// The condition comes twice. Most rows pass every test, and WHERE leaves them out before a message or a key is made.
  private init?(_ rules: [Rule], of relation: RelationSchema) {
    let tests = rules.flatMap { rule in
      rule.tests.filter { $0.relation == relation.name }.map { (rule: rule.name, test: $0) }
    }
    guard !tests.isEmpty else { return nil }
    let messages = tests.map { "case when \($0.test.condition) then \($0.test.message) end" }
    let conditions = tests.map { "(\($0.test.condition))" }
    self.relation = relation.name
    columns = tests.map { MessageColumn(rule: $0.rule, severity: .init(rawValue: $0.test.severity) ?? .error) }
    statement = Statement(
      "rules of \(relation.name)",
      text: """
        select (\(relation.keyExpression)) collate "C",
          \(messages.joined(separator: ",\n  "))
        from (\(relation.rows)) r
        where \(conditions.joined(separator: "\n  or "))
        order by 1
        """)
  }

  private init?(_ rule: Rule) {
    guard let text = rule.statement else { return nil }
    relation = nil
    columns = [MessageColumn(rule: rule.name, severity: .error)]
    statement = Statement(
      rule.name,
      text: """
        select severity, relation, key, message from (
        \(text)
        ) f(severity, relation, key, message)
        order by relation collate "C", key collate "C"
        """)
  }
}

extension RelationSchema {
  /// Returns the SQL that replaces a name in a rule; nil where the name is not about this relation.
  func part(of name: String) -> String? {
    guard name.hasSuffix(" of \(self.name)") else { return nil }
    return switch name.dropLast(self.name.count + 4) {
    case "each row": name
    case "rows": "(\(rows))"
    case "all rows": "(\(allRows))"
    case "key": keyExpression
    case "key columns": keyColumns
    case "makes no figure": "(\(lacksNeededValue))"
    default: nil
    }
  }

  /// Whether the row `r` lacks a value that it cannot do without.
  private var lacksNeededValue: String {
    let needed = selected.filter { $0.isNeededInRow && $0.type != .boolean && $0.type != .text }
    return needed.isEmpty ? "false" : needed.map { "r.\($0.name) is null" }.joined(separator: " or ")
  }

  /// The rows that a rule looks at, each once: those dated in the period, those of projects in scope that are not dated after it,
  /// and those of nobody knows which period or project. Where `$3` is null, all rows. A SELECT for each, so that an index finds
  /// its rows.
  var rows: String {
    if let date = dated {
      let undated = """

        union all
        select * from \(name)
        where $3::bigint[] is not null and (\(date) is null or \(date) < '0001-01-01' or \(date) > '9999-12-31')
          and not coalesce(commission_id = any($3::bigint[]), false)
        """
      return """
        select * from \(name) where \(date) >= $1 and \(date) < $2
        union all
        select * from \(name)
        where commission_id = any($3::bigint[]) and (\(date) is null or \(date) < $1 or \(date) > '9999-12-31')
        union all
        select * from \(name)
        where $3::bigint[] is null and not coalesce(\(date) >= $1 and \(date) < $2, false)\(isNeeded ? undated : "")
        """
    }
    guard column("commission_id") != nil else { return allRows }
    return """
      select * from \(name)
      where $3::bigint[] is null or commission_id = any($3::bigint[]) or commission_id is null
      """
  }

  private var allRows: String { "select * from \(name)" }

  /// A text is grouped by its exact bytes, whatever its collation.
  private var keyColumns: String {
    key.flatMap { ["r.\($0)"] + (column($0)?.type == .text ? ["r.\($0) collate \"C\""] : []) }.joined(separator: ", ")
  }

  /// The columns by which a finding names a row: those of the key that are offered, and the row's date where a column of the key is
  /// not offered. A text is last.
  var namingColumns: [String] {
    guard !hasWholeKey, let dated, !key.contains(dated) else { return key }
    let texts = key.filter { column($0)?.type == .text }
    return key.filter { !texts.contains($0) } + [dated] + texts
  }

  /// The key of the row `r` as a finding names it. A text, which ends the key, follows a unit separator: see `RuleRow`.
  var keyExpression: String {
    let key = namingColumns
    let pattern = key.map { "\($0)=%s" }.joined(separator: ";")
    let values = key.map { column($0)?.type == .text ? "chr(31) || left(r.\($0), 1000)" : "r.\($0)" }
    return "format('\(pattern)', \(values.joined(separator: ", ")))"
  }
}
