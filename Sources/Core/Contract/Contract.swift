/// What the contract says of a relation, without the type of its rows: the template, the checks of an import, the generic
/// rules and every statement are made from it.
package struct RelationSchema: Sendable {
  package let name: String
  /// What one row is.
  package let meaning: String
  /// The contract's columns, in its order.
  package var columns: [ColumnSchema]
  /// The names of the columns that together are the key.
  package var key: [String]
  /// Whether every column of the key is offered.
  package var hasWholeKey = true
  /// Whether a report is refused where two rows have the same key. Rows of the other relations each count.
  package let hasOneRowPerKey: Bool
  /// A column that no two rows of our own tables share, beside the key.
  package let unique: String?
  /// Two date columns that our own tables hold in this order, where both are recorded.
  package let order: Order?
  /// The date that says when the row counts: a report reads no later row.
  package let dated: String?
  /// What a report gains where an organisation offers the relation, in a few words; nil for a relation that every report needs.
  package let adds: String?
  /// Whether version 0.1 did not have the relation. Its issues have no file of it.
  package let isNew: Bool

  /// The columns that a fact holds, those that are computed included; the cells of a row are in this order.
  package let fields: [ColumnSchema]
  /// The column that names the commission of a row that its project holds. The fact itself does not hold it.
  package let owner: ColumnSchema?
  /// Rows that a project holds; nil for all other relations.
  package let heldRows: HeldRows?
  /// The file of `evidence/` that prints the rows.
  package let file: TableShape?

  /// One date column that is not before another.
  package struct Order: Hashable, Sendable {
    package let earlier: String
    package let later: String
  }

  package var evidencePath: String { Self.evidencePath(name) }

  static func evidencePath(_ name: String) -> String { "evidence/\(name).csv" }

  /// Whether no report is made without the relation.
  package var isNeeded: Bool { adds == nil }

  package func column(_ name: String) -> ColumnSchema? { columns.first { $0.name == name } }

  /// Returns a column's index among `columns`.
  package func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

  /// Returns the relation as an import into our own tables reads it: every column that they do not accept empty is needed, but
  /// for those that the import fills in.
  ///
  /// - Parameter isPart: whether the file adds rows to those that the database holds. Then the rows are not counted.
  package func asImported(isPart: Bool) -> Self {
    var schema = self
    for index in columns.indices {
      if isPart, columns[index].fill == .count { schema.columns[index].fill = nil }
      schema.columns[index].isNullable = schema.columns[index].mayBeEmpty
      schema.columns[index].isNeeded = !schema.columns[index].isNullable
    }
    return schema
  }

  /// Returns the relation as a report reads it from a folder: a column that may lack a value in our own tables may be empty.
  package var asReported: Self {
    var schema = self
    for index in columns.indices {
      schema.columns[index].isNullable = columns[index].mayBeEmpty
      schema.columns[index].fill = nil
    }
    return schema
  }

  /// The columns that a statement selects, in its order: the owner first.
  package var selected: [ColumnSchema] { ownerAndFields.filter { $0.select != nil } }

  /// The columns that a file of the issue prints, in the order of the row's cells: the owner first.
  package var printed: [ColumnSchema] { ownerAndFields.filter { $0.file != nil } }

  private var ownerAndFields: [ColumnSchema] { (owner.map { [$0] } ?? []) + fields }

  package var selectList: String { selected.compactMap(\.select).joined(separator: ", ") }
}

