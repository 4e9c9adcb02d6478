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
