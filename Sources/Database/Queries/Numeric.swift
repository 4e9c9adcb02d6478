/// A number as PostgreSQL's `numeric` travels in binary: digits to the base of 10,000, and how many decimals were written.
///
/// Decoded here it costs the server nothing; rounded and cast there, it would cost more than reading its row.
package struct Numeric: Hashable, Sendable {
  /// Rounded to two decimals, halves away from zero, as `round(numeric, 2)` does; nil where it is no number, infinite, or
  /// beyond what counts here.
  package let hundredths: Int64?
  /// What stands before the point, signed; nil where `hundredths` is.
  package let whole: Int64?
  /// How many decimals it was recorded with, noughts too: `scale(numeric)`.
  package let scale: Int

  /// nil for bytes that are no `numeric`.
  init?(_ bytes: UnsafeRawBufferPointer) {
    // SAFETY: `word` looks only at places inside the value, whose length is checked first.
    func word(_ place: Int) -> Int {
      unsafe Int(UInt16(bytes[2 * place]) << 8 | UInt16(bytes[2 * place + 1]))
    }
    guard bytes.count >= 8, bytes.count == 8 + 2 * word(0) else { return nil }
    scale = word(3)
    let weight = Int(Int16(truncatingIfNeeded: word(1)))
    guard word(2) == Self.positive || word(2) == Self.negative, weight <= Self.highest else {
      (hundredths, whole) = (nil, nil)
      return
    }
    func digit(_ power: Int) -> Int64 {
      let place = weight - power
      return place >= 0 && place < word(0) ? Int64(word(4 + place)) : 0
    }
    var magnitude: Int64 = 0
    for power in stride(from: weight, through: 0, by: -1) {
      magnitude = magnitude * 10_000 + digit(power)
    }
    let sign: Int64 = word(2) == Self.negative ? -1 : 1
    whole = sign * magnitude
    hundredths = sign * (magnitude * 100 + (digit(-1) + 50) / 100)
  }

  private static let positive = 0
  private static let negative = 0x4000
  /// With this many digits above the point, hundredths are sure to fit.
  private static let highest = 3
}
