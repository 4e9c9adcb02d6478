package import Core

/// Draws the series of a measure as a small SVG, two to a row of paper: real text, a text alternative, and shapes that
/// differ without colour. The same chart makes the same bytes.
package struct LineChartWriter {
  private static let width = 345.0
  private static let height = 158.0
  private static let left = 14.0
  /// Where the names of the lines begin.
  private static let right = 262.0
  private static let top = 46.0
  private static let bottom = 134.0
  private static let textSize = 11.0
  /// Between the names of two lines.
  private static let lineSpace = 12.0

  private let chart: LineChart
  private let low: Double
  private let high: Double
  private var body: [String] = []

  private init(_ chart: LineChart) {
    self.chart = chart
    let lines = chart.segments.flatMap { [$0.centre, $0.lower, $0.upper] }
    let numbers = (chart.points.map(\.value) + lines).compactMap { $0.map(SVG.double) }
    // Lines start at zero, or at the least value when that is negative.
    low = min(0, numbers.min() ?? 0)
    high = max(numbers.max() ?? 0, low + 1)
  }

  /// The picture's bytes, in UTF-8.
  package static func write(_ chart: LineChart) -> [UInt8] {
    var writer = LineChartWriter(chart)
    writer.drawHead()
    writer.drawAxis()
    for mark in chart.marks { writer.draw(mark) }
    for (number, segment) in chart.segments.enumerated() {
      writer.draw(segment, isLast: number == chart.segments.count - 1)
    }
    writer.drawPoints()
    return SVG.document(chart.title, chart.sentence, width: width, height: height, writer.body)
  }

  private mutating func drawHead() {
    let title = SVG.cut(PaperText.cleaned(chart.title.plain), to: Self.width - 2 * Self.left, size: 13)
    text(title, x: Self.left, y: 17, size: 13, #" font-weight="bold""#)
    text(chart.unit, x: Self.left, y: 32, " fill=\"\(SVG.faint)\"")
  }

  /// Zero, the first and the last month, and a tick for each point.
  private mutating func drawAxis() {
    stroke("M\(n(Self.left)) \(n(y(0)))H\(n(Self.right))", width: "1")
    guard let first = chart.points.first, let last = chart.points.last else { return }
    let baseline = Self.bottom + 17
    let room = (Self.right - Self.left) / 2 - 6
    text(shown(first.label, room), x: Self.left, y: baseline)
    if chart.points.count > 1 { text(shown(last.label, room), x: Self.right, y: baseline, #" text-anchor="end""#) }
    // A line near zero has its own name there.
    let isTaken = names(chart.segments.last).contains { abs(y(0) - $0.y) < Self.lineSpace }
    if !isTaken { text("0", x: Self.right + 5, y: y(0) + 4, " fill=\"\(SVG.faint)\"") }
  }

  private func shown(_ label: Text, _ room: Double) -> String {
    SVG.cut(PaperText.cleaned(label.string), to: room, size: Self.textSize)
  }

  /// A thin line with the event's number above it.
  private mutating func draw(_ mark: LineChart.Mark) {
    let x = x(mark.index)
    stroke("M\(n(x)) \(n(Self.top - 2))V\(n(Self.bottom))", width: "1", " stroke-dasharray=\"1 3\"")
    text("\(mark.number)", x: x, y: Self.top - 5, #" text-anchor="middle" font-weight="bold""#)
  }

  /// The mean and the limits of a segment, named at the end of the last one.
  private mutating func draw(_ segment: LineChart.ChartSegment, isLast: Bool) {
    let from = x(segment.range.lowerBound) - (segment.range.lowerBound == 0 ? 0 : step / 2)
    let to = segment.range.upperBound == chart.points.count ? Self.right : x(segment.range.upperBound - 1) + step / 2
    func line(_ value: Decimal, _ dashes: String) {
      stroke("M\(n(from)) \(n(y(value)))H\(n(to))", width: "1.2", " stroke-dasharray=\"\(dashes)\"", SVG.faint)
    }
    line(segment.centre, "7 3")
    if let lower = segment.lower { line(lower, "2 3") }
    if let upper = segment.upper { line(upper, "2 3") }
    guard isLast else { return }
    for name in names(segment) {
      text(name.words, x: Self.right + 5, y: name.y + 4, " fill=\"\(SVG.faint)\"")
    }
  }

  /// Returns the names of a segment's lines and their positions. No two names overlap. A limit of zero has no name.
  private func names(_ segment: LineChart.ChartSegment?) -> [(words: String, y: Double)] {
    guard let segment else { return [] }
    let middle = y(segment.centre)
    var names = [(words: "\(segment.centreName) \(segment.centre)", y: middle)]
    if let upper = segment.upper { names.append(("limit \(upper)", min(y(upper), middle - Self.lineSpace))) }
    if let lower = segment.lower, lower.mantissa != 0 {
      names.append(("limit \(lower)", max(y(lower), middle + Self.lineSpace)))
    }
    return names
  }

  /// The line through the points, broken at gaps; a sign of change is a square, any other point a small circle.
  private mutating func drawPoints() {
    var path = ""
    var isBroken = true
    for (index, point) in chart.points.enumerated() {
      guard let value = point.value else {
        isBroken = true
        continue
      }
      path += "\(isBroken ? "M" : "L")\(n(x(index))) \(n(y(value)))"
      isBroken = chart.segments.contains { $0.range.upperBound == index + 1 }
    }
    stroke(path, width: "1.8", " stroke-linejoin=\"round\"", SVG.fill)
    for (index, point) in chart.points.enumerated() {
      guard let value = point.value else { continue }
      let (x, y) = (x(index), y(value))
      if point.isSignal {
        body.append(
          #"<rect x="\#(n(x - 3.5))" y="\#(n(y - 3.5))" width="7" height="7" fill="white" stroke="\#(SVG.ink)" stroke-width="1.6"/>"#
        )
      } else {
        body.append(#"<circle cx="\#(n(x))" cy="\#(n(y))" r="2" fill="\#(SVG.fill)"/>"#)
      }
    }
  }
}

// Places and shapes.
extension LineChartWriter {
  private var step: Double { (Self.right - Self.left - 12) / Double(max(1, chart.points.count - 1)) }

  private func x(_ index: Int) -> Double { Self.left + 6 + step * Double(index) }
  private func y(_ value: Double) -> Double {
    Self.bottom - (value - low) / (high - low) * (Self.bottom - Self.top)
  }
  private func y(_ value: Decimal) -> Double { y(SVG.double(value)) }
  private func n(_ value: Double) -> String { SVG.number(value) }

  private mutating func text(
    _ text: String, x: Double, y: Double, size: Double = textSize, _ attributes: String = ""
  ) {
    body.append(
      #"<text x="\#(n(x))" y="\#(n(y))" font-size="\#(Int(size))"\#(attributes)>\#(SVG.escaped(text))</text>"#)
  }

  private mutating func stroke(
    _ path: String, width: String, _ attributes: String = "", _ colour: String = SVG.ink
  ) {
    guard !path.isEmpty else { return }
    body.append(#"<path d="\#(path)" fill="none" stroke="\#(colour)" stroke-width="\#(width)"\#(attributes)/>"#)
  }
}
