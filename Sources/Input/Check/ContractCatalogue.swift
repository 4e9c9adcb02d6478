import Core
import Database
import SQL

/// The relations of a schema as the database declares them, compared with the contract before a row is read.
struct ContractCatalogue {
  /// A column's type.
  private struct FoundType {
    /// As it is declared, for messages.
    let declared: String
    /// The type beneath a domain.
    let base: String
    /// The category of `pg_type`: S text, E an enum.
    let category: String
    /// Whether the collation is the database's own or "C". PostgreSQL matches no pattern where equal texts may not be equal bytes,
    /// and compares no texts of two other collations.
    let isComparable: Bool

    /// Whether PostgreSQL converts the values as it converts texts. A "char" would be cast to the number of its character.
    var isText: Bool { category == "S" || base == "\"char\"" }

    func fits(_ column: ColumnSchema) -> Bool {
      column.type == .text ? ["S", "E"].contains(category) : column.type.names.contains(base)
    }
  }

  let schema: String
  private var hasSchema = true
  private var found: [String: [String: FoundType]] = [:]
  /// The columns of unique indexes that hold for every row, by relation.
  private var unique: [String: [Set<Substring>]] = [:]
  /// The types that the server casts each type to; read only where the type of a column is wrong.
  private var targets: [String: Set<String>] = [:]

  init(_ connection: borrowing Connection, _ schema: String) throws {
    self.schema = schema
    let query = Statement.contract.query(.text(schema), .relationNames)
    try connection.forEach(query, columns: Array(repeating: .text, count: 5) + [.bool, .text]) { row in
      let relation = try row.text(0)
      unique[relation] = try row.text(6).split(separator: ";").map { Set($0.split(separator: ",")) }
      found[relation, default: [:]][try row.text(1)] = FoundType(
        declared: try row.text(2), base: try row.text(3), category: try row.text(4), isComparable: try row.bool(5))
    }
    if hasWrongTypes {
      let casts = Query(
        "casts",
        """
        select regexp_replace(castsource::regtype::text, '[^ -~]', '?', 'g'), casttarget::regtype::text
        from pg_catalog.pg_cast where casttarget < 16384
        """)
      try connection.forEach(casts, columns: [.text, .text]) { row in
        targets[try row.text(0), default: []].insert(try row.text(1))
      }
    }
    guard found.isEmpty else { return }
    hasSchema = try connection.holds("select from pg_catalog.pg_namespace where nspname = $1", [.text(schema)])
  }

  var offer: Offer { Offer { relation in found[relation.name].map { Set($0.keys) } } }

  /// The relations whose key an index of the server keeps unique: no rule needs to look for a second row of a key.
  var relationsWithUniqueKey: Set<String> {
    Set(
      offer.relations.filter { relation in
        relation.hasWholeKey
          && unique[relation.name, default: []].contains { $0.isSubset(of: relation.key.map { $0[...] }) }
      }.map(\.name))
  }

  /// The texts of a type or collation that PostgreSQL compares or matches in its own way, by relation.
  var casts: [String: Set<String>] {
    found.compactMapValues { columns in
      let casts = columns.filter { name, type in
        ["S", "E"].contains(type.category)
          && !(["text", "character varying"].contains(type.declared) && type.isComparable)
      }
      return casts.isEmpty ? nil : Set(casts.keys)
    }
  }

  /// What keeps a report from being made, in the contract's order.
  var faults: [ContractFault] {
    guard hasSchema else { return [.missing(schema: schema)] }
    return Contract.relations.flatMap { relation -> [ContractFault] in
      guard let columns = found[relation.name] else {
        return relation.isNeeded ? [.missing(relation, in: schema)] : []
      }
      return relation.columns.compactMap { column in
        guard let type = columns[column.name] else {
          return column.isNeeded ? .missing(column, of: relation, in: schema) : nil
        }
        guard !type.fits(column) else { return nil }
        let value = column.conversion(
          of: "t.\(column.name)", from: type.base, isText: type.isText, targets[type.base, default: []])
        return .wrong(type.declared, value, column, of: relation, in: schema)
      }
    }
  }

