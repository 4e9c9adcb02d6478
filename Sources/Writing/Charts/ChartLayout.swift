import Facts
import Reports

/// Where the parts of a chart stand, in pixels: labels to the left, bars from a common zero, each value at its bar's end.
struct ChartLayout {
  static let width = 720.0
  static let margin = 20.0
  static let rowHeight = 26.0
  static let barHeight = 16.0
  static let textSize = 13.0
  static let gap = 7.0
  private static let widestLabel = 240.0
  private static let widestValue = 140.0

  struct Row {
    /// The whole label, and what of it is shown.
    let label: String
    let shown: String
    let printed: String
    /// Where the bar begins and ends, from the left.
    let bar: ClosedRange<Double>
    let mark: Double?
    let value: Value
  }

  /// Where a value is printed: beginning or ending at `place`, beside its bar or on it.
  struct Value {
    let place: Double
    let ends: Bool
    let isOnBar: Bool
  }

  /// Where labels end, and where zero is.
  let labelEnd: Double
  let zero: Double
  let rows: [Row]

  /// nil where there is nothing to draw: no bars, or all of them and their marks zero.
  init?(_ chart: Chart) {
    let numbers = chart.bars.flatMap { [$0.value] + ($0.mark.map { [$0] } ?? []) }.map(Self.double)
    let low = min(0, numbers.min() ?? 0)
    let high = max(0, numbers.max() ?? 0)
    guard low < high else { return nil }
    let labels = chart.bars.map { PaperText.cleaned($0.label.string) }
    let printed = chart.bars.map {
      SVGText.cut(PaperText.cleaned($0.printed), to: Self.widestValue, size: Self.textSize)
    }
    let widths = labels.map { SVGText.width($0, size: Self.textSize) }
    let labelRoom = min(widths.max() ?? 0, Self.widestLabel)
    let valueRoom =
      Self.gap * 2 + (printed.map { SVGText.width($0, size: Self.textSize) }.max() ?? 0)
    let labelEnd = Self.margin + labelRoom
    let left = labelEnd + (low < 0 ? valueRoom : Self.gap)
    let right = max(Self.width - Self.margin - valueRoom, left + 40)
    let scale = (right - left) / (high - low)
    let zero = left - low * scale
    self.labelEnd = labelEnd
    self.zero = zero
    rows = chart.bars.indices.map { index in
      let bar = chart.bars[index]
      let end = zero + Self.double(bar.value) * scale
      let mark = bar.mark.map { zero + Self.double($0) * scale }
      let width = SVGText.width(printed[index], size: Self.textSize)
      return Row(
        label: labels[index],
        shown: SVGText.cut(labels[index], to: labelRoom, size: Self.textSize),
        printed: printed[index], bar: min(zero, end)...max(zero, end), mark: mark,
        value: Self.value(at: end, from: zero, mark: mark, width: width))
    }
  }

  /// A value stands at its bar's end. Where the mark would run through it, it stands on the bar, or behind the mark of a
  /// bar that is too short.
  private static func value(
    at end: Double, from zero: Double, mark: Double?, width: Double
  ) -> Value {
    let isNegative = end < zero
    let side = isNegative ? -1.0 : 1.0
    let distance = mark.map { ($0 - end) * side } ?? 0
    guard distance > 0, distance < width + gap * 2 else {
      return Value(place: end + gap * side, ends: isNegative, isOnBar: false)
    }
    guard (end - zero) * side > width + gap * 2 else {
      return Value(place: end + (distance + gap) * side, ends: isNegative, isOnBar: false)
    }
    return Value(place: end - gap * side, ends: !isNegative, isOnBar: true)
  }

  private static func double(_ decimal: Decimal) -> Double {
    (0..<max(0, decimal.scale)).reduce(Double(decimal.mantissa)) { value, _ in value / 10 }
  }
}
