/// An exact number of days of an adviser's work, in hundredths of a day.
///
/// Every number of days that is read is below a million (`Days.limit`), so sums cannot overflow.
package struct Days: Hashable, Comparable, Sendable, AdditiveArithmetic {
  package var hundredths: Int64

  package init(hundredths: Int64) { self.hundredths = hundredths }

  package static let zero = Days(hundredths: 0)

  /// The limit of plausible days. A number this large, or its negative, is read as not recorded.
  package static let limit = Days(hundredths: 100_000_000)

  /// Parses `-?\d+(\.\d{1,2})?`. Returns nil for anything else, and for a number too large to be printed and read back.
  package init?(_ text: some StringProtocol) {
    guard let decimal = Decimal(text), decimal.scale <= 2 else { return nil }
    let (hundredths, overflows) = decimal.mantissa.multipliedReportingOverflow(
      by: decimal.scale == 0 ? 100 : decimal.scale == 1 ? 10 : 1)
    guard !overflows, hundredths.magnitude < 100_000_000_000_000_000 else { return nil }
    self.hundredths = hundredths
  }

  package static func + (left: Self, right: Self) -> Self { Self(hundredths: left.hundredths + right.hundredths) }
  package static func - (left: Self, right: Self) -> Self { Self(hundredths: left.hundredths - right.hundredths) }
  package static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }

  package var decimal: Decimal { Decimal(mantissa: hundredths, scale: 2) }
}

extension Days: CustomStringConvertible {
  /// The number with two decimals: `10.00`, `-0.50`.
  package var description: String { decimal.description }
}

/// An exact decimal number with its printed form: `mantissa` / 10^`scale`, with `scale` digits after the point.
package struct Decimal: Hashable, Sendable {
  package let mantissa: Int64
  package let scale: Int

  package init(mantissa: Int64, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  package init(_ count: Int) { self.init(mantissa: Int64(count), scale: 0) }

  /// Parses `-?\d+(\.\d+)?` of at most 17 digits. Returns nil for anything else. The scale is the number of digits
  /// after the point.
  package init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative { bytes = bytes.dropFirst() }
    var mantissa: Int64 = 0
    var digits = 0
    var scale: Int?
    for byte in bytes {
      if byte == UInt8(ascii: "."), scale == nil, digits > 0 {
        scale = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 17 else { return nil }
      mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
      digits += 1
      scale = scale.map { $0 + 1 }
    }
    guard digits > 0, scale != 0 else { return nil }
    self.init(mantissa: negative ? -mantissa : mantissa, scale: scale ?? 0)
  }
}

extension Decimal: CustomStringConvertible {
  /// The number as `-?\d+(\.\d+)?`, never with an exponent. Zero has no sign.
  package var description: String {
    guard scale > 0 else { return String(mantissa) }
    let digits = padded(Int(mantissa.magnitude), scale + 1)
    let sign = mantissa < 0 ? "-" : ""
    return sign + digits.dropLast(scale) + "." + digits.suffix(scale)
  }
}

/// An exact quotient of two whole numbers. The only division is the last step.
package struct Fraction: Hashable, Sendable {
  package let numerator: Int64
  /// A number above zero.
  package let denominator: Int64

  /// Returns nil when the denominator is zero or less.
  package init?(_ numerator: Int64, over denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Returns the quotient rounded to `scale` decimals, halves away from zero, like PostgreSQL's `round(numeric)`.
  package func rounded(to scale: Int) -> Decimal {
    var scaled = Int128(numerator.magnitude)
    for _ in 0..<scale { scaled *= 10 }
    let rounded = (scaled * 2 + Int128(denominator)) / (Int128(denominator) * 2)
    let mantissa = Int64(clamping: rounded)
    return Decimal(mantissa: numerator < 0 ? -mantissa : mantissa, scale: scale)
  }

  /// The percentage without decimals, as prose prints a share.
  package var percent: Decimal { Decimal(mantissa: rounded(to: 2).mantissa, scale: 0) }

  /// Returns the percentage as people read it. A quotient that is not 0 or 1 never reads as 0% or 100%.
  ///
  /// - Parameters:
  ///   - limits: the percentages that decide something. A quotient below a limit never reads as the limit.
  ///   - caps: those that decide something from above. A quotient above a cap never reads as the cap.
  package func percentWritten(limits: [Int] = [], caps: [Int] = []) -> String {
    let percent = percent.mantissa
    let (exact, rounded) = (Int128(numerator) * 100, Int128(percent) * Int128(denominator))
    switch percent {
    case 0 where exact != rounded: return exact < rounded ? "under 0%" : "under 1%"
    case 100 where exact != rounded: return exact < rounded ? "over 99%" : "over 100%"
    case let limit where exact < rounded && limits.contains(Int(limit)): return "under \(percent)%"
    case let cap where rounded < exact && caps.contains(Int(cap)): return "over \(percent)%"
    default: return "\(percent)%"
    }
  }
}

extension Fraction: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }
}

