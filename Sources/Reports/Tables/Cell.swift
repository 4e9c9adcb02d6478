package import Facts
package import Metrics

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
