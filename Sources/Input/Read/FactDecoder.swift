import Core
import Database
import SQL

/// Decodes the rows of a relation as its declaration says. Every text passes the filter of personal data.
struct FactDecoder {
  /// A column that is no text. It holds nothing that is counted by reference, because it is read for each row.
  private struct ValueColumn {
    let position: Int
    /// Its index among the fields; the owner has none.
    let field: Int?
    let type: ContractType
    let isNeeded: Bool
  }

  private struct TextColumn {
    let position: Int
    let field: Int
    let schema: ColumnSchema
    /// nil for all but labels.
    var labels: LabelTable?
  }

  private let schema: RelationSchema
  private let values: [ValueColumn]
  private var texts: [TextColumn]
  /// The columns that name a row in a finding, without texts.
  private let key: [(name: String, field: Int?)]
  private let filter: PersonalDataFilter?
  /// The types that the statement's columns are read as.
  let types: [ColumnType]
  /// The number in the first column: the commission of a row that its project holds, or the row's own number.
  private(set) var id: Int64 = 0
  /// The cells of the row, in the order of the fields.
  private(set) var cells: [Cell?]

  /// - Parameter filter: nil where the caller filters the texts.
  init(_ schema: RelationSchema, _ offer: Offer, _ filter: PersonalDataFilter?) {
    self.schema = schema
    self.filter = filter
    let columns = schema.selected.map { column in (column, schema.fields.firstIndex { $0.name == column.name }) }
    types = columns.map { column, _ in column.type.columnType }
    let naming = schema.having { offer.has(schema.name, $0) }.namingColumns
    key = columns.filter { column, _ in naming.contains(column.name) && column.type != .text }.map {
      ($0.name, $1)
    }
    values = columns.enumerated().filter { $1.0.type != .text }.map { position, item in
      let (column, field) = item
      return ValueColumn(
        position: position, field: field, type: column.type,
        isNeeded: column.isNeededInRow && column.type != .boolean)
    }
    texts = columns.enumerated().compactMap { position, item in
      guard item.0.type == .text, let field = item.1 else { return nil }
      return TextColumn(
        position: position, field: field, schema: item.0,
        labels: item.0.label.flatMap { label in filter.map { LabelTable(label, $0) } })
    }
    cells = schema.fields.map { _ in nil }
  }

  /// Reads all columns but the texts.
  ///
  /// - Returns: false for a row that makes no figure: it lacks a value that it cannot do without.
  mutating func readValues(_ row: borrowing Row) throws -> Bool {
    var makesFigure = true
    for column in values {
      let cell = try row.cell(column.position, column.type)
      if column.isNeeded, case .empty = cell { makesFigure = false }
      if column.position == 0, case .number(let number) = cell { id = number.mantissa }
      if let field = column.field { cells[field] = cell }
    }
    return makesFigure
  }

  /// Reads the texts.
  mutating func readTexts(_ row: borrowing Row) throws {
    for index in texts.indices { cells[texts[index].field] = Cell(try text(row, index)) }
  }

  private mutating func text(_ row: borrowing Row, _ index: Int) throws -> Text? {
    let position = texts[index].position
    guard let filter else { return try row.recordedText(position) }
    let (name, key, id, cells) = (schema.name, key, id, cells)
    func rowKey() -> RowKey {
      // A column without a value names nothing.
      let parts = key.compactMap { name, field -> String? in
        let cell = field.flatMap { cells[$0] }
        if case .empty? = cell { return nil }
        return "\(name)=\(cell?.printed ?? String(id))"
      }
      return RowKey(name, parts.joined(separator: ";"))
    }
    if texts[index].schema.label != nil { return try texts[index].labels?.text(row, position, in: rowKey()) }
    guard let text = try row.recordedText(position) else { return nil }
    let column = texts[index].schema
    if column.vocabulary?.contains(text.string) ?? false { return text }
    if column.name == schema.unique { return filter.reference(text, of: id) }
    return filter.free(text, column.name, mayBeAbsent: column.isNullable, in: rowKey())
  }
}

extension Reader {
  /// Reads the rows of a relation into facts.
  ///
  /// - Parameters:
  ///   - filter: nil where the caller filters the texts.
  ///   - isWanted: decides before the texts are read, so that nothing is found in the texts of a row that does not count.
  /// - Returns: how many rows make no figure, because they lack a value that they cannot do without.
  @discardableResult
  func readFacts<Fact>(
    _ relation: Relation<Fact>, _ query: Query, _ connection: borrowing Connection, _ filter: PersonalDataFilter?,
    where isWanted: (Fact) -> Bool = { _ in true }, _ body: (Fact) throws -> Void
  ) throws -> Int {
    var decoder = FactDecoder(relation.schema, contract.offer, filter)
    var setAside = 0
    try connection.forEach(query, columns: decoder.types) { row in
      var fact = relation.blank
      guard try decoder.readValues(row), relation.fillValues(&fact, decoder.cells) else { return setAside += 1 }
      guard isWanted(fact) else { return }
      try decoder.readTexts(row)
      if relation.fillTexts(&fact, decoder.cells) { try body(fact) } else { setAside += 1 }
    }
    return setAside
  }

  /// Returns the statement with the relation's columns in place of `{columns}`.
  func query(_ statement: Statement, of relation: RelationSchema, _ parameters: [Parameter]) -> Query {
    let sql = statement.text.split(separator: "{columns}").joined(separator: relation.selectList)
    return query(statement.name, sql, parameters)
  }

  /// Returns the statement that reads a relation.
  ///
  /// - Parameter rest: what follows the FROM clause.
  func query(_ relation: RelationSchema, _ rest: String = "", _ parameters: [Parameter] = [], named name: String? = nil)
    -> Query
  {
    query(name ?? relation.name, "select \(relation.selectList)\nfrom \(relation.name)\n\(rest)", parameters)
  }
}

extension ContractType {
  fileprivate var columnType: ColumnType {
    switch self {
    case .text: .text
    case .integer: .int8
    case .days: .numeric
    case .date: .date
    case .instant: .timestamptz
    case .boolean: .bool
    }
  }
}

extension Row {
  /// Returns a value that is no text. A date, a time or a number that cannot be used counts as not recorded.
  fileprivate func cell(_ column: Int, _ type: ContractType) throws -> Cell {
    switch type {
    case .text: .empty
    case .integer: try optionalInt64(column).map { Cell($0) } ?? .empty
    case .days: Cell(try optionalNumeric(column)?.days)
    case .date: Cell(try optionalDay(column))
    case .instant: Cell(try optionalInstant(column))
    case .boolean: Cell(try optionalBool(column))
    }
  }
}

extension Numeric {
  /// The number of days; nil where it is no number, or larger than anybody worked.
  var days: Days? {
    guard let hundredths, let whole, whole.magnitude < 1_000_000 else { return nil }
    return Days(hundredths: hundredths)
  }
}
