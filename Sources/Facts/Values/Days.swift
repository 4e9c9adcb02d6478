/// An exact number of days of an adviser's work, in hundredths of a day.
///
/// Every figure of days that is read is below a million (`Days.limit`), so sums cannot overflow.
package struct Days: Hashable, Comparable, Sendable, AdditiveArithmetic {
  package var hundredths: Int64

  package init(hundredths: Int64) { self.hundredths = hundredths }

  package static let zero = Days(hundredths: 0)

  /// A figure of days this large, or its negative, is not one anybody worked: it is read as not recorded.
  package static let limit = Days(hundredths: 100_000_000)

  /// `-?\d+(\.\d{1,2})?`; nil for anything else, and for more than is printed so that it can be read back.
  package init?(_ text: some StringProtocol) {
    guard let decimal = Decimal(text), decimal.scale <= 2 else { return nil }
    let (hundredths, overflows) = decimal.mantissa.multipliedReportingOverflow(
      by: decimal.scale == 0 ? 100 : decimal.scale == 1 ? 10 : 1)
    guard !overflows, hundredths.magnitude < 100_000_000_000_000_000 else { return nil }
    self.hundredths = hundredths
  }

  package static func + (left: Self, right: Self) -> Self {
    Self(hundredths: left.hundredths + right.hundredths)
  }
  package static func - (left: Self, right: Self) -> Self {
    Self(hundredths: left.hundredths - right.hundredths)
  }
  package static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }

  package var decimal: Decimal { Decimal(mantissa: hundredths, scale: 2) }
}

extension Days: CustomStringConvertible {
  /// Two decimals always: `10.00`, `-0.50`.
  package var description: String { decimal.description }
}
