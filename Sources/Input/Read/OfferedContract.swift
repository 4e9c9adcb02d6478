package import Core
package import Database
import SQL

/// What a schema offers of the contract, and how a statement reads it.
///
/// A statement names relations without a schema, and every column of the contract. `sql` puts the schema's relation in the place
/// of each name or, where the relation is absent, lacks a column or has a column of another type, a common table expression of
/// that name. So no statement has a second form, and what is absent costs none.
package struct OfferedContract: Sendable {
  package let schema: String
  package let offer: Offer
  /// The relations whose key an index of the server keeps unique.
  package let relationsWithUniqueKey: Set<String>
  /// The columns to cast, by relation: text of a type that PostgreSQL compares in its own way.
  private let casts: [String: Set<String>]

  /// The contract of a schema that offers all of it in the contract's own types, as our own tables do.
  package init(whole schema: String) {
    self.schema = schema
    offer = .whole
    relationsWithUniqueKey = []
    casts = [:]
  }

  /// Reads the database's catalogue.
  ///
  /// - Throws: `ExtractError` where a needed relation or column is missing, or a type is wrong.
  package init(_ connection: borrowing Connection, _ schema: String) throws {
    let catalogue = try ContractCatalogue(connection, schema)
    if let fault = catalogue.faults.first { throw ExtractError(.contract, fault.refusal) }
    self.init(catalogue)
  }

  init(_ catalogue: ContractCatalogue) {
    schema = catalogue.schema
    offer = catalogue.offer
    relationsWithUniqueKey = catalogue.relationsWithUniqueKey
    casts = catalogue.casts
  }

  /// The relations to lock before the first row is read.
  package var relations: [QualifiedName] { offer.relations.map { QualifiedName(schema, $0.name) } }

  /// What absent columns are read as.
  enum Absence {
    /// Null: a rule of quality speaks of what is recorded.
    case null
    /// What the contract says that the absence means: the commission's number in place of the reference, the first day entry in
    /// place of the start, and a count in place of the number of a review.
    case meaning
  }

  /// Returns the statement with the schema's relations after each FROM and JOIN.
  func sql(_ text: String, absent: Absence) -> String {
    var defined: [String] = []
    let body = text.namingRelations { name in
      guard let relation = Contract.relation(name) else { return nil }
      if isPlain(name) { return QualifiedName(schema, name).quoted }
      if !defined.contains(name) { defined.append(name) }
      return relation.name
    }
    guard !defined.isEmpty else { return body }
    let definitions = defined.compactMap { Contract.relation($0) }.map { relation in
      "\(relation.name) as not materialized (\(select(relation, absent)))"
    }.joined(separator: ",\n")
    return body.hasPrefix("with ") ? "with \(definitions),\n\(body.dropFirst(5))" : "with \(definitions)\n\(body)"
  }

  private func isPlain(_ name: String) -> Bool {
    offer.has(name) && casts[name] == nil
      && Contract.relation(name)?.columns.allSatisfy { offer.has(name, $0.name) } ?? false
  }

  /// Returns the SELECT that replaces a relation.
  private func select(_ relation: RelationSchema, _ absent: Absence) -> String {
    guard offer.has(relation.name) else {
      if relation.name == "boroughs", offer.has("commissions", "borough_code") { return boroughsOfCommissions }
      let columns = relation.columns.map { "null::\($0.type.sqlName) as \($0.name)" }
      return "select \(columns.joined(separator: ", ")) where false"
    }
    let columns = relation.columns.map { column in
      guard offer.has(relation.name, column.name) else {
        let value = absent == .meaning ? meaning(of: column, relation) : nil
        return "\(value ?? "null::\(column.type.sqlName)") as \(column.name)"
      }
      let isCast = casts[relation.name]?.contains(column.name) ?? false
      return isCast ? "r.\(column.name)::text collate \"C\" as \(column.name)" : "r.\(column.name)"
    }
    let starts = absent == .meaning && relation.name == "commissions" && !offer.has("commissions", "starts_on")
    return "select \(columns.joined(separator: ", ")) from \(QualifiedName(schema, relation.name).quoted) r"
      + (starts ? firstDays : "")
  }

  private func meaning(of column: ColumnSchema, _ relation: RelationSchema) -> String? {
    switch (relation.name, column.name) {
    case ("commissions", "reference"): "r.commission_id::text"
    case ("commissions", "starts_on"): "f.first_day"
    case ("reviews", "review_no"):
      "row_number() over (partition by r.commission_id order by \(orderOfWholeRows(relation)))"
    default: nil
    }
  }

  /// Every column that is offered: rows without a whole key are in an order that the server does not choose.
  private func orderOfWholeRows(_ relation: RelationSchema) -> String {
    relation.columns.filter { offer.has(relation.name, $0.name) }.map { column in
      column.type == .text ? "r.\(column.name)::text collate \"C\"" : "r.\(column.name)"
    }.joined(separator: ", ")
  }

  /// The first day entry of each commission. PostgreSQL leaves out the join where a statement does not read the start.
  private var firstDays: String {
    """
     left join (
      select commission_id, min(worked_on) as first_day from \(QualifiedName(schema, "days").quoted)
      where worked_on between '0001-01-01' and '9999-12-31' and days > -1000000 and days < 1000000
      group by commission_id
    ) f on f.commission_id = r.commission_id
    """
  }

  /// The boroughs that commissions name, where no list of boroughs is offered.
  private var boroughsOfCommissions: String {
    let code = "borough_code::text collate \"C\""
    return """
      select distinct \(code) as borough_code, null::text as name
      from \(QualifiedName(schema, "commissions").quoted) where \(code) ~ '\\S'
      """
  }
}

extension String {
  /// Returns the SQL with another name for each relation after FROM or JOIN, where `name` gives one. Comments and quoted text
  /// stay as they are.
  fileprivate func namingRelations(_ name: (String) -> String?) -> String {
    let bytes = Array(utf8)
    var (result, index, isExpected) = ([UInt8](), 0, false)
    func isWord(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2E
    }
    func copy(while holds: (UInt8) -> Bool) {
      while index < bytes.count, holds(bytes[index]) {
        result.append(bytes[index])
        index += 1
      }
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x2D, index + 1 < bytes.count, bytes[index + 1] == 0x2D {
        copy { $0 != 0x0A }
      } else if byte == 0x27 || byte == 0x22 {
        isExpected = false
        result.append(byte)
        index += 1
        copy { $0 != byte }
        if index < bytes.count {
          result.append(byte)
          index += 1
        }
      } else if isWord(byte) {
        let start = index
        while index < bytes.count, isWord(bytes[index]) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        result += (isExpected ? name(word) ?? word : word).utf8
        isExpected = word.lowercased() == "from" || word.lowercased() == "join"
      } else {
        if byte > 0x20 { isExpected = false }
        result.append(byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