  private var hasWrongTypes: Bool {
    Contract.relations.contains { relation in
      relation.columns.contains { column in found[relation.name]?[column.name].map { !$0.fits(column) } ?? false }
    }
  }

  /// Names that are no part of the contract and near one that is absent. They must not pass for it.
  func misspellings(_ connection: borrowing Connection) throws -> [Misspelling] {
    var others: [String] = []
    let query = Statement.otherRelations.query(.text(schema), .relationNames)
    try connection.forEach(query, columns: [.text]) { row in others.append(try row.text(0)) }
    let relations = Contract.relations.filter { found[$0.name] == nil }.flatMap { relation in
      others.filter { $0.isNear(relation.name) }.map { Misspelling(written: $0, relation: relation.name, column: nil) }
    }
    return relations
      + Contract.relations.flatMap { relation -> [Misspelling] in
        guard let columns = found[relation.name] else { return [] }
        let unknown = columns.keys.filter { relation.column($0) == nil }.sorted()
        return relation.columns.filter { columns[$0.name] == nil }.flatMap { column in
          unknown.filter { $0.isNear(column.name) }.map {
            Misspelling(written: $0, relation: relation.name, column: column.name)
          }
        }
      }
  }
}

/// A relation or column that is probably one of the contract, misspelt.
struct Misspelling {
  let written: String
  let relation: String
  let column: String?

  var line: String {
    let what = column == nil ? "relation" : "column"
    return "\(what) \(written) is no part of the contract; probably a misspelling of \(column ?? relation)"
  }
}

extension String {
  /// Returns whether two letters at most must be added, left out or changed to make the other of one.
  func isNear(_ other: String) -> Bool {
    let (left, right) = (Array(lowercased().utf8), Array(other.utf8))
    return abs(left.count - right.count) <= 2 && Folding.edits(left, right) <= 2
  }
}

/// A schema, or a needed relation or column, that is missing, or a column of a wrong type.
struct ContractFault {
  /// The relation; nil when the whole schema is missing.
  let relation: RelationSchema?
  /// The column; nil when the whole relation is missing.
  let column: ColumnSchema?
  let line: String
  /// The SQL that fixes the fault; nil where the line says what to do.
  let fix: String?

  /// The fault and its fix on one line.
  var refusal: String {
    guard let fix else { return line }
    return "\(line): \(fix.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " "))"
  }

  static func missing(schema: String) -> ContractFault {
    ContractFault(
      relation: nil, column: nil,
      line: "the database has no schema \(schema); name another with --schema, or run CREATE SCHEMA "
        + QualifiedName.quote(schema),
      fix: nil)
  }

  static func missing(_ relation: RelationSchema, in schema: String) -> ContractFault {
    let columns = relation.columns.filter(\.isNeeded).map { "  " + $0.fragment(as: "t.\($0.name)") }
    return ContractFault(
      relation: relation, column: nil,
      line:
        "schema \(schema) has no relation \(relation.name); make it with `database create`, or as a view of that name",
      fix: "CREATE VIEW \(QualifiedName(schema, relation.name).quoted) AS SELECT\n" + columns.joined(separator: ",\n")
        + "\nFROM your_table t;")
  }

  static func missing(_ column: ColumnSchema, of relation: RelationSchema, in schema: String) -> ContractFault {
    ContractFault(
      relation: relation, column: column,
      line: "\(schema).\(relation.name).\(column.name): no such column; expected " + column.type.names[0],
      fix: column.fragment(as: "t.\(column.name)"))
  }

  /// - Parameter value: what makes a value of the right type; nil where no cast does.
  static func wrong(
    _ type: String, _ value: String?, _ column: ColumnSchema, of relation: RelationSchema, in schema: String
  ) -> ContractFault {
    let name = column.type.names[0]
    return ContractFault(
      relation: relation, column: column,
      line: "\(schema).\(relation.name).\(column.name): of type \(type); expected \(name)"
        + (value == nil ? "; PostgreSQL cannot convert \(type) to \(name), so map the values" : ""),
      fix: value.map { "\($0) AS \(column.name)" })
  }
}

