import Foundation
import Testing

@testable import Core
@testable import Issues

@Suite struct ChartTests {
  static func bar(_ label: String, _ hundredths: Int64, mark: Int64? = nil) -> Chart.Bar {
    let value = Decimal(mantissa: hundredths, scale: 2)
    return Chart.Bar(
      label: Text(label), value: value, printed: value.description, mark: mark.map { Decimal(mantissa: $0, scale: 2) })
  }

  static func chart(
    _ bars: [Chart.Bar], title: Prose = "Days against profile", meaning: String? = "days profiled"
  ) -> Chart {
    Chart(
      path: "charts/x.svg", title: title, sentence: "Two projects are ahead of profile.",
      subject: "Bar", unit: "days delivered", markMeaning: meaning, bars: bars, source: "projects.csv")
  }

  private func drawn(_ chart: Chart) -> String { String(decoding: ChartWriter.write(chart), as: UTF8.self) }

  @Test func `any text makes well-formed XML that holds it`() throws {
    // One xmllint for all: each picture is an element of a whole.
    let declaration = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8)
    var all = declaration + Array("<all>".utf8)
    for text in Hostile.texts {
      let chart = Chart(
        path: "charts/x.svg", title: .data(text), sentence: .data(text), subject: "Bar", unit: text, markMeaning: text,
        bars: [.init(label: Text(text), value: Decimal(1), printed: text, mark: Decimal(2))], source: text)
      let bytes = ChartWriter.write(chart)
      #expect(bytes.starts(with: declaration))
      all += bytes.dropFirst(declaration.count)
    }
    let canonical = try output(of: "xmllint", ["--nonet", "--noent"], reading: all + Array("</all>".utf8))
    let pictures = try #require(canonical).components(separatedBy: "<svg ").dropFirst()
    try #require(pictures.count == Hostile.texts.count)
    for (text, svg) in zip(Hostile.texts, pictures) {
      let legal = PaperText.cleaned(text).unicodeScalars.map {
        $0.value == 0xFFFE || $0.value == 0xFFFF ? "\u{FFFD}" : String($0)
      }
      let inXML = escapedForHTML(legal.joined(), quotes: "\"")
      #expect(svg.contains("<desc>\(inXML)</desc>") || inXML.isEmpty, "\(text)")
      #expect(svg.split(separator: "<text").count <= 7, "\(text)")
    }
  }

  @Test func `a long label is cut to what fits and kept whole for those who ask`() {
    let long = String(repeating: "Royal Borough of Long Names ", count: 4) + "W&W"
    let svg = drawn(Self.chart([Self.bar(long, 100)]))
    #expect(svg.contains("<g><title>\(long.replacing("&", with: "&amp;"))</title>"))
    #expect(svg.contains("…</text>"))
    let cut = SVG.cut("👩‍👩‍👧 family and more", to: 60, size: 13)
    #expect(cut.hasSuffix("…") && SVG.width(cut, size: 13) <= 60)
  }

  @Test(arguments: [[], [0, 0, 0]]) func `without values there is a sentence and no axis`(_ values: [Int64]) {
    let svg = drawn(Self.chart(values.map { Self.bar("A", $0) }))
    #expect(svg.contains("There is nothing to draw"))
    #expect(!svg.contains("<path"))
  }

  @Test func `values, labels, bars and marks keep out of each other's way`() throws {
    let values: [Int64] = [-100_000, -4150, -1, 0, 1, 50, 2000, 4150, 100_000]
    let bars = values.flatMap { value in
      values.map { Self.bar("Borough of \(value)", value, mark: $0) } + [Self.bar("x", value)]
    }
    let layout = try #require(ChartLayout(Self.chart(bars)))
    for row in layout.rows {
      let width = SVG.width(row.printed, size: ChartLayout.textSize)
      let place = row.value.place
      let printed = row.value.ends ? place - width...place : place...place + width
      #expect(printed.lowerBound > layout.labelEnd)
      #expect(printed.upperBound <= ChartLayout.width - 1)
      let isBeside = row.bar.upperBound <= printed.lowerBound || row.bar.lowerBound >= printed.upperBound
      let isInside = row.bar.lowerBound < printed.lowerBound && row.bar.upperBound > printed.upperBound
      #expect(row.value.isOnBar ? isInside : isBeside)
      if let mark = row.mark { #expect(!printed.contains(mark) || row.value.isOverMark) }
      let end = row.bar.lowerBound < layout.zero ? row.bar.lowerBound : row.bar.upperBound
      #expect(abs(abs(place - end) - ChartLayout.gap) < 0.001)
      #expect(SVG.width(row.shown, size: ChartLayout.textSize) <= layout.labelEnd)
    }
  }

  @Test func `a legend and values that are too long are cut`() throws {
    let long = String(repeating: "very long words ", count: 30)
    let bar = Chart.Bar(label: "a", value: Decimal(3), printed: long, mark: Decimal(2))
    let chart = Chart(
      path: "charts/x.svg", title: "T", sentence: "S", subject: "Bar", unit: long, markMeaning: long, bars: [bar],
      source: "a.csv")
    #expect(drawn(chart).components(separatedBy: "…</text>").count == 4)
    let layout = try #require(ChartLayout(chart))
    let row = layout.rows[0]
    let end = row.value.place + SVG.width(row.printed, size: ChartLayout.textSize)
    #expect(end <= ChartLayout.width)
  }

  @Test func `a bar is as long as its value and the height follows the bars`() throws {
    let layout = try #require(ChartLayout(Self.chart([Self.bar("a", 1000), Self.bar("b", 500)])))
    let lengths = layout.rows.map { $0.bar.upperBound - $0.bar.lowerBound }
    #expect(abs(lengths[0] - lengths[1] * 2) < 0.001)
    let one = drawn(Self.chart([Self.bar("a", 1)]))
    let two = drawn(Self.chart([Self.bar("a", 1), Self.bar("a", 1)]))
    #expect(one.contains(#"height="140""#) && two.contains(#"height="166""#))
  }

  @Test func `numbers have one decimal`() {
    #expect(
      [0, 0.04, -0.04, 12.345, -12.35, 1e6].map(SVG.number) == ["0.0", "0.0", "0.0", "12.3", "-12.4", "1000000.0"])
  }
}
