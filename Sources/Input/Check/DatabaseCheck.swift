package import Core
package import Database
import SQL

/// A check of everything that a report needs from a database except the rows. The check writes nothing.
package struct DatabaseCheck: Sendable {
  let schema: String
  /// Whether the role's privileges matter. On a private server they do not.
  let checksPrivileges: Bool

  package init(schema: String, checksPrivileges: Bool) {
    self.schema = schema
    self.checksPrivileges = checksPrivileges
  }

  /// Returns the observations in the order server, settings, contract, privileges.
  /// - Throws: `DatabaseError` when the session is lost or does not fit a report.
  package func observe(_ connection: borrowing Connection) throws -> [Observation] {
    var all = try connection.withSnapshot(locking: []) { connection in
      try server(connection) + settings() + contract(connection)
    }
    let missing = Set(all.filter { $0.area == .contract && $0.key.isEmpty }.map(\.relation))
    if checksPrivileges { all += try connection.withSnapshot(locking: []) { connection in try privileges(connection) } }
    let known = Set(all.filter { $0.severity == .error && $0.area == .privileges }.map(\.relation))
    for relation in Contract.relations where !missing.union(known).contains(relation.name) {
      if let fault = try reading(relation.name, connection) { all.append(fault) }
    }
    if checksPrivileges, !all.contains(where: { $0.area == .privileges }) {
      all.append(Observation(.privileges, .ok, "role \(connection.user) reads all ten relations, and cannot write"))
    }
    return all
  }

  private func server(_ connection: borrowing Connection) throws -> [Observation] {
    let version = connection.serverVersion
    let shown = "\(version / 10_000).\(version % 10_000)"
    var found = [
      Observation(.server, .ok, "database \(connection.database) at \(connection.place), as role \(connection.user)"),
      version >= 140_000
        ? Observation(.server, .ok, "PostgreSQL \(shown)")
        : Observation(.server, .error, "PostgreSQL \(shown); expected 14 or later"),
    ]
    if connection.isExposed {
      found.append(
        Observation(
          .server, .warning,
          "the session is TCP without encryption: the network can read the rows and alter them; "
            + "use sslmode=verify-full"))
    }
    let encoding = try connection.setting("server_encoding")
    // The server converts any other encoding to UTF-8. SQL_ASCII holds bytes of an unknown encoding.
    found.append(
      encoding == "SQL_ASCII"
        ? Observation(.server, .warning, "encoding SQL_ASCII: a text that is not UTF-8 stops a report; expected UTF8")
        : Observation(.server, .ok, "encoding \(encoding)"))
    return found
  }

  /// Otherwise the transaction that calls this could not have begun.
  private func settings() -> [Observation] {
    [Observation(.settings, .ok, "every setting that could change a figure holds when set")]
  }

  private func contract(_ connection: borrowing Connection) throws -> [Observation] {
    let faults = try ContractReading(schema: schema).faults(connection)
    guard !faults.isEmpty else {
      return [Observation(.contract, .ok, "ten relations of schema \(schema), every column and type")]
    }
    return faults.map { fault in
      Observation(
        .contract, .error, fault.line, relation: fault.relation.name, key: fault.column?.name ?? "", fix: fault.fix)
    }
  }
}

extension Connection {
  fileprivate func setting(_ name: String) throws -> String {
    var value = ""
    let query = Query("settings", "select pg_catalog.current_setting($1)", [.text(name)])
    try forEach(query, columns: [.text]) { row in value = try row.text(0) }
    return value
  }
}

/// One line of the result of `check`: what was checked, and whether it is fit for a report.
package struct Observation: Hashable, Sendable {
  package enum ResultLevel: String, Hashable, Sendable { case ok, warning, error }

  /// The area of an observation, which decides the exit code of an error.
  package enum Area: String, Hashable, Sendable {
    case server, privileges, contract, settings
    /// The rules of `sql/checks`.
    case quality
  }

  package let area: Area
  /// The area, or the rule of data quality.
  package let rule: String
  package let severity: ResultLevel
  /// The relation; empty when the observation is about none.
  package let relation: String
  /// The column or a row's key; empty when the observation is about a whole relation.
  package let key: String
  package let message: String
  /// The SQL that fixes the error, complete or as the missing part of a view's definition.
  package var fix: String?

  package init(
    _ area: Area, _ severity: ResultLevel, _ message: String, relation: String = "", key: String = "",
    fix: String? = nil
  ) {
    self.area = area
    rule = area.rawValue
    self.severity = severity
    self.relation = relation
    self.key = key
    self.message = message
    self.fix = fix
  }

  package init(_ finding: Finding) {
    area = .quality
    rule = finding.rule
    severity = finding.severity == .error ? .error : .warning
    relation = finding.relation
    key = finding.key
    message = finding.message
  }
}

