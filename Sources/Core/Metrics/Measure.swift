/// An exact value, before it is printed.
package enum Amount: Hashable, Sendable {
  case count(Int)
  case days(Days)
  /// The exact quotient: prose and CSV round it differently.
  case ratio(Fraction)
  /// A median of whole numbers: 1 decimal.
  case median(Decimal)
  /// A number that has its decimals already.
  case decimal(Decimal)
  case day(CalendarDay)
  case word(Text)
  /// A word that the vocabulary lacks. It is printed as it was recorded, and counts as not recorded.
  case unlistedWord(Text)

  /// The number that data files print: counts whole, days with 2 decimals, ratios with 4, a median with 1; nil for a day
  /// or a word.
  package var number: Decimal? {
    switch self {
    case .count(let count): Decimal(count)
    case .days(let days): days.decimal
    case .ratio(let fraction): fraction.rounded(to: 4)
    case .median(let number), .decimal(let number): number
    case .day, .word, .unlistedWord: nil
    }
  }
}

extension Amount {
  /// Returns the middle value, or the mean of the middle two; nil where there is none.
  static func median(of values: [Int]) -> Amount? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let sum = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    return .median(Decimal(mantissa: Int64(sum * 5), scale: 1))
  }

  var isWord: Bool {
    switch self {
    case .word, .unlistedWord: true
    default: false
    }
  }
}

extension Amount: CustomStringConvertible {
  /// The value as data files print it.
  package var description: String {
    switch self {
    case .day(let day): day.description
    case .word(let word), .unlistedWord(let word): word.string
    default: number?.description ?? ""
    }
  }
}

/// The outcome of measuring: an amount, or why there is none.
package enum Measure: Hashable, Sendable {
  case amount(Amount)
  /// The question does not arise: nothing to divide by, no day yet, no allowance, before the programme.
  case notApplicable
  /// An input is not recorded.
  case unknown

  package static func count(_ count: Int) -> Measure { .amount(.count(count)) }
  package static func days(_ days: Days) -> Measure { .amount(.days(days)) }

  package var amount: Amount? { if case .amount(let amount) = self { amount } else { nil } }

  /// Whether the value cannot be relied on because an input is not recorded.
  package var isUnknown: Bool {
    switch self {
    case .unknown, .amount(.unlistedWord): true
    default: false
    }
  }

  /// The value as data files print it; nothing where there is none.
  package var printed: String { amount?.description ?? "" }
}