/// An exact quotient of whole numbers of any size. It is never reduced: series are short, and only sums, products and
/// comparisons are needed.
package struct Rational: Sendable {
  private let numerator: WideInteger
  /// A number above zero.
  private let denominator: WideInteger

  private init(_ numerator: WideInteger, _ denominator: WideInteger) {
    self.numerator = numerator
    self.denominator = denominator
  }

  package init(_ number: Int) { self.init(WideInteger(Int64(number)), WideInteger(1)) }

  package init(_ fraction: Fraction) {
    self.init(WideInteger(fraction.numerator), WideInteger(fraction.denominator))
  }

  package init(_ decimal: Decimal) {
    var denominator = WideInteger(1)
    for _ in 0..<decimal.scale { denominator = denominator * WideInteger(10) }
    self.init(WideInteger(decimal.mantissa), denominator)
  }

  package static let zero = Rational(0)

  package static func + (left: Self, right: Self) -> Self {
    left.denominator == right.denominator
      ? Self(left.numerator + right.numerator, left.denominator)
      : Self(
        left.numerator * right.denominator + right.numerator * left.denominator, left.denominator * right.denominator)
  }

  package static prefix func - (number: Self) -> Self { Self(-number.numerator, number.denominator) }
  package static func - (left: Self, right: Self) -> Self { left + -right }
  package static func * (left: Self, right: Self) -> Self {
    Self(left.numerator * right.numerator, left.denominator * right.denominator)
  }

  /// Divides by a count above zero.
  package static func / (left: Self, count: Int) -> Self {
    Self(left.numerator, left.denominator * WideInteger(Int64(count)))
  }

  package var magnitude: Rational { self < .zero ? -self : self }

  /// Returns the number rounded to `scale` decimals, halves away from zero.
  package func rounded(to scale: Int) -> Decimal {
    var scaled = numerator.magnitude
    for _ in 0..<scale { scaled = scaled * WideInteger(10) }
    // floor((2·scaled + denominator) / (2·denominator)), bit by bit: the quotient is a printed number.
    let (dividend, divisor) = (scaled + scaled + denominator, denominator + denominator)
    var quotient: Int64 = 0
    for bit in stride(from: 61, through: 0, by: -1) {
      let next = quotient | 1 << Int64(bit)
      if !(dividend < divisor * WideInteger(next)) { quotient = next }
    }
    return Decimal(mantissa: numerator.isNegative ? -quotient : quotient, scale: scale)
  }
}

extension Rational: Comparable {
  package static func == (left: Self, right: Self) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }
  package static func < (left: Self, right: Self) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}

/// A whole number of any size.
private struct WideInteger: Hashable, Comparable, Sendable {
  /// False for zero.
  let isNegative: Bool
  /// Digits of 32 bits, the lowest first, without leading zeros.
  let digits: [UInt32]

  init(_ number: Int64) {
    let magnitude = number.magnitude
    self.init(number < 0, [UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32)])
  }

  private init(_ isNegative: Bool, _ digits: [UInt32]) {
    let count = (digits.lastIndex { $0 != 0 } ?? -1) + 1
    self.digits = Array(digits.prefix(count))
    self.isNegative = isNegative && count > 0
  }

  var magnitude: Self { Self(false, digits) }

  static prefix func - (number: Self) -> Self { Self(!number.isNegative, number.digits) }

  static func + (left: Self, right: Self) -> Self {
    if left.isNegative == right.isNegative { return Self(left.isNegative, sum(left.digits, right.digits)) }
    return isBelow(left.digits, right.digits)
      ? Self(right.isNegative, difference(right.digits, left.digits))
      : Self(left.isNegative, difference(left.digits, right.digits))
  }

  static func * (left: Self, right: Self) -> Self {
    var product = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (shift, digit) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (place, other) in right.digits.enumerated() {
        carry += UInt64(digit) * UInt64(other) + UInt64(product[shift + place])
        product[shift + place] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[shift + right.digits.count] = UInt32(carry)
    }
    return Self(left.isNegative != right.isNegative, product)
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? isBelow(right.digits, left.digits) : isBelow(left.digits, right.digits)
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var carry: UInt64 = 0
    return (0...max(left.count, right.count)).map { place in
      carry += UInt64(digit(left, place)) + UInt64(digit(right, place))
      defer { carry >>= 32 }
      return UInt32(truncatingIfNeeded: carry)
    }
  }

  /// Subtracts a magnitude that is not larger.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var borrow: Int64 = 0
    return left.indices.map { place in
      borrow += Int64(left[place]) - Int64(digit(right, place))
      defer { borrow >>= 32 }
      return UInt32(truncatingIfNeeded: borrow)
    }
  }

  private static func digit(_ digits: [UInt32], _ place: Int) -> UInt32 { place < digits.count ? digits[place] : 0 }

  private static func isBelow(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    return zip(left.reversed(), right.reversed()).first { $0 != $1 }.map { $0.0 < $0.1 } ?? false
  }
}
