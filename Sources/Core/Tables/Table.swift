/// A column of a data file, without its values. The CSV's header, both vocabularies of metadata and the workbook use it.
package struct ColumnShape: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case text
    case integer
    /// A number with a fixed count of decimals.
    case decimal(Int)
    /// A number whose decimals its own row decides (`figures.csv`).
    case number
    case date
    /// UTC, to the second.
    case dateTime
    case boolean
    /// A value as a data file printed it: a number is bare, so that no guard touches it, and all else is text.
    case printed
  }

  /// snake_case; a promise to other programs.
  package let name: String
  package let title: String
  package let kind: Kind
  /// nil where the column counts nothing.
  package let unit: String?
  package let meaning: String
  /// Whether every row has a value.
  package var isRequired: Bool
  /// The words a closed vocabulary allows; nil for any text.
  package let codes: [String]?
  /// Why a row may have no value here, in words.
  package let blank: String

  package init(
    _ name: String, _ title: String, _ kind: Kind = .text, unit: String? = nil, required isRequired: Bool = false,
    codes: [String]? = nil, blank: String = Blank.notRecorded, _ meaning: String
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.unit = unit
    self.meaning = meaning
    self.isRequired = isRequired
    self.codes = codes
    self.blank = blank
  }
}

/// A data file without its values and rows. A reader, a writer of metadata and the workbook need no more.
package struct TableShape: Hashable, Sendable {
  /// Within the issue: `figures.csv`, `evidence/strands.csv`.
  package let path: String
  package let title: String
  package let meaning: String
  /// The names of the columns whose values are unique together; empty where rows may repeat.
  package let key: [String]
  package let columns: [ColumnShape]

  /// The columns of the file that name a row of another data file, each by the other file's path. Only those that hold in every
  /// issue: a commission of a row is always printed, while an adviser or a borough may be unknown.
  package var references: [(column: String, path: String)] {
    let commissions = RelationSchema.evidencePath("commissions")
    return path != commissions && columns.contains { $0.name == "commission_id" }
      ? [("commission_id", commissions)] : []
  }

  package init(_ path: String, _ title: String, _ meaning: String, key: [String], _ columns: [ColumnShape]) {
    self.path = path
    self.title = title
    self.meaning = meaning
    self.key = key
    self.columns = columns
  }
}

/// A column that carries its value: the closure finds a row's cell, so that no value is matched by position.
///
/// The closure's type says what the column holds: a `CalendarDay` makes a date, an optional one a date that a row may lack.
///
///     Column("due_on", "Due", "The planned last day, as recorded.") { $0.commission.dueOn }
///     Column(.commissionID) { $0.commission.id }
package struct Column<Row>: Sendable {
  package let shape: ColumnShape
  package let cell: @Sendable (Row) -> Cell

  /// - Parameters:
  ///   - codes: the words of a closed vocabulary.
  ///   - blank: why a row may have no value; without effect where the value is not optional.
  package init<Value: CellValue>(
    _ name: String, _ title: String, unit: String? = nil, codes: [String]? = nil, blank: String = Blank.notRecorded,
    _ meaning: String, _ value: @escaping @Sendable (Row) -> Value
  ) { self.init(ColumnShape(name, title, Value.kind, unit: unit, codes: codes, blank: blank, meaning), value) }

  init(shape: ColumnShape, cell: @escaping @Sendable (Row) -> Cell) {
    self.shape = shape
    self.cell = cell
  }

  /// A column whose description several tables share.
  package init<Value: CellValue>(_ shape: ColumnShape, _ value: @escaping @Sendable (Row) -> Value) {
    var shape = shape
    shape.isRequired = !Value.isOptional
    self.shape = shape
    cell = { value($0).cell }
  }
}

/// A data file's columns, each with its value. A table is declared once, in one file, and gives the header, the metadata and
/// the rows. Rows stream: a table holds none.
package struct Table<Row>: Sendable {
  package let shape: TableShape
  /// What finds each column's cell. A loop over the columns would copy each description for each row.
  package let values: [@Sendable (Row) -> Cell]

  package init(
    _ path: String, _ title: String, _ meaning: String, key: [String] = [],
    @ColumnList<Row> _ columns: () -> [Column<Row>]
  ) {
    let columns = columns()
    values = columns.map(\.cell)
    shape = TableShape(path, title, meaning, key: key, columns.map(\.shape))
  }

  /// Returns a row's cells, in the order of the columns.
  package func cells(_ row: Row) -> [Cell] { values.map { $0(row) } }

  /// Returns the table with its rows, where there are few.
  package func filled(_ rows: some Sequence<Row>) -> FilledTable { FilledTable(shape: shape, rows: rows.map(cells)) }
}

