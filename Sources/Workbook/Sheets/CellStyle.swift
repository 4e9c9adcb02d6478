import Facts
import Reports

/// How a cell is shown. A number stands as it is recorded; the style decides what of it is seen.
enum CellStyle: Hashable, CaseIterable {
  case title, note, link, header
  case text, number, identifier, decimal, days, share
  case changeOfNumber, changeOfDecimal, changeOfDays, changeOfShare
  case date, time

  /// Within a table.
  var isCell: Bool { ![.title, .note, .link, .header].contains(self) }

  /// As Excel writes it, with room behind a number for what follows; nil for text and booleans.
  var numberFormat: String? {
    switch self {
    case .title, .note, .link, .header, .text: nil
    case .number: "#,##0_)"
    case .identifier: "0"
    case .decimal: "#,##0.0_)"
    case .days: "#,##0.00_)"
    case .share: "0%_)"
    case .changeOfNumber: "+#,##0_);-#,##0_);0_)"
    case .changeOfDecimal: "+#,##0.0_);-#,##0.0_);0.0_)"
    case .changeOfDays: "+#,##0.00_);-#,##0.00_);0.00_)"
    case .changeOfShare: "+0%_);-0%_);0%_)"
    case .date: "d mmm yyyy_)"
    case .time: "d mmm yyyy hh:mm:ss_)"
    }
  }

  init(_ cell: Cell, _ column: Column) {
    switch cell {
    case .text, .boolean, .empty: self = .text
    case .day: self = .date
    case .instant: self = .time
    case .number(let number): self.init(number, column)
    }
  }

  private init(_ number: Decimal, _ column: Column) {
    let isChange = column.name == "change" || column.name == "difference"
    switch number.scale {
    case 0 where column.kind == .integer && column.unit == nil && !isChange: self = .identifier
    case 0: self = isChange ? .changeOfNumber : .number
    case 1: self = isChange ? .changeOfDecimal : .decimal
    case 4: self = isChange ? .changeOfShare : .share
    default: self = isChange ? .changeOfDays : .days
    }
  }
}