/// A column of a relation.
package struct ColumnSchema: Sendable {
  package let name: String
  package let type: ContractType
  /// Whether null, which means *not recorded*, is no error of quality.
  package var isNullable: Bool
  /// Whether the relation, where it is offered, must have the column. Any other column may be absent: it is then not recorded
  /// in any row.
  package var isNeeded = false
  /// Whether our own tables accept a row without a value although its lack is an error of quality.
  package var acceptsEmpty = false
  /// What a report gains where an organisation offers the column, in a few words; nil for one that is needed.
  package var adds: String?
  /// What to write, in plain English: the schema's comment on the column.
  package var meaning = ""
  /// A value as people may write it.
  package var example = ""
  /// The values that a closed vocabulary allows; nil for free text and all other types.
  package var vocabulary: [String]?
  /// The column of another relation that must hold the value.
  package var reference: Reference?
  /// The days that our own tables accept, both ends included.
  package var range: ClosedRange<Days>?
  /// How many characters our own tables accept.
  package var longest: Int?
  /// Whether the text identifies something and may be in a message. Free text never is.
  package var isCode = false
  /// Whether a date may lie in the future: it says what is planned.
  package var isPlan = false
  /// Whether the column says when the row was written. An import never empties it, and people do not type it.
  package var isStamped = false
  /// Whether a report from people's files takes the column for absent where no row has a value, because an absent one means more
  /// than null in every row: a start is the first day entry, and a reference the number.
  package var isAbsentIfEmpty = false
  /// What an import into our own tables writes where the cell is empty or the column is left out; nil where it writes nothing.
  package var fill: Fill?

  /// What an empty cell counts as, as a cell of a file; nil where it is not recorded.
  package var ifEmpty: String?

  /// What a statement selects for the fact; nil where nothing is read.
  package var select: String?
  /// Whether the fact cannot do without a value: a row that lacks one makes no figure.
  package var isNeededInRow = false
  /// The labels that the text is one of; nil where it names no figure and no row.
  package var label: Label?
  /// The column of the file; nil where no file prints it.
  package var file: ColumnShape?
  /// Whether a figure reads the column, so that a change of it may be a cause.
  package var isCompared = true

  package struct Reference: Hashable, Sendable {
    package let relation: String
    package let column: String
  }

  package enum Fill: Hashable, Sendable {
    case text(String)
    /// The row's value of another column, which comes before.
    case column(String)
    /// The row's place among the file's rows that share the rest of its key.
    case count
  }

  /// Whether an import accepts an empty cell.
  package var mayBeEmpty: Bool { isNullable || acceptsEmpty || fill != nil }

  /// Whether people must fill the column in, in the words of a template.
  package var need: String {
    if isNeeded { return "always" }
    return switch fill {
    case .text(let text): "no: import writes `\(text)`"
    case .column(let name): "no: import writes the `\(name)`"
    case .count: "no: import counts"
    case nil: mayBeEmpty ? "no" : "for import"
    }
  }
}

/// What a column holds. The SQL types are minimums for an organisation's own relations.
package enum ContractType: Hashable, Sendable {
  case text
  case integer
  /// Days of work, with two decimals.
  case days
  case date
  /// `timestamp with time zone`.
  case instant
  case boolean

  /// The type that a column is read as.
  package var sqlName: String {
    switch self {
    case .text: "text"
    case .integer: "bigint"
    case .days: "numeric"
    case .date: "date"
    case .instant: "timestamptz"
    case .boolean: "boolean"
    }
  }

  /// The kind of column that a data file has for it.
  var kind: ColumnShape.Kind {
    switch self {
    case .text: .text
    case .integer: .integer
    case .days: .decimal(2)
    case .date: .date
    case .instant: .dateTime
    case .boolean: .boolean
    }
  }

  /// Returns the expression that reads a column. A text is cut to its first 100,000 characters.
  package func select(_ column: String) -> String {
    switch self {
    case .text: "left(\(column), 100000)::text"
    case .integer, .days: "\(column)::\(sqlName)"
    case .date, .instant, .boolean: column
    }
  }
}

/// The texts that name figures and rows. Where one must be withheld, each gets a number, so that they stay apart.
package enum Label: Int64, CaseIterable, Sendable {
  case boroughCode, boroughName, adviserName, theme, activity, kind, channel
}

