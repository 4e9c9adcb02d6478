/// One declaration of a relation. Its SELECT list, its decoding, its file in an issue, the comparison of its rows, the
/// template, the checks of an import and the generic rules follow from it.
///
/// The closures are made in initialisers, and each relation is a `static let` of this module: there the optimiser knows the
/// row. A generic method that another module calls looks the type up for every cell, and costs ten times as much.
package struct Relation<Row: Sendable>: Sendable {
  package let schema: RelationSchema
  /// A row of which nothing is recorded.
  package let blank: Row
  /// Sets the fields that are no text and whose cell is given, in the order of `schema.fields`. Returns false where the row
  /// cannot do without a value that is empty.
  package let fillValues: @Sendable (inout Row, [Cell?]) -> Bool
  /// Sets the texts in the same way.
  package let fillTexts: @Sendable (inout Row, [Cell?]) -> Bool
  /// The printed columns, each with its value.
  package let columns: [Column<Row>]
  /// Returns the row's cells of the printed columns.
  package let cells: @Sendable (Row) -> [Cell]

  /// - Parameters:
  ///   - hasOneRowPerKey: whether a second row of one key would multiply days.
  ///   - adds: what a report gains by an optional relation; nil for one that every report needs.
  ///   - file: title and meaning of the file of `evidence/` that prints the rows.
  ///   - held: where a project holds the rows.
  init(
    _ name: String, _ meaning: String = "", key: [String] = [], hasOneRowPerKey: Bool = false, unique: String? = nil,
    order: RelationSchema.Order? = nil, dated: String? = nil, adds: String? = nil,
    blank: Row, evidence: (title: String, meaning: String)? = nil,
    held: Holding<Row>? = nil, isNew: Bool = false,
    @Fields<Row> _ fields: () -> [Field<Row>]
  ) {
    let declared = fields()
    let stored = declared.filter { $0.set != nil }
    func filling(_ isMeant: (ColumnSchema) -> Bool) -> @Sendable (inout Row, [Cell?]) -> Bool {
      let setters = stored.enumerated().filter { isMeant($1.column) }.compactMap { index, field in
        field.set.map { (index, $0) }
      }
      return { row, cells in
        for (index, set) in setters { if let cell = cells[index], !set(&row, cell) { return false } }
        return true
      }
    }
    let columns = stored.compactMap { field in
      field.column.file.flatMap { shape in field.get.map { Column(shape: shape, cell: $0) } }
    }
    // A loop over the columns would copy each description for each row.
    let values = columns.map(\.cell)
    let cells: @Sendable (Row) -> [Cell] = { row in values.map { $0(row) } }
    (self.columns, self.cells) = (columns, cells)
    fillValues = filling { $0.type != .text }
    fillTexts = filling { $0.type == .text }
    self.blank = blank
    schema = RelationSchema(
      name: name, meaning: meaning, columns: declared.filter(\.isOfContract).map(\.column), key: key,
      hasOneRowPerKey: hasOneRowPerKey, unique: unique, order: order, dated: dated, adds: adds, isNew: isNew,
      fields: stored.map(\.column),
      owner: declared.first { $0.set == nil && $0.column.select != nil }?.column,
      heldRows: held.map { HeldRows($0, blank, filling { _ in true }, cells, stored.map(\.column)) },
      file: evidence.map {
        TableShape(
          RelationSchema.evidencePath(name), $0.title, $0.meaning, key: hasOneRowPerKey ? key : [],
          declared.compactMap(\.column.file))
      })
  }

  /// Returns the printed columns of these names, in their order, for a table whose rows hold the relation's.
  func columns<Other>(_ names: ArraySlice<String>, of row: @escaping @Sendable (Other) -> Row) -> [Column<Other>] {
    names.flatMap { name in
      columns.filter { $0.shape.name == name }.map { column in
        Column(shape: column.shape, cell: { column.cell(row($0)) })
      }
    }
  }

  /// Returns the other printed columns.
  func columns<Other>(but names: [String], of row: @escaping @Sendable (Other) -> Row) -> [Column<Other>] {
    columns(columns.map(\.shape.name).filter { !names.contains($0) }[...], of: row)
  }

  /// Sets all fields whose cell is given.
  package func fill(_ row: inout Row, _ cells: [Cell?]) -> Bool { fillValues(&row, cells) && fillTexts(&row, cells) }
}

