package import Facts
package import Metrics

extension Measure {
  /// As people read it: days with 2 decimals, shares as a percentage, what has no value in words.
  package var prose: Prose {
    switch self {
    case .notApplicable: "not applicable"
    case .unknown: "unknown"
    case .amount(.ratio(let fraction)): .words("\(fraction.percent)%")
    case .amount(let amount): Prose(amount.printed)
    }
  }
}

extension Figure {
  /// The value with what it is taken from: `75% of 4`, `62% (3 advisers)`, `21.0 calendar days (5 projects)`.
  package var prose: Prose {
    guard case .amount(let amount) = measure, let n else { return measure.prose }
    switch amount {
    case .median: return "\(measure.prose) calendar days (\(.count(n, "project", "projects")))"
    case .ratio where metric == .utilisation:
      return "\(measure.prose) (\(.count(n, "adviser", "advisers")))"
    case .ratio: return "\(measure.prose) of \(n)"
    default: return measure.prose
    }
  }

  /// This figure less `other`, of the values as they are printed: `+3.50`, `-2`, `+5 points`; in words where one of
  /// the two has no value.
  package func change(from other: Figure?) -> Prose {
    guard let other, let now = measure.shown, let was = other.measure.shown else {
      return measure == .unknown || other?.measure == .unknown ? "unknown" : "not applicable"
    }
    let change = now.subtracting(was)
    let sign = change.mantissa > 0 ? "+" : ""
    guard case .amount(.ratio) = measure else { return .words("\(sign)\(change)") }
    return .words("\(sign)\(change) \(change.mantissa.magnitude == 1 ? "point" : "points")")
  }
}

extension Measure {
  /// The number people read; a share in hundredths.
  var shown: Decimal? {
    if case .amount(.ratio(let fraction)) = self { return fraction.percent }
    return amount?.printed
  }
}

extension Prose {
  /// What is not recorded says so.
  package static func recorded(_ text: Text?) -> Prose {
    text.flatMap(\.recorded).map { Prose($0) } ?? "not recorded"
  }
  package static func recorded(_ day: CalendarDay?) -> Prose {
    day.map { Prose($0) } ?? "not recorded"
  }
  package static func known(_ days: Days?) -> Prose { days.map { Prose($0) } ?? "unknown" }
}
