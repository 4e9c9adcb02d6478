/// An exact decimal number as it is printed: `mantissa` / 10^`scale`, with `scale` digits after the point.
package struct Decimal: Hashable, Sendable {
  package let mantissa: Int64
  package let scale: Int

  package init(mantissa: Int64, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  package init(_ count: Int) { self.init(mantissa: Int64(count), scale: 0) }

  /// `-?\d+(\.\d+)?` of at most 17 digits; nil for anything else. The scale is the number of digits after the point.
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
  /// `-?\d+(\.\d+)?`, never an exponent; zero has no sign.
  package var description: String {
    guard scale > 0 else { return String(mantissa) }
    let digits = padded(Int(mantissa.magnitude), scale + 1)
    let sign = mantissa < 0 ? "-" : ""
    return sign + digits.dropLast(scale) + "." + digits.suffix(scale)
  }
}