/// Rows of a relation that a project holds, reached without their type.
package struct HeldRows: Sendable {
  package let count: @Sendable (borrowing Project) -> Int
  /// Adds a row. Returns false where the row makes no figure.
  package let append: @Sendable (inout Project, [Cell?]) -> Bool
  /// Returns the rows as the file prints them, their commission first.
  package let cells: @Sendable (borrowing Project) -> [[Cell]]
  /// Takes away the row of the first cells, and adds the row of the second ones. Both are as the file prints them.
  package let exchange: @Sendable (inout Project, _ gone: [Cell]?, _ come: [Cell]?) -> Void

  init<Row>(
    _ holding: Holding<Row>, _ blank: Row, _ fill: @escaping @Sendable (inout Row, [Cell?]) -> Bool,
    _ cells: @escaping @Sendable (Row) -> [Cell], _ fields: [ColumnSchema]
  ) {
    let append: @Sendable (inout Project, [Cell?]) -> Bool = { project, values in
      var row = blank
      guard fill(&row, values) else { return false }
      holding.change(&project) { $0.append(row) }
      return true
    }
    self.append = append
    count = { holding.rows($0).count }
    self.cells = { project in
      let owner = Cell(project.commission.id)
      return holding.rows(project).map { [owner] + cells($0) }
    }
    exchange = { project, gone, come in
      let row = gone.map { Array($0.dropFirst()) }
      holding.change(&project) { rows in
        if let index = rows.firstIndex(where: { cells($0) == row }) { rows.remove(at: index) }
      }
      guard var rest = come?.dropFirst() else { return }
      _ = append(&project, fields.map { $0.file == nil ? nil : rest.removeFirst() })
    }
  }
}

/// Where a project holds the rows of a relation.
struct Holding<Row: Sendable>: Sendable {
  let rows: @Sendable (borrowing Project) -> [Row]
  let change: @Sendable (inout Project, (inout [Row]) -> Void) -> Void

  @inline(__always) static func by(_ path: @autoclosure @escaping FieldPath<Project, [Row]>) -> Holding {
    Holding(rows: { $0[keyPath: path()] }, change: { project, body in body(&project[keyPath: path()]) })
  }
}

/// Returns where a row holds a value.
///
/// It is a function because each closure that reads or writes the value then has a key path of its own. The optimiser does not look
/// through a key path that two closures share: each read then copies the whole row, which took a sixth of a report's processor time.
typealias FieldPath<Row, Value> = @Sendable () -> WritableKeyPath<Row, Value>

