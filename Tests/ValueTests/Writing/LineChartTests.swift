import Support
import Testing

@testable import Core
@testable import Issues

@Suite struct LineChartTests {
  private func drawn(_ values: [Int], lower: Int, centre: Int, upper: Int) -> String {
    let chart = LineChart(
      path: "charts/x.svg", title: "T", sentence: "S", subject: "Month", unit: "days",
      points: values.map { LineChart.ChartPoint(label: "M", value: Decimal($0), isSignal: false) },
      segments: [
        LineChart.ChartSegment(
          range: values.indices, centre: Decimal(centre), centreName: "mean", lower: Decimal(lower),
          upper: Decimal(upper))
      ], marks: [])
    return String(decoding: LineChartWriter.write(chart), as: UTF8.self)
  }

  @Test(arguments: 1...200) func `the names beside the lines do not touch one another`(seed: Int) {
    var numbers = SplitMix64(seed: seed)
    let lower = numbers.below(30) - (numbers.chance(20) ? 40 : 0)
    let centre = lower + numbers.below(40)
    let upper = centre + numbers.below(40)
    let text = drawn((0..<13).map { _ in numbers.below(80) }, lower: lower, centre: centre, upper: upper)
    let names = text.matches(of: /<text x="267.0" y="([-0-9.]+)"[^>]*>([^<]*)</).compactMap { match in
      Double(match.1).map { (y: $0, words: String(match.2)) }
    }.sorted { $0.y < $1.y }
    #expect(names.contains { $0.words == "mean \(centre)" } && names.contains { $0.words == "limit \(upper)" })
    for (one, next) in zip(names, names.dropFirst()) { #expect(next.y - one.y > 11.8, "\(names)") }
  }
}
