import Database
import Facts
import SQL

/// Compares the relations as the database declares them with the contract, before a row is read.
struct ContractReading {
  let reader: Reader

  func check(_ connection: borrowing Connection) throws {
    var found: [String: [String: String]] = [:]
    let names = "{" + Contract.relations.map(\.name).joined(separator: ",") + "}"
    try connection.forEach(
      reader.query(.contract, [.text(reader.schema), .text(names)]),
      columns: Array(repeating: .text, count: 4)
    ) { row in
      found[try row.text(0), default: [:]][try row.text(2)] = try row.text(3)
    }
    for relation in Contract.relations {
      guard let columns = found[relation.name] else { throw missing(relation) }
      for column in relation.columns { try check(column, of: relation, in: columns) }
    }
  }

  private func missing(_ relation: Contract.Relation) -> ExtractError {
    ExtractError(
      .contract,
      "schema \(reader.schema) has no relation \(relation.name); make it with `database create`, or as a view of that name"
    )
  }

  private func check(
    _ column: Contract.Column, of relation: Contract.Relation, in columns: [String: String]
  ) throws(ExtractError) {
    let place = "\(reader.schema).\(relation.name).\(column.name)"
    guard let type = columns[column.name] else {
      throw ExtractError(.contract, "\(place): no such column; expected \(column.type.names[0])")
    }
    guard column.type.names.contains(type) else {
      throw ExtractError(
        .contract, "\(place): of type \(type); expected \(column.type.names[0])")
    }
  }
}

extension Contract.Kind {
  /// PostgreSQL's names of the types that will do, the contract's own first.
  fileprivate var names: [String] {
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