extension ColumnSchema {
  /// The column's part of a view's definition: `t.worked_on::date AS worked_on`. A number is cast without a scale, which would
  /// round it before a rule could find its decimals.
  fileprivate func fragment(as value: String) -> String {
    "\(value)::\(type.sqlName) AS \(name)"
  }

  /// Returns the SQL that makes a column's value of one of another type; nil where the server has no cast.
  ///
  /// A cast between a date and a time, or of a text to a time, would use the session's zone instead of the writer's. A cast of a text
  /// to a date would read 03/10/2010 year first. A cast of a number to an integer would round it.
  ///
  /// - Parameters:
  ///   - base: the type beneath a domain.
  ///   - isText: whether PostgreSQL converts the values as texts.
  ///   - targets: the types that the server casts the type to.
  fileprivate func conversion(of value: String, from base: String, isText: Bool, _ targets: Set<String>) -> String? {
    let text = ["text", "character varying", "character"].contains(base) ? value : "\(value)::text"
    let number = base == "jsonb" ? "\(value)::numeric" : value
    let isNumber = ["smallint", "integer", "bigint", "numeric", "real", "double precision"].contains(base)
    return switch (type, base) {
    case (.instant, "timestamp without time zone"): "\(value) AT TIME ZONE 'Europe/London'"
    case (.instant, "date"): "(\(value) + time '23:59:59') AT TIME ZONE 'Europe/London'"
    case (.instant, _) where isText:
      "\(text)::timestamp /* the text must have no offset */ AT TIME ZONE 'Europe/London'"
    case (.instant, _) where isNumber: "to_timestamp(\(value) /* seconds since 1970 */)"
    case (.date, _) where isText: "to_date(\(text), 'DD/MM/YYYY' /* the form of the texts */)"
    // A real has too few digits for such a number.
    case (.date, _) where isNumber && base != "real":
      "to_date(\(value)::text, 'YYYYMMDD' /* the form of the numbers */)"
    case (.date, "timestamp with time zone"): "(\(value) AT TIME ZONE 'Europe/London')::date"
    // No cast makes a number of these: a table of the organisation's own gives each its number.
    case (.integer, "uuid"), (.integer, "bytea"): "(SELECT k.number FROM your_keys k WHERE k.key = \(value))"
    case (.integer, "numeric"), (.integer, "real"), (.integer, "double precision"), (.integer, "jsonb"):
      "CASE WHEN \(number) = trunc(\(number)) THEN \(number)::bigint END"
    case (.boolean, _) where isNumber: "\(value) <> 0"
    case (.days, "interval"), (.days, "time without time zone"), (.days, "time with time zone"):
      "extract(epoch FROM \(value)) / (7.5 * 3600 /* hours of a day */)"
    case (.text, "bytea"): "convert_from(\(value), 'UTF8')"
    case (.text, "json"), (.text, "jsonb"): "\(value) #>> '{}'"
    case (.text, _): "\(value)::text"
    case _ where isText: "\(text)::\(type.sqlName)"
    // A boolean is cast to an integer, and to no bigint.
    default:
      [type.sqlName, type.names[0]].first { targets.contains($0) }.map { "\(value)::\($0)" }
    }
  }
}

extension ContractType {
  /// PostgreSQL's names of the accepted types, the contract's own first. Any text, enum or domain over text is a text.
  fileprivate var names: [String] {
    switch self {
    case .text: ["text"]
    case .integer: ["integer", "bigint", "smallint"]
    case .days: ["numeric", "integer", "bigint", "smallint"]
    case .date: ["date"]
    case .instant: ["timestamp with time zone"]
    case .boolean: ["boolean"]
    }
  }
}
