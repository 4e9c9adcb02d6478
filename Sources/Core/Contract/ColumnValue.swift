/// What a field may hold: a type of the contract, or an optional one. Its cell can be read back.
package protocol ColumnValue: CellValue {
  static var type: ContractType { get }
  /// The words of a closed vocabulary.
  static var vocabulary: [String]? { get }
  /// nil for a cell of another type, and for an empty one where there must be a value.
  init?(cell: Cell)
}

extension ColumnValue { package static var vocabulary: [String]? { nil } }

extension Optional: ColumnValue where Wrapped: ColumnValue {
  package static var type: ContractType { Wrapped.type }
  package static var vocabulary: [String]? { Wrapped.vocabulary }

  package init?(cell: Cell) {
    if case .empty = cell {
      self = .none
    } else {
      guard let value = Wrapped(cell: cell) else { return nil }
      self = .some(value)
    }
  }
}

extension Int64: ColumnValue {
  package static var type: ContractType { .integer }
  package var cell: Cell { .number(Decimal(mantissa: self, scale: 0)) }
  package init?(cell: Cell) {
    guard case .number(let number) = cell, number.scale == 0 else { return nil }
    self = number.mantissa
  }
}

extension Int: ColumnValue {
  package static var type: ContractType { .integer }
  package var cell: Cell { .number(Decimal(self)) }
  package init?(cell: Cell) {
    guard let number = Int64(cell: cell) else { return nil }
    self.init(number)
  }
}

extension Days: ColumnValue {
  package static var type: ContractType { .days }
  package var cell: Cell { .number(decimal) }
  package init?(cell: Cell) {
    guard case .number(let number) = cell, number.scale == 2 else { return nil }
    self.init(hundredths: number.mantissa)
  }
}

extension CalendarDay: ColumnValue {
  package static var type: ContractType { .date }
  package var cell: Cell { .day(self) }
  package init?(cell: Cell) {
    guard case .day(let day) = cell else { return nil }
    self = day
  }
}

extension Instant: ColumnValue {
  package static var type: ContractType { .instant }
  package var cell: Cell { .instant(self) }
  package init?(cell: Cell) {
    guard case .instant(let instant) = cell else { return nil }
    self = instant
  }
}

/// A flag that is not recorded is false.
extension Bool: ColumnValue {
  package static var type: ContractType { .boolean }
  package var cell: Cell { .boolean(self) }
  package init?(cell: Cell) {
    switch cell {
    case .boolean(let flag): self = flag
    case .empty: self = false
    default: return nil
    }
  }
}

/// A text that must be there is empty where it is not recorded.
extension Text: ColumnValue {
  package static var type: ContractType { .text }
  package var cell: Cell { .text(self) }
  package init?(cell: Cell) {
    switch cell {
    case .text(let text): self = text
    case .empty: self = ""
    default: return nil
    }
  }
}

extension Term: CellValue {
  package static var kind: ColumnShape.Kind { .text }
  package var cell: Cell { .text(text) }
}

extension Term: ColumnValue where Value: CaseIterable {
  package static var type: ContractType { .text }
  package static var vocabulary: [String]? { Value.allCases.map(\.rawValue) }
  package init?(cell: Cell) {
    guard case .text(let text) = cell else { return nil }
    self.init(text)
  }
}
