import Database
import Facts

/// A relation or column that is not what the contract says.
struct ContractFault {
  let relation: Contract.Relation
  /// nil where the whole relation is missing.
  let column: Contract.Column?
  let line: String
  let mend: String
}

extension ContractFault {
  static func missing(_ relation: Contract.Relation, in schema: String) -> ContractFault {
    let columns = relation.columns.map { "  " + $0.fragment(as: "t.\($0.name)") }
    return ContractFault(
      relation: relation, column: nil,
      line: "schema \(schema) has no relation \(relation.name); make it with `database create`, "
        + "or as a view of that name",
      mend: "CREATE VIEW \(QualifiedName(schema, relation.name).quoted) AS SELECT\n"
        + columns.joined(separator: ",\n") + "\nFROM your_table t;")
  }

  static func missing(
    _ column: Contract.Column, of relation: Contract.Relation, in schema: String
  ) -> ContractFault {
    ContractFault(
      relation: relation, column: column,
      line: "\(schema).\(relation.name).\(column.name): no such column; expected "
        + column.type.names[0],
      mend: column.isNullable
        ? "\(column.fragment(as: "t.\(column.name)"))\n-- or, where it is not recorded:\n"
          + column.fragment(as: "NULL") : column.fragment(as: "t.\(column.name)"))
  }

  static func wrong(
    _ type: String, _ column: Contract.Column, of relation: Contract.Relation, in schema: String
  ) -> ContractFault {
    // A time without its zone is not to be cast: the session's zone would be taken for the writer's.
    let zone =
      column.type == .instant && type == "timestamp without time zone"
      ? "t.\(column.name) AT TIME ZONE 'Europe/London' AS \(column.name)" : nil
    return ContractFault(
      relation: relation, column: column,
      line: "\(schema).\(relation.name).\(column.name): of type \(type); expected "
        + column.type.names[0],
      mend: zone ?? column.fragment(as: "t.\(column.name)"))
  }
}

extension Contract.Column {
  /// Its piece of a view's definition: `t.worked_on::date AS worked_on`.
  fileprivate func fragment(as value: String) -> String { "\(value)::\(type.declared) AS \(name)" }
}

extension Contract.Kind {
  /// PostgreSQL's names of the types that will do, the contract's own first.
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

  /// As a view casts to it.
  fileprivate var declared: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .days(let precision): "numeric(\(precision),2)"
    case .date: "date"
    case .instant: "timestamptz"
    case .boolean: "boolean"
    }
  }
}
