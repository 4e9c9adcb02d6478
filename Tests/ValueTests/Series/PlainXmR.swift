/// The arithmetic of an XmR chart once more, in whole numbers and window by window, as its rules are worded.
///
/// Both sides of each comparison are multiplied by the denominators, so that nothing is divided.
struct PlainXmR {
  /// nil for a gap.
  let values: [Int?]
  private let sum: Int
  private let count: Int
  /// The moving ranges that are counted, as their sum and number.
  private let ranges: (sum: Int, count: Int)

  init(values: [Int?], screens: Bool) {
    let points = values.compactMap(\.self)
    self.values = values
    sum = points.reduce(0, +)
    count = points.count
    ranges = Self.ranges(values, screens)
  }

  private static func ranges(_ values: [Int?], _ screens: Bool) -> (sum: Int, count: Int) {
    var all: [Int] = []
    for index in values.indices.dropFirst() {
      if let value = values[index], let before = values[index - 1] { all.append(abs(value - before)) }
    }
    let total = all.reduce(0, +)
    guard screens, total > 0 else { return (total, all.count) }
    let kept = all.filter { $0 * 1000 * all.count < 3267 * total }
    return kept.reduce(0, +) == 0 ? (total, all.count) : (kept.reduce(0, +), kept.count)
  }

  var allAreEqual: Bool { Set(values.compactMap(\.self)).count == 1 }

  /// Whether a value lies beyond the near limit, on either side.
  func isBeyondNear(_ value: Int) -> Bool { place(value).zone > 0 }

  /// Where a value lies: 2 outside the limit, 1 beyond the near limit, 0 within, on both sides alike; and on which side.
  private func place(_ value: Int) -> (zone: Int, side: Int) {
    let (total, number) = ranges
    let distance = value * count - sum  // from the mean, times count
    // distance / count against 2.66 · total / number, and against two thirds of it.
    let (left, right) = (abs(distance) * max(1, number) * 300, 266 * total * count)
    let zone = left > right * 3 ? 2 : left > right * 2 ? 1 : 0
    return (zone, distance.signum())
  }

  private func windows(of size: Int, around index: Int) -> [[Int]] {
    (0..<size).compactMap { back in
      let start = index - back
      guard start >= 0, start + size <= values.count else { return nil }
      let window = values[start..<start + size].compactMap(\.self)
      return window.count == size ? window : nil
    }
  }

  private func isOnOneSide(_ window: [Int]) -> Bool {
    let sides = Set(window.map { place($0).side })
    return sides == [1] || sides == [-1]
  }

  /// The type of a point by name; nil for a gap.
  func type(of index: Int) -> String? {
    guard let value = values[index] else { return nil }
    if place(value).zone == 2 { return "outside" }
    let isTrend = windows(of: 7, around: index).contains { window in
      let steps = (1..<7).map { (window[$0] - window[$0 - 1]).signum() }
      return Set(steps) == [1] || Set(steps) == [-1]
    }
    if isTrend { return "trend" }
    let isNear = windows(of: 3, around: index).contains { window in
      isOnOneSide(window) && window.filter { place($0).zone == 1 }.count >= 2
    }
    if isNear, place(value).zone == 1 { return "two of three" }
    return windows(of: 7, around: index).contains(where: isOnOneSide) ? "shift" : "usual"
  }

  /// The mean and the limits, rounded to 4 decimals by plain division.
  var mean: String { mean(4) }
  var lower: String { lower(4) }
  var upper: String { upper(4) }

  func mean(_ decimals: Int) -> String { Self.rounded(sum, count, decimals) }

  func lower(_ decimals: Int) -> String {
    Self.rounded(
      sum * max(1, ranges.count) * 100 - 266 * ranges.sum * count, count * max(1, ranges.count) * 100, decimals)
  }

  func upper(_ decimals: Int) -> String {
    Self.rounded(
      sum * max(1, ranges.count) * 100 + 266 * ranges.sum * count, count * max(1, ranges.count) * 100, decimals)
  }

  var isBelowOne: Bool { sum < count }

  /// On which side of the mean a value lies.
  func side(_ value: Int) -> Int { (value * count - sum).signum() }

  /// Whether a twelfth of a year's number lies below both limits, -1, above both, 1, or between them, 0.
  func side(ofTwelfth year: Int) -> Int {
    let distance = year * count - 12 * sum
    let isBeyond = abs(distance) * max(1, ranges.count) * 100 > 12 * 266 * ranges.sum * count
    return isBeyond ? distance.signum() : 0
  }

  private static func rounded(_ dividend: Int, _ divisor: Int, _ decimals: Int) -> String {
    let power = (0..<decimals).reduce(1) { power, _ in power * 10 }
    let scaled = (abs(dividend) * 2 * power + divisor) / (divisor * 2)
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return (dividend < 0 && scaled > 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