/// The data contract: the relations that a report reads.
///
/// The schema's comments, the template, the checks of an organisation's own views, the reading of people's CSV files, the
/// evidence of an issue and the comparison of two issues all follow it; a test compares it with `sql/schema`.
package enum Contract {
  /// Each relation after those its columns refer to.
  package static let relations: [RelationSchema] = [
    Borough.relation.schema, Adviser.relation.schema, Commission.relation.schema, Variation.relation.schema,
    Strand.relation.schema, DayEntry.relation.schema, Outcome.relation.schema, Review.relation.schema,
    SharedPractice.relation.schema, Action.relation.schema, Output.relation.schema, BankHoliday.relation.schema,
  ]

  package static func relation(_ name: String) -> RelationSchema? { relations.first { $0.name == name } }

  /// The columns that do not count where two issues are compared: when a row was recorded, and numbers that only
  /// distinguish the rows of a commission.
  package static let uncompared: Set<String> = {
    let referred = Contract.relations.flatMap(\.columns).compactMap(\.reference)
    let numbers = Contract.relations.flatMap { relation in
      relation.key.filter { name in
        relation.column(name).map { $0.type == .integer && $0.reference == nil } ?? false
          && !referred.contains { $0.relation == relation.name && $0.column == name }
      }
    }
    return Set(numbers + ["recorded_at"])
  }()

  /// The relations whose rows a project holds.
  package static let held = relations.filter { $0.heldRows != nil }

  /// The files of `evidence/` whose rows a project holds.
  package static let saved = held + [ExpectedOutcome.relation.schema]
}

/// What an organisation offers of the contract. A relation or a column that is absent is not recorded in any row.
package struct Offer: Hashable, Sendable {
  /// An absent relation, such as `reviews`, or an absent column of a relation that is offered, such as `days.activity`.
  package private(set) var absent: Set<String> = []

  /// Every relation and column of the contract.
  package static let whole = Offer()

  private init() {}

  /// - Parameter columns: the columns that a relation has; nil for a relation that is not there.
  package init(_ columns: (RelationSchema) -> Set<String>?) {
    for relation in Contract.relations {
      guard let offered = columns(relation) else {
        absent.insert(relation.name)
        continue
      }
      for column in relation.columns where !offered.contains(column.name) {
        absent.insert("\(relation.name).\(column.name)")
      }
    }
  }

  /// What an issue records of its offer. A name that this version does not know stays.
  package init(absent: [String]) { self.absent = Set(absent) }

  /// Returns the offer without these columns, such as `days.activity`.
  package func lacking(_ columns: Set<String>) -> Offer { Offer(absent: absent.union(columns).sorted()) }

  package func has(_ relation: String) -> Bool { !absent.contains(relation) }

  package func has(_ relation: String, _ column: String) -> Bool {
    has(relation) && !absent.contains("\(relation).\(column)")
  }

  /// Returns whether everything is offered that a metric, a section or a rule needs: `reviews`, `commissions.requested_on`.
  package func has(_ names: [String]) -> Bool {
    absent.isEmpty
      || absent.isDisjoint(with: names) && absent.isDisjoint(with: names.map { String($0.prefix { $0 != "." }) })
  }

  /// The relations that are offered, each with the columns that it has.
  package var relations: [RelationSchema] {
    absent.isEmpty
      ? Contract.relations
      : Contract.relations.filter { has($0.name) }.map { relation in
        relation.having { has(relation.name, $0) }
      }
  }

  /// What is absent, in the contract's order, each with what a report would gain by it.
  package var gains: [(relation: RelationSchema, column: ColumnSchema?, adds: String)] {
    Contract.relations.flatMap { relation in
      has(relation.name)
        ? relation.columns.filter { !has(relation.name, $0.name) }.map { (relation, $0, $0.adds ?? "") }
        : [(relation, nil, relation.adds ?? "")]
    }
  }
}

extension RelationSchema {
  /// Returns the relation with those of its columns that are offered. Rows whose key lacks a column are compared whole.
  package func having(_ isOffered: (String) -> Bool) -> Self {
    var schema = self
    schema.columns = columns.filter { isOffered($0.name) }
    schema.key = key.filter(isOffered)
    schema.hasWholeKey = key.allSatisfy(isOffered)
    return schema
  }
}