/// The declared tables of an issue, each in the file of its name.
package enum Tables {}

// For those who read a data file, and need no values.
extension TableShape {
  package static let figures = Tables.figures.shape
  package static let projects = Tables.projects.shape
  package static let boroughs = Tables.boroughs.shape
  package static let advisers = Tables.advisers.shape
  package static let quality = Tables.quality.shape
  package static let revisions = Tables.revisions.shape

  /// Every data file that an issue may hold.
  package static let all =
    [figures, series, projects, boroughs, advisers, days, outcomes, quality, revisions, sinceLast]
    + Evidence.all.map(\.shape)
}

@resultBuilder package enum ColumnList<Row> {
  package static func buildExpression(_ column: Column<Row>) -> [Column<Row>] { [column] }
  package static func buildExpression(_ columns: [Column<Row>]) -> [Column<Row>] { columns }
  package static func buildBlock(_ columns: [Column<Row>]...) -> [Column<Row>] { columns.flatMap(\.self) }
}

/// A data file as a value: every row has a cell for every column, in order.
package struct FilledTable: Hashable, Sendable {
  package let shape: TableShape
  package let rows: [[Cell]]

  package init(shape: TableShape, rows: [[Cell]]) {
    self.shape = shape
    self.rows = rows
  }

  /// Returns the cells of the column `name`; none for a name that no column has.
  package subscript(name: String) -> [Cell] {
    guard let index = shape.columns.firstIndex(where: { $0.name == name }) else { return [] }
    return rows.map { $0[index] }
  }
}

/// A value of a data file, typed: text is quoted and guarded, every other value is bare.
package enum Cell: Hashable, Sendable {
  case text(Text)
  case number(Decimal)
  case day(CalendarDay)
  case instant(Instant)
  case boolean(Bool)
  /// Not recorded, or no answer; the row says why in a column of its own.
  case empty

  /// As a data file prints it, unquoted and unguarded; nothing for an empty cell.
  package var printed: String {
    switch self {
    case .text(let text): text.string
    case .number(let number): number.description
    case .day(let day): day.description
    case .instant(let instant): instant.description
    case .boolean(let flag): flag ? "true" : "false"
    case .empty: ""
    }
  }

  package init(_ value: some CellValue) { self = value.cell }

  /// Returns the letters of a worksheet's column: A for 0, AA for 26.
  package static func letters(_ index: Int) -> String {
    let letter = String(Unicode.Scalar(UInt8(0x41 + index % 26)))
    return index < 26 ? letter : letters(index / 26 - 1) + letter
  }
}

extension ColumnShape.Kind {
  /// Returns whether a cell of this column may be `cell`. An empty cell is of every kind.
  package func takes(_ cell: Cell) -> Bool {
    switch (self, cell) {
    case (_, .empty), (.text, .text), (.date, .day), (.dateTime, .instant), (.boolean, .boolean): true
    case (.printed, .text), (.printed, .number): true
    case (.number, .number): true
    case (.integer, .number(let number)): number.scale == 0
    case (.decimal(let scale), .number(let number)): number.scale == scale
    default: false
    }
  }
}

/// A Swift value that a column can hold. The type decides the column's kind, and whether a row may lack a value.
package protocol CellValue: Sendable {
  static var kind: ColumnShape.Kind { get }
  static var isOptional: Bool { get }
  var cell: Cell { get }
}

extension CellValue { package static var isOptional: Bool { false } }
extension CellValue where Self: ColumnValue { package static var kind: ColumnShape.Kind { type.kind } }

extension Optional: CellValue where Wrapped: CellValue {
  package static var kind: ColumnShape.Kind { Wrapped.kind }
  package static var isOptional: Bool { true }
  package var cell: Cell { self?.cell ?? .empty }
}

