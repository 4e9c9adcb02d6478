import Database
import Facts
import SQL

/// Compares the relations as the database declares them with the contract, before a row is read.
struct ContractReading {
  let schema: String

  /// Throws the first fault.
  func check(_ connection: borrowing Connection) throws {
    guard let fault = try faults(connection).first else { return }
    throw ExtractError(.contract, fault.line)
  }

  /// All of them, in the contract's order.
  func faults(_ connection: borrowing Connection) throws -> [ContractFault] {
    var found: [String: [String: String]] = [:]
    try connection.forEach(
      Statement.contract.query(.text(schema), .relationNames),
      columns: Array(repeating: .text, count: 4)
    ) { row in
      found[try row.text(0), default: [:]][try row.text(2)] = try row.text(3)
    }
    return Contract.relations.flatMap { relation -> [ContractFault] in
      guard let columns = found[relation.name] else { return [.missing(relation, in: schema)] }
      return relation.columns.compactMap { fault(of: $0, relation, columns) }
    }
  }

  private func fault(
    of column: Contract.Column, _ relation: Contract.Relation, _ columns: [String: String]
  ) -> ContractFault? {
    guard let type = columns[column.name] else {
      return .missing(column, of: relation, in: schema)
    }
    return column.type.names.contains(type)
      ? nil : .wrong(type, column, of: relation, in: schema)
  }
}

extension Statement {
  /// For statements about the catalogue, which name no schema of their own.
  func query(_ parameters: Parameter...) -> Query { Query(name, text, parameters) }
}

extension Parameter {
  /// The ten relations' names as a text that PostgreSQL casts to an array of names.
  static var relationNames: Parameter {
    .text("{" + Contract.relations.map(\.name).joined(separator: ",") + "}")
  }
}
