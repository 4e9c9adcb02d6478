import Facts
package import Reports

/// Draws a chart as a small SVG: real text, a text alternative, one dark fill and marks told apart by their shape, so
/// that it prints in black and white. The same chart makes the same bytes.
package struct ChartWriter {
  private static let ink = "#1a1a1a"
  private static let faint = "#595959"
  private static let fill = "#1f4e79"
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
    return Array(writer.document.utf8)
  }

  private var document: String {
    let width = Int(ChartLayout.width)
    let height = Int(bottom)
    let head = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(width)" height="\#(height)" "#
        + #"viewBox="0 0 \#(width) \#(height)" role="img" "#
        + #"font-family="Arial, Helvetica, 'Liberation Sans', sans-serif" fill="\#(Self.ink)">"#,
      "<title>\(SVGText.escaped(chart.title.plain))</title>",
      "<desc>\(SVGText.escaped(chart.sentence.plain))</desc>",
      #"<rect width="\#(width)" height="\#(height)" fill="white"/>"#,
    ]
    return (head + body + ["</svg>", ""]).joined(separator: "\n")
  }

  private mutating func drawTitle() {
    for line in SVGText.wrapped(chart.title.plain, to: Self.room / 1.1, size: Self.titleSize) {
      bottom += 20
      text(
        line, x: ChartLayout.margin, y: bottom - 5, size: Self.titleSize, " font-weight=\"bold\"")
    }
    bottom += 4
  }

  /// What the bars measure and, where there are marks, what each of the two shapes stands for.
  private mutating func drawLegend() {
    bottom += 20
    let y = bottom - 5
    var x = ChartLayout.margin
    let cleaned = PaperText.cleaned(chart.unit)
    let unit = SVGText.cut(cleaned, to: Self.room / 2, size: Self.smallSize)
    if chart.markMeaning != nil {
      rectangle(x...(x + 22), y: y - 10, height: 11)
      x += 28
    }
    text(unit, x: x, y: y, size: Self.smallSize, " fill=\"\(Self.faint)\"")
    x += SVGText.width(unit, size: Self.smallSize) + 28
    if let meaning = chart.markMeaning {
      mark(x, from: y - 13, to: y + 4)
      let room = ChartLayout.width - ChartLayout.margin - x - 10
      let shown = SVGText.cut(PaperText.cleaned(meaning), to: room, size: Self.smallSize)
      text(shown, x: x + 10, y: y, size: Self.smallSize, " fill=\"\(Self.faint)\"")
    }
    bottom += 8
  }

  private mutating func draw(_ layout: ChartLayout) {
    let top = bottom
    for row in layout.rows {
      draw(row, labelEnd: layout.labelEnd)
      bottom += ChartLayout.rowHeight
    }
    let zero = SVGText.number(layout.zero)
    body.append(
      #"<path d="M\#(zero) \#(SVGText.number(top))V\#(SVGText.number(bottom))" "#
        + #"stroke="\#(Self.ink)" stroke-width="1"/>"#)
    for (index, row) in layout.rows.enumerated() {
      guard let place = row.mark else { continue }
      let y = top + ChartLayout.rowHeight * Double(index)
      mark(place, from: y + 2, to: y + ChartLayout.rowHeight - 2)
    }
  }

  private mutating func draw(_ row: ChartLayout.Row, labelEnd: Double) {
    let baseline = bottom + ChartLayout.rowHeight / 2 + 4.5
    let label = #" text-anchor="end""#
    if row.shown == row.label {
      text(row.shown, x: labelEnd, y: baseline, size: ChartLayout.textSize, label)
    } else {
      body.append("<g><title>\(SVGText.escaped(row.label))</title>")
      text(row.shown, x: labelEnd, y: baseline, size: ChartLayout.textSize, label)
      body.append("</g>")
    }
    if row.bar.upperBound > row.bar.lowerBound {
      let inset = (ChartLayout.rowHeight - ChartLayout.barHeight) / 2
      rectangle(row.bar, y: bottom + inset, height: ChartLayout.barHeight)
    }
    text(
      row.printed, x: row.value.place, y: baseline, size: ChartLayout.textSize,
      (row.value.ends ? label : "") + (row.value.isOnBar ? #" fill="white""# : ""))
  }

  /// A sentence instead of empty axes.
  private mutating func drawNothing() {
    let sentence =
      chart.bars.isEmpty
      ? "There is nothing to draw: no figures."
      : "There is nothing to draw: every value is zero or not known."
    bottom += 28
    text(sentence, x: ChartLayout.margin, y: bottom - 6, size: ChartLayout.textSize)
  }

  private mutating func drawSource() {
    bottom += 30
    text(
      "Source: " + chart.source, x: ChartLayout.margin, y: bottom - 6, size: Self.smallSize,
      " fill=\"\(Self.faint)\"")
    bottom += ChartLayout.margin - 8
  }
}

// The shapes.
extension ChartWriter {
  private mutating func text(
    _ text: String, x: Double, y: Double, size: Double, _ attributes: String = ""
  ) {
    let place = #"x="\#(SVGText.number(x))" y="\#(SVGText.number(y))" font-size="\#(Int(size))""#
    body.append("<text \(place)\(attributes)>\(SVGText.escaped(text))</text>")
  }

  private mutating func rectangle(_ x: ClosedRange<Double>, y: Double, height: Double) {
    let width = SVGText.number(x.upperBound - x.lowerBound)
    body.append(
      #"<rect x="\#(SVGText.number(x.lowerBound))" y="\#(SVGText.number(y))" width="\#(width)" "#
        + #"height="\#(SVGText.number(height))" fill="\#(Self.fill)"/>"#)
  }

  /// A tick taller than the bar, with a white edge so that it shows on the bar too.
  private mutating func mark(_ x: Double, from top: Double, to bottom: Double) {
    let path = "M\(SVGText.number(x)) \(SVGText.number(top))V\(SVGText.number(bottom))"
    body.append(#"<path d="\#(path)" stroke="white" stroke-width="6"/>"#)
    body.append(#"<path d="\#(path)" stroke="\#(Self.ink)" stroke-width="2.5"/>"#)
  }
}
