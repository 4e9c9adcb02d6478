package import Core

/// Draws a chart as a small SVG: real text, a text alternative, one dark fill and marks that differ by their shape, so
/// that it prints in black and white. The same chart makes the same bytes.
package struct ChartWriter {
  private static let titleSize = 16.0
  private static let smallSize = 12.0
  private static let room = ChartLayout.width - 2 * ChartLayout.margin

  private let chart: Chart
  private var body: [String] = []
  /// How far down the picture is drawn.
  private var bottom = ChartLayout.margin

  private init(_ chart: Chart) { self.chart = chart }

  /// The picture's bytes, in UTF-8.
  package static func write(_ chart: Chart) -> [UInt8] {
    var writer = ChartWriter(chart)
    writer.drawTitle()
    if let layout = ChartLayout(chart) {
      writer.drawLegend()
      writer.draw(layout)
    } else {
      writer.drawNothing()
    }
    writer.drawSource()
    return SVG.document(
      chart.title, chart.sentence, width: ChartLayout.width, height: writer.bottom, writer.body)
  }

  private mutating func drawTitle() {
    for line in SVG.wrapped(chart.title.plain, to: Self.room / 1.1, size: Self.titleSize) {
      bottom += 20
      text(line, x: ChartLayout.margin, y: bottom - 5, size: Self.titleSize, " font-weight=\"bold\"")
    }
    bottom += 4
  }

  /// What the bars measure and, where there are marks, what each of the two shapes means.
  private mutating func drawLegend() {
    bottom += 20
    let y = bottom - 5
    var x = ChartLayout.margin
    let cleaned = PaperText.cleaned(chart.unit)
    let unit = SVG.cut(cleaned, to: Self.room / 2, size: Self.smallSize)
    if chart.markMeaning != nil {
      rectangle(x...(x + 22), y: y - 10, height: 11)
      x += 28
    }
    text(unit, x: x, y: y, size: Self.smallSize, " fill=\"\(SVG.faint)\"")
    x += SVG.width(unit, size: Self.smallSize) + 28
    if let meaning = chart.markMeaning {
      mark(x, from: y - 13, to: y + 4)
      let room = ChartLayout.width - ChartLayout.margin - x - 10
      let shown = SVG.cut(PaperText.cleaned(meaning), to: room, size: Self.smallSize)
      text(shown, x: x + 10, y: y, size: Self.smallSize, " fill=\"\(SVG.faint)\"")
    }
    bottom += 8
  }

  private mutating func draw(_ layout: ChartLayout) {
    let top = bottom
    for row in layout.rows {
      draw(row, labelEnd: layout.labelEnd)
      bottom += ChartLayout.rowHeight
    }
    let zero = SVG.number(layout.zero)
    body.append(
      #"<path d="M\#(zero) \#(SVG.number(top))V\#(SVG.number(bottom))" "#
        + #"stroke="\#(SVG.ink)" stroke-width="1"/>"#)
  }

  private mutating func draw(_ row: ChartLayout.BarRow, labelEnd: Double) {
    let baseline = bottom + ChartLayout.rowHeight / 2 + 4.5
    let label = #" text-anchor="end""#
    if row.shown == row.label {
      text(row.shown, x: labelEnd, y: baseline, size: ChartLayout.textSize, label)
    } else {
      body.append("<g><title>\(SVG.escaped(row.label))</title>")
      text(row.shown, x: labelEnd, y: baseline, size: ChartLayout.textSize, label)
      body.append("</g>")
    }
    if row.bar.upperBound > row.bar.lowerBound {
      let inset = (ChartLayout.rowHeight - ChartLayout.barHeight) / 2
      rectangle(row.bar, y: bottom + inset, height: ChartLayout.barHeight)
    }
    if let place = row.mark { mark(place, from: bottom + 2, to: bottom + ChartLayout.rowHeight - 2) }
    if row.value.isOverMark {
      // The value interrupts the mark, which shows above and below it.
      let width = SVG.width(row.printed, size: ChartLayout.textSize)
      let x = row.value.ends ? row.value.place - width : row.value.place
      rectangle((x - 2)...(x + width + 2), y: baseline - 11, height: 14, fill: "white")
    }
    text(
      row.printed, x: row.value.place, y: baseline, size: ChartLayout.textSize,
      (row.value.ends ? label : "") + (row.value.isOnBar ? #" fill="white""# : ""))
  }

  /// A sentence instead of empty axes.
  private mutating func drawNothing() {
    let sentence =
      chart.bars.isEmpty
      ? "There is nothing to draw: no figures." : "There is nothing to draw: every value is zero or not known."
    bottom += 28
    text(sentence, x: ChartLayout.margin, y: bottom - 6, size: ChartLayout.textSize)
  }

  private mutating func drawSource() {
    bottom += 30
    text(
      "Source: " + chart.source, x: ChartLayout.margin, y: bottom - 6, size: Self.smallSize, " fill=\"\(SVG.faint)\"")
    bottom += ChartLayout.margin - 8
  }
}

// The shapes.
extension ChartWriter {
  private mutating func text(_ text: String, x: Double, y: Double, size: Double, _ attributes: String = "") {
    let place = #"x="\#(SVG.number(x))" y="\#(SVG.number(y))" font-size="\#(Int(size))""#
    body.append("<text \(place)\(attributes)>\(SVG.escaped(text))</text>")
  }

  private mutating func rectangle(_ x: ClosedRange<Double>, y: Double, height: Double, fill: String = SVG.fill) {
    let width = SVG.number(x.upperBound - x.lowerBound)
    body.append(
      #"<rect x="\#(SVG.number(x.lowerBound))" y="\#(SVG.number(y))" width="\#(width)" "#
        + #"height="\#(SVG.number(height))" fill="\#(fill)"/>"#)
  }

  /// A tick taller than the bar, with a white edge so that it shows on the bar too.
  private mutating func mark(_ x: Double, from top: Double, to bottom: Double) {
    let path = "M\(SVG.number(x)) \(SVG.number(top))V\(SVG.number(bottom))"
    body.append(#"<path d="\#(path)" stroke="white" stroke-width="6"/>"#)
    body.append(#"<path d="\#(path)" stroke="\#(SVG.ink)" stroke-width="2.5"/>"#)
  }
}

/// The places of a chart's parts, in pixels: labels to the left, bars from a common zero, each value at its bar's end.
struct ChartLayout {
  static let width = 720.0
  static let margin = 20.0
  static let rowHeight = 26.0
  static let barHeight = 16.0
  static let textSize = 13.0
  static let gap = 7.0
  private static let widestLabel = 240.0
  private static let widestValue = 140.0

  struct BarRow {
    /// The whole label, and what of it is shown.
    let label: String
    let shown: String
    let printed: String
    /// Where the bar begins and ends, from the left.
    let bar: ClosedRange<Double>
    let mark: Double?
    let value: BarValue
  }

  /// Where a value is printed: beginning or ending at `place`, beside its bar or on it. It is always at its bar, also where
  /// the mark must give way.
  struct BarValue {
    let place: Double
    let ends: Bool
    var isOnBar = false
    var isOverMark = false
  }

  let labelEnd: Double
  let zero: Double
  let rows: [BarRow]

  /// nil where there is nothing to draw: no bars, or all of them and their marks zero.
  init?(_ chart: Chart) {
    let numbers = chart.bars.flatMap { [$0.value] + ($0.mark.map { [$0] } ?? []) }.map(SVG.double)
    let low = min(0, numbers.min() ?? 0)
    let high = max(0, numbers.max() ?? 0)
    guard low < high else { return nil }
    let labels = chart.bars.map { PaperText.cleaned($0.label.string) }
    let printed = chart.bars.map {
      SVG.cut(PaperText.cleaned($0.printed), to: Self.widestValue, size: Self.textSize)
    }
    let widths = labels.map { SVG.width($0, size: Self.textSize) }
    let labelRoom = min(widths.max() ?? 0, Self.widestLabel)
    let valueRoom = Self.gap * 2 + (printed.map { SVG.width($0, size: Self.textSize) }.max() ?? 0)
    let labelEnd = Self.margin + labelRoom
    let left = labelEnd + (low < 0 ? valueRoom : Self.gap)
    let right = max(Self.width - Self.margin - valueRoom, left + 40)
    let scale = (right - left) / (high - low)
    let zero = left - low * scale
    self.labelEnd = labelEnd
    self.zero = zero
    rows = chart.bars.indices.map { index in
      let bar = chart.bars[index]
      let end = zero + SVG.double(bar.value) * scale
      let mark = bar.mark.map { zero + SVG.double($0) * scale }
      let width = SVG.width(printed[index], size: Self.textSize)
      return BarRow(
        label: labels[index], shown: SVG.cut(labels[index], to: labelRoom, size: Self.textSize),
        printed: printed[index], bar: min(zero, end)...max(zero, end), mark: mark,
        value: Self.value(at: end, from: zero, mark: mark, width: width))
    }
  }

  /// Returns the place at the bar's end. Where the mark would run through the value, the place is on the bar; of a bar that is
  /// too short, the value is over the mark.
  private static func value(at end: Double, from zero: Double, mark: Double?, width: Double) -> BarValue {
    let isNegative = end < zero
    let side = isNegative ? -1.0 : 1.0
    let distance = mark.map { ($0 - end) * side } ?? 0
    guard distance > 0, distance < width + gap * 2 else {
      return BarValue(place: end + gap * side, ends: isNegative)
    }
    guard (end - zero) * side > width + gap * 2 else {
      return BarValue(place: end + gap * side, ends: isNegative, isOverMark: true)
    }
    return BarValue(place: end - gap * side, ends: !isNegative, isOnBar: true)
  }
}

/// What all pictures have in common: the document around the shapes, the colours, texts and numbers.
enum SVG {
  static let ink = "#1a1a1a"
  static let faint = "#595959"
  static let fill = "#1f4e79"

  /// Returns the picture's bytes, in UTF-8. The sentence is its text alternative.
  static func document(_ title: Prose, _ sentence: Prose, width: Double, height: Double, _ body: [String]) -> [UInt8] {
    let (width, height) = (Int(width), Int(height))
    let head = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(width)" height="\#(height)" "#
        + #"viewBox="0 0 \#(width) \#(height)" role="img" "#
        + #"font-family="Arial, Helvetica, 'Liberation Sans', sans-serif" fill="\#(ink)">"#,
      "<title>\(escaped(title.plain))</title>", "<desc>\(escaped(sentence.plain))</desc>",
      #"<rect width="\#(width)" height="\#(height)" fill="white"/>"#,
    ]
    return Array((head + body + ["</svg>", ""]).joined(separator: "\n").utf8)
  }

  static func double(_ decimal: Decimal) -> Double {
    (0..<max(0, decimal.scale)).reduce(Double(decimal.mantissa)) { value, _ in value / 10 }
  }

  /// Escaped for content and attributes alike; what XML forbids even when escaped becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in PaperText.cleaned(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// One decimal, never an exponent: `-12.5`.
  static func number(_ value: Double) -> String {
    let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  static func width(_ text: String, size: Double) -> Double { Double(TextWidth.thousandths(text)) / 1000 * size }

  /// The text, or as much of its beginning as fits with an ellipsis.
  static func cut(_ text: String, to room: Double, size: Double) -> String {
    guard width(text, size: size) > room else { return text }
    var left = room - width("…", size: size)
    let kept = text.unicodeScalars.prefix { scalar in
      left -= Double(TextWidth.thousandths(scalar)) / 1000 * size
      return left >= 0
    }
    var cut = String.UnicodeScalarView(kept)
    while let last = cut.last, last.properties.isWhitespace || last == "\u{200D}" { cut.removeLast() }
    return String(cut) + "…"
  }

  /// Words in lines that fit; a word too long for a line is cut.
  static func wrapped(_ text: String, to room: Double, size: Double) -> [String] {
    TextWidth.lines(text) { width($0, size: size) <= room }.map { cut($0, to: room, size: size) }
  }
}