/// A relation or column that differs from the contract.
struct ContractFault {
  let relation: RelationSchema
  /// The column; nil when the whole relation is missing.
  let column: ColumnSchema?
  let line: String
  let fix: String
}

extension ContractFault {
  static func missing(_ relation: RelationSchema, in schema: String) -> ContractFault {
    let columns = relation.columns.map { "  " + $0.fragment(as: "t.\($0.name)") }
    return ContractFault(
      relation: relation, column: nil,
      line: "schema \(schema) has no relation \(relation.name); make it with `database create`, "
        + "or as a view of that name",
      fix: "CREATE VIEW \(QualifiedName(schema, relation.name).quoted) AS SELECT\n" + columns.joined(separator: ",\n")
        + "\nFROM your_table t;")
  }

  static func missing(_ column: ColumnSchema, of relation: RelationSchema, in schema: String) -> ContractFault {
    ContractFault(
      relation: relation, column: column,
      line: "\(schema).\(relation.name).\(column.name): no such column; expected " + column.type.names[0],
      fix: column.isNullable
        ? "\(column.fragment(as: "t.\(column.name)"))\n-- or, where it is not recorded:\n" + column.fragment(as: "NULL")
        : column.fragment(as: "t.\(column.name)"))
  }

  static func wrong(_ type: String, _ column: ColumnSchema, of relation: RelationSchema, in schema: String)
    -> ContractFault
  {
    // A time without a zone must not be cast, because the cast would use the session's zone instead of the writer's.
    let zone =
      column.type == .instant && type == "timestamp without time zone"
      ? "t.\(column.name) AT TIME ZONE 'Europe/London' AS \(column.name)" : nil
    return ContractFault(
      relation: relation, column: column,
      line: "\(schema).\(relation.name).\(column.name): of type \(type); expected " + column.type.names[0],
      fix: zone ?? column.fragment(as: "t.\(column.name)"))
  }
}

extension ColumnSchema {
  /// The column's part of a view's definition: `t.worked_on::date AS worked_on`.
  fileprivate func fragment(as value: String) -> String { "\(value)::\(declared) AS \(name)" }

  /// The type to which a view casts, wide enough for every value that our own tables accept.
  private var declared: String {
    switch type {
    case .text, .date, .instant, .boolean: type.sqlName
    case .integer: "integer"
    case .days: "numeric(\(range.map { String($0.upperBound.hundredths).count } ?? 6),2)"
    }
  }
}

extension ContractType {
  /// PostgreSQL's names of the accepted types, the contract's own first.
  var names: [String] {
    switch self {
    case .text: ["text", "character varying", "character", "name"]
    case .integer: ["integer", "bigint", "smallint"]
    case .days: ["numeric", "integer", "bigint", "smallint"]
    case .date: ["date"]
    case .instant: ["timestamp with time zone"]
    case .boolean: ["boolean"]
    }
  }
}

/// A comparison of the relations in the database with the contract, before a row is read.
struct ContractReading {
  let schema: String

  /// Throws the first fault.
  func check(_ connection: borrowing Connection) throws {
    guard let fault = try faults(connection).first else { return }
    throw ExtractError(.contract, fault.line)
  }

  /// Returns all faults in the contract's order.
  func faults(_ connection: borrowing Connection) throws -> [ContractFault] {
    var found: [String: [String: String]] = [:]
    try connection.forEach(
      Statement.contract.query(.text(schema), .relationNames), columns: Array(repeating: .text, count: 4)
    ) { row in found[try row.text(0), default: [:]][try row.text(2)] = try row.text(3) }
    return Contract.relations.flatMap { relation -> [ContractFault] in
      guard let columns = found[relation.name] else { return [.missing(relation, in: schema)] }
      return relation.columns.compactMap { fault(of: $0, relation, columns) }
    }
  }

  private func fault(of column: ColumnSchema, _ relation: RelationSchema, _ columns: [String: String]) -> ContractFault?
  {
    guard let type = columns[column.name] else { return .missing(column, of: relation, in: schema) }
    return column.type.names.contains(type) ? nil : .wrong(type, column, of: relation, in: schema)
  }
}

extension Statement {
  /// Makes a query of the catalogue, which names no schema of the programme.
  func query(_ parameters: Parameter...) -> Query { Query(name, text, parameters) }
}

extension Parameter {
  /// The names of the ten relations as a text that PostgreSQL casts to an array of names.
  static var relationNames: Parameter { .text("{" + Contract.relations.map(\.name).joined(separator: ",") + "}") }
}
