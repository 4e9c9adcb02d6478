package import Facts

/// A figure's exact value, before it is printed.
package enum Amount: Hashable, Sendable {
  case count(Int)
  case days(Days)
  /// Kept as its exact quotient: prose and CSV round it differently.
  case ratio(Fraction)
  /// A median of whole numbers: 1 decimal.
  case median(Decimal)

  /// As data files print it: counts whole, days with 2 decimals, ratios with 4, a median with 1.
  package var printed: Decimal {
    switch self {
    case .count(let count): Decimal(count)
    case .days(let days): days.decimal
    case .ratio(let fraction): fraction.rounded(to: 4)
    case .median(let median): median
    }
  }
}

/// What measuring came to: an amount, or why there is none.
package enum Measure: Hashable, Sendable {
  case amount(Amount)
  /// The question does not arise: nothing to divide by, no day yet, no allowance, before the programme.
  case notApplicable
  /// It does, but an input is not recorded.
  case unknown

  package static func count(_ count: Int) -> Measure { .amount(.count(count)) }
  package static func days(_ days: Days) -> Measure { .amount(.days(days)) }
  package static func ratio(_ part: Int, of whole: Int) -> Measure {
    Fraction(Int64(part), over: Int64(whole)).map { .amount(.ratio($0)) } ?? .notApplicable
  }

  package var amount: Amount? { if case .amount(let amount) = self { amount } else { nil } }
}
