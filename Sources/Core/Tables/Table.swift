/// What a data file holds, without its rows: big ones stream past.
package struct TableShape: Hashable, Sendable {
  /// Within the issue: `figures.csv`, `evidence/strands.csv`.
  package let path: String
  package let title: String
  package let meaning: String
  package let columns: [Column]
  /// The names of the columns that tell rows apart; empty where rows may repeat.
  package let key: [String]

  package init(
    _ path: String, _ title: String, _ meaning: String, key: [String], _ columns: [Column]
  ) {
    self.path = path
    self.title = title
    self.meaning = meaning
    self.key = key
    self.columns = columns
  }
}

/// A data file as a value: every row has a cell for every column, in order.
package struct Table: Hashable, Sendable {
  package let shape: TableShape
  package let rows: [[Cell]]

  package init(_ shape: TableShape, rows: [[Cell]]) {
    self.shape = shape
    self.rows = rows
  }
}

/// A column of a data file: one declaration feeds the CSV's header, the metadata and what people read of it.
package struct Column: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case text
    case integer
    /// With exactly so many decimals.
    case decimal(Int)
    /// A number whose decimals its own row decides (`figures.csv`).
    case number
    case date
    /// UTC, to the second.
    case dateTime
    case boolean
  }

  /// snake_case; a promise to other programs.
  package let name: String
  package let title: String
  package let kind: Kind
  /// nil where there is nothing to count.
  package let unit: String?
  package let meaning: String
  /// Whether every row has a value.
  package let isRequired: Bool
  /// The words a closed vocabulary allows; nil for any text.
  package let codes: [String]?
  /// Why a row may have no value here, in words; nil where no row may lack one without naming its reason.
  package let blank: String?

  package init(
    _ name: String, _ title: String, _ kind: Kind = .text, unit: String? = nil,
    required isRequired: Bool = false, codes: [String]? = nil, blank: String? = nil,
    _ meaning: String
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

/// A value of a data file, typed: text is quoted and guarded, everything else stands bare.
package enum Cell: Hashable, Sendable {
  case text(Text)
  case number(Decimal)
  case day(CalendarDay)
  case instant(Instant)
  case boolean(Bool)
  /// Not recorded, or no answer; the row says why in a column of its own.
  case empty
}

extension Cell {
  package init(_ text: Text?) { self = text.map { .text($0) } ?? .empty }
  package init(_ string: String?) { self = string.map { .text(Text($0)) } ?? .empty }
  package init(_ count: Int?) { self = count.map { .number(Decimal($0)) } ?? .empty }
  package init(_ id: Int64) { self = .number(Decimal(mantissa: id, scale: 0)) }
  package init(_ days: Days?) { self = days.map { .number($0.decimal) } ?? .empty }
  package init(_ day: CalendarDay?) { self = day.map { .day($0) } ?? .empty }
  package init(_ instant: Instant?) { self = instant.map { .instant($0) } ?? .empty }
  package init(_ flag: Bool?) { self = flag.map { .boolean($0) } ?? .empty }
  package init(_ measure: Measure) {
    self = measure.amount.map { .number($0.printed) } ?? .empty
  }
}

extension Cell {
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
}
