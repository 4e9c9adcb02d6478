/// An exact quotient of two whole numbers, divided once, last.
package struct Fraction: Hashable, Sendable {
  package let numerator: Int64
  /// Above zero.
  package let denominator: Int64

  /// nil when the denominator is zero or less.
  package init?(_ numerator: Int64, over denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Rounded to `scale` decimals, halves away from zero, as PostgreSQL's `round(numeric)`.
  package func rounded(to scale: Int) -> Decimal {
    var scaled = Int128(numerator.magnitude)
    for _ in 0..<scale { scaled *= 10 }
    let rounded = (scaled * 2 + Int128(denominator)) / (Int128(denominator) * 2)
    let mantissa = Int64(clamping: rounded)
    return Decimal(mantissa: numerator < 0 ? -mantissa : mantissa, scale: scale)
  }

  /// Hundredths, as prose prints a share: no decimals.
  package var percent: Decimal {
    Fraction(unchecked: numerator * 100, over: denominator).rounded(to: 0)
  }

  private init(unchecked numerator: Int64, over denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }
}