/// A column of a relation, and where the row holds it.
///
/// The key path is a literal where a relation is declared, and every initialiser is inlined there: so the optimiser makes plain loads
/// and stores of it. See `FieldPath`.
package struct Field<Row: Sendable>: Sendable {
  fileprivate(set) var column: ColumnSchema
  let isOfContract: Bool
  let get: (@Sendable (Row) -> Cell)?
  /// Returns false for a cell that the field cannot hold.
  let set: (@Sendable (inout Row, Cell) -> Bool)?

  @inline(__always) private init<Value: ColumnValue>(
    _ column: ColumnSchema, isOfContract: Bool, _ path: @autoclosure @escaping FieldPath<Row, Value>,
    ifEmpty: Value? = nil
  ) {
    self.column = column
    self.isOfContract = isOfContract
    self.column.isNeededInRow = !Value.isOptional && ifEmpty == nil
    self.column.vocabulary = Value.vocabulary
    get = { $0[keyPath: path()].cell }
    set = { row, cell in
      if case .empty = cell, let ifEmpty {
        row[keyPath: path()] = ifEmpty
        return true
      }
      guard let value = Value(cell: cell) else { return false }
      row[keyPath: path()] = value
      return true
    }
  }

  private init(unread column: ColumnSchema) {
    self.column = column
    isOfContract = true
    (get, set) = (nil, nil)
  }

  /// A column that the fact holds. The Swift type says what the SQL type is, and whether the column may be null; `required`
  /// is for an optional one that must be filled all the same, such as a text, which may be blank.
  ///
  /// - Parameter ifEmpty: what the column counts as where it is not recorded.
  @inline(__always) init<Value: ColumnValue>(
    _ name: String, _ path: @autoclosure @escaping FieldPath<Row, Value>, _ meaning: String, example: String,
    required: Bool = false, hundredths: ClosedRange<Int64>? = nil, longest: Int? = nil, isCode: Bool = false,
    label: Label? = nil, ifEmpty: Value? = nil
  ) {
    let column = ColumnSchema(
      name: name, type: Value.type, isNullable: ifEmpty != nil || Value.isOptional && !required, meaning: meaning,
      example: example,
      range: hundredths.map { Days(hundredths: $0.lowerBound)...Days(hundredths: $0.upperBound) }, longest: longest,
      isCode: isCode, ifEmpty: Value.type == .integer ? ifEmpty.map { $0.cell.printed } : nil,
      select: Value.type.select(name), label: label)
    self.init(column, isOfContract: true, path(), ifEmpty: ifEmpty)
  }

  /// A column that no fact holds: free text, which only the paper reads.
  init(_ name: String, _ type: ContractType, _ meaning: String, example: String, required: Bool = false) {
    self.init(unread: ColumnSchema(name: name, type: type, isNullable: !required, meaning: meaning, example: example))
  }

  /// Returns the field of the commission that a row belongs to, where the project that holds the row knows it.
  static func owner(_ meaning: String) -> Field {
    Field(
      unread: ColumnSchema(
        name: "commission_id", type: .integer, isNullable: false, meaning: meaning, example: "7",
        select: ContractType.integer.select("commission_id"), isNeededInRow: true)
    ).referring(to: "commissions").printed(as: .commissionID).needed()
  }

  /// Returns the field of the number that a row has among those of its commission. An import counts it.
  @inline(__always) static func number(
    _ name: String, _ path: @autoclosure @escaping FieldPath<Row, Int64?>, of noun: String, _ title: String,
    _ meaning: String = "Counts within the commission."
  ) -> Field {
    Field(
      name, path(), "1 for the commission's first \(noun), then 2, and so on.", example: "1", required: true,
      isCode: true
    ).printed(title, meaning).filled(with: .count).adds("a key for each \(noun)")
  }

  /// Returns the field that says whether any of some texts is recorded. The texts themselves are not read.
  @inline(__always) static func computed(
    _ name: String, _ path: @autoclosure @escaping FieldPath<Row, Bool>, filled texts: String...
  )
    -> Field
  {
    let tests = texts.map { text in
      "coalesce(\(text) ~ '[^\(Folding.invisibleInSQL)]' and not \(Placeholder.sqlTest(text)), false)"
    }.joined(separator: " or ")
    return Field(
      ColumnSchema(name: name, type: .boolean, isNullable: false, select: "(\(tests))"),
      isOfContract: false, path())
  }

  /// Returns a field of a file that no column is selected for: a sum, or the name of a span.
  @inline(__always) static func printed<Value: ColumnValue>(
    _ name: String, _ path: @autoclosure @escaping FieldPath<Row, Value>, _ title: String, _ meaning: String,
    unit: String? = nil, blank: String = Blank.notRecorded, ifEmpty: Value? = nil
  ) -> Field { Field(unselected: name, path(), ifEmpty: ifEmpty).printed(title, meaning, unit: unit, blank: blank) }

  @inline(__always) static func printed<Value: ColumnValue>(
    _ path: @autoclosure @escaping FieldPath<Row, Value>, as file: ColumnShape
  )
    -> Field
  { Field(unselected: file.name, path()).printed(as: file) }

  @inline(__always) private init<Value: ColumnValue>(
    unselected name: String, _ path: @autoclosure @escaping FieldPath<Row, Value>, ifEmpty: Value? = nil
  ) {
    var column = ColumnSchema(name: name, type: Value.type, isNullable: Value.isOptional)
    column.isCompared = false
    self.init(column, isOfContract: false, path(), ifEmpty: ifEmpty)
  }

  private func with(_ change: (inout ColumnSchema) -> Void) -> Field {
    var field = self
    change(&field.column)
    return field
  }

  /// Returns the field, printed in the file.
  func printed(_ title: String, _ meaning: String, unit: String? = nil, blank: String = Blank.notRecorded) -> Field {
    let words = column.vocabulary.map { meaning + ": " + ColumnShape.asRecorded($0) }
    let unit = column.type == .days ? "days" : unit
    return printed(as: ColumnShape(column.name, title, column.type.kind, unit: unit, blank: blank, words ?? meaning))
  }

  /// Returns the field, printed in the file as a column that several files share.
  func printed(as file: ColumnShape) -> Field {
    with {
      $0.file = file
      $0.file?.isRequired = column.isNeededInRow
    }
  }

  /// Returns the field, its values those of another relation's column: of the same name, unless another is given.
  func referring(to relation: String, _ other: String? = nil) -> Field {
    with {
      $0.reference = .init(relation: relation, column: other ?? column.name)
      $0.isCode = true
    }
  }

  /// Returns the field, which the relation must have where it is offered.
  func needed() -> Field { with { $0.isNeeded = true } }

  /// Returns the field, which our own tables accept without a value although its lack is an error of quality.
  func acceptingEmpty() -> Field { with { $0.acceptsEmpty = true } }

  /// Returns the field with what a report gains by it, in a few words that follow *it would add*.
  func adds(_ what: String) -> Field { with { $0.adds = what } }

  /// Returns the field, which says when the row was written: an import never empties it.
  func stamped() -> Field { with { $0.isStamped = true }.absentIfEmpty() }

  /// Returns the field, absent in a report from people's files where no row has a value.
  func absentIfEmpty() -> Field { with { $0.isAbsentIfEmpty = true } }

  /// Returns the field, which an import into our own tables fills in where people leave it empty or out.
  func filled(with fill: ColumnSchema.Fill) -> Field { with { $0.fill = fill } }

  /// Returns the field, a date that may lie in the future.
  func planned() -> Field { with { $0.isPlan = true } }

  /// Returns the field, read by no figure: a change of it is no cause.
  func unmeasured() -> Field { with { $0.isCompared = false } }
}

@resultBuilder enum Fields<Row: Sendable> {
  static func buildExpression(_ field: Field<Row>) -> Field<Row> { field }
  static func buildBlock(_ fields: Field<Row>...) -> [Field<Row>] { fields }
}
