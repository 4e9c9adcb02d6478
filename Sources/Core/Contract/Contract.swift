/// The data contract: the ten relations the job reads and their columns, as one value.
///
/// The schema's comments, the template's README, the checks of an organisation's own views and the reading of people's
/// CSV files all follow it; a test compares it with `sql/schema`.
package enum Contract {
  /// Each relation after those its columns refer to.
  package static let relations: [Relation] = [
    boroughs, advisers, commissions, variations, strands, days, outcomes, reviews, sharedPractice,
    bankHolidays,
  ]

  package static func relation(_ name: String) -> Relation? {
    relations.first { $0.name == name }
  }

  /// A table or view of the contract.
  package struct Relation: Hashable, Sendable {
    package let name: String
    /// What one row is.
    package let meaning: String
    package let columns: [Column]
    /// The names of the columns that together are the key.
    package let key: [String]
    /// A column no two rows of our own tables share, beside the key.
    package var unique: String?
    /// Two date columns that our own tables hold in this order, where both are recorded.
    package var order: Order?

    /// One date column not before another.
    package struct Order: Hashable, Sendable {
      package let earlier: String
      package let later: String
    }

    package func column(_ name: String) -> Column? { columns.first { $0.name == name } }

    /// A column's place in `columns`.
    package func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
  }

  /// A column of a relation.
  package struct Column: Hashable, Sendable {
    package let name: String
    package let type: Kind
    /// Whether null, which means *not recorded*, is allowed.
    package var isNullable: Bool
    /// What to write, in plain English: the schema's comment on the column.
    package let meaning: String
    /// A value as people may write it.
    package let example: String
    /// The values a closed vocabulary allows; nil for free text and all other types.
    package var vocabulary: [String]?
    /// The column of another relation that must hold the value.
    package var reference: Reference?
    /// The days our own tables accept, both ends included.
    package var range: ClosedRange<Days>?
    /// How many characters our own tables accept.
    package var longest: Int?
    /// Whether the text identifies something and may stand in a message; free text never does.
    package var isCode = false
    /// Whether our own tables record the moment by themselves where an import leaves the cell empty.
    package var isStamped = false

    package struct Reference: Hashable, Sendable {
      package let relation: String
      package let column: String
    }
  }

  /// What a column holds; the SQL types are minimums for an organisation's own relations.
  package enum Kind: Hashable, Sendable {
    case text
    case integer
    /// `numeric(precision, 2)`: days of work.
    case days(precision: Int)
    case date
    /// `timestamp with time zone`.
    case instant
    case boolean
  }
}

extension Contract.Column {
  /// A column that is not null.
  static func required(
    _ name: String, _ type: Contract.Kind, example: String, _ meaning: String,
    vocabulary: [String]? = nil, range: ClosedRange<Days>? = nil, longest: Int? = nil,
    isCode: Bool = false
  ) -> Self {
    Self(
      name: name, type: type, isNullable: false, meaning: meaning, example: example,
      vocabulary: vocabulary, range: range, longest: longest, isCode: isCode)
  }

  /// A column whose null means that it is not recorded.
  static func optional(
    _ name: String, _ type: Contract.Kind, example: String, _ meaning: String,
    vocabulary: [String]? = nil, range: ClosedRange<Days>? = nil
  ) -> Self {
    Self(
      name: name, type: type, isNullable: true, meaning: meaning, example: example,
      vocabulary: vocabulary, range: range)
  }

  /// The same column, its values those of another relation's column of that name.
  func referring(to relation: String) -> Self {
    var column = self
    column.reference = .init(relation: relation, column: name)
    column.isCode = true
    return column
  }
}

extension ClosedRange<Days> {
  /// From and to whole numbers of hundredths.
  static func hundredths(_ range: ClosedRange<Int64>) -> Self {
    Days(hundredths: range.lowerBound)...Days(hundredths: range.upperBound)
  }
}

// What our own tables note by themselves.

extension Contract.Column {
  /// The same column, filled in by our own tables where people leave it empty.
  func stamped() -> Self {
    var column = self
    column.isStamped = true
    return column
  }
}

extension Contract.Relation {
  /// What an import reads: the columns that our own tables fill in by themselves may be empty or left out.
  package var asImported: Self {
    Self(
      name: name, meaning: meaning, columns: columns.map(\.asImported), key: key, unique: unique,
      order: order)
  }
}

extension Contract.Column {
  fileprivate var asImported: Self {
    var column = self
    column.isNullable = isNullable || isStamped
    return column
  }
}