/// Words of ours: an identity, a metric's name, a word of a vocabulary.
extension String: CellValue {
  package static var kind: ColumnShape.Kind { .text }
  package var cell: Cell { .text(Text(self)) }
}

extension Decimal: CellValue {
  package static var kind: ColumnShape.Kind { .number }
  package var cell: Cell { .number(self) }
}

/// A value as a data file printed it; nothing printed is an empty cell.
struct PrintedValue: CellValue {
  let text: String

  static var kind: ColumnShape.Kind { .printed }
  static var isOptional: Bool { true }
  var cell: Cell { text.isEmpty ? .empty : Decimal(text).map { .number($0) } ?? .text(Text(text)) }
}

/// A measure without an amount is an empty cell.
extension Measure: CellValue {
  package static var kind: ColumnShape.Kind { .number }
  package static var isOptional: Bool { true }
  package var cell: Cell {
    switch amount {
    case .day(let day): .day(day)
    case .word(let word), .unlistedWord(let word): .text(word)
    case let amount: (amount?.number).map { .number($0) } ?? .empty
    }
  }
}

/// Reasons for an empty cell that many columns share.
enum Blank {
  static let notRecorded = "It is not recorded."
  static let seeUnknown = "It is not applicable, or unknown and then named in the column unknown."
  static let noEntries = "There is nothing to sum."
}

extension ColumnShape {
  /// A metric's column: the metric says all of it.
  static func metric(_ metric: any AnyMetric) -> ColumnShape {
    let definition = metric.definition
    return ColumnShape(
      metric.id, metric.title, Kind(metric.unit), unit: metric.unit.counted,
      required: definition.isRequired && definition.blank == nil, codes: definition.words,
      blank: definition.blank ?? Blank.seeUnknown, definition.meaning)
  }
}

extension Column {
  /// A metric's column.
  init(_ metric: any AnyMetric, _ measure: @escaping @Sendable (Row) -> Measure) {
    shape = .metric(metric)
    cell = { measure($0).cell }
  }
}

extension ColumnShape.Kind {
  fileprivate init(_ unit: MetricUnit) {
    switch unit {
    case .days: self = .decimal(2)
    case .ratio: self = .decimal(4)
    case .date: self = .date
    case .word: self = .text
    default: self = .integer
    }
  }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The words of a closed vocabulary, in its own order.
  static var words: [String] { allCases.map(\.rawValue) }
}

/// Columns that several files share.
extension ColumnShape {
  static let commissionID = ColumnShape(
    "commission_id", "Commission", .integer, required: true, "The commission's number.")
  static let reference = ColumnShape(
    "reference", "Reference", blank: Blank.notRecorded,
    "The project's name for people; two commissions may share one by mistake.")
  static let boroughCode = ColumnShape(
    "borough_code", "Borough code", blank: Blank.notRecorded, "The borough's ONS code.")
  static let borough = ColumnShape(
    "borough", "Borough", blank: "The code is not recorded, or no listed borough has it.", "The borough's name.")
  static let theme = ColumnShape("theme", "Theme", blank: Blank.notRecorded, "What the work is about.")
  static let arrangement = ColumnShape(
    "arrangement", "Arrangement", blank: Blank.notRecorded, "How the work came about: " + asRecorded(Arrangement.words))
  static let adviserID = ColumnShape("adviser_id", "Adviser number", .integer, required: true, "The adviser's number.")
  static let adviser = ColumnShape(
    "adviser", "Adviser", blank: "No listed adviser has the number, or no name is recorded.", "The adviser's name.")
  static let recordedAt = ColumnShape(
    "recorded_at", "Recorded", .dateTime, required: true, "When the row was entered, in UTC.")
  static let kind = ColumnShape("kind", "Kind", blank: Blank.notRecorded, "What kind of outcome it is.")
  static let caseStudyOn = ColumnShape(
    "case_study_on", "Case study shared", .date, blank: Blank.notRecorded, "When the case study was shared online.")

  /// For a column of a closed vocabulary that prints other words as they were recorded.
  static func asRecorded(_ words: [String]) -> String {
    words.joined(separator: ", ") + "; another word is printed as it was recorded, and counts as not recorded."
  }
}
