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
}

extension Cell { package init(_ value: some CellValue) { self = value.cell } }

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
