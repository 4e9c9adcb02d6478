import Facts
import Metrics

extension ReportFacts {
  /// The picture by days, most first; the table beside it in the order of boroughs.csv.
  var boroughDays: [Block] {
    let served = measures.boroughs.filter { $0.projects > 0 }
    guard !served.isEmpty else { return noDays("Days by borough") }
    let rows = served.map {
      SummedRow(label: name($0), counts: [$0.projects], days: [$0.daysInPeriod])
    }
    let idle = measures.boroughs.count - served.count
    let table = Block.table(
      [.init("Borough"), .number("Projects"), .number("Days")],
      rows.cells(limit: settings.listLimit), from: "boroughs.csv")
    let rest: Block = .paragraph(
      "\(.count(idle, "borough", "boroughs")) had no project in scope of the period.")
    let chart = boroughChart(served)
    return [.heading("Days by borough")] + chart.map { [.chart($0)] }.orNone + [table]
      + (idle > 0 ? [rest] : [])
  }

  private func boroughChart(_ served: [BoroughMeasures]) -> Chart? {
    let ordered = served.enumerated().filter { $0.element.daysInPeriod != .zero }
      .sorted { left, right in
        left.element.daysInPeriod == right.element.daysInPeriod
          ? left.offset < right.offset : left.element.daysInPeriod > right.element.daysInPeriod
      }.map(\.element)
    guard let most = ordered.first?.daysInPeriod else { return nil }
    let leaders = ordered.prefix { $0.daysInPeriod == most }.map(name)
    return Chart(
      path: "charts/days-by-borough.svg", title: "Days by borough",
      sentence: sentence(leaders, most, shown: ordered.count), subject: "Borough",
      unit: "days",
      bars: ordered.prefix(Chart.mostBars).map {
        Chart.Bar(
          label: $0.borough.flatMap(\.name.recorded) ?? "Not in a listed borough",
          value: $0.daysInPeriod.decimal, printed: $0.daysInPeriod.description)
      }, source: "boroughs.csv")
  }

  private func sentence(_ leaders: [Prose], _ most: Days, shown: Int) -> Prose {
    let total = days(.daysDelivered)
    let each: Prose = leaders.count > 1 ? " each" : ""
    let cut: Prose =
      shown > Chart.mostBars ? " The \(Chart.mostBars) boroughs with the most days are shown." : ""
    return """
      Of \(.days(total)), most went to \(leaders.sentence(limit: 3)) (\(most)\(each)).\(cut)
      """
  }

  func name(_ borough: BoroughMeasures) -> Prose {
    guard let borough = borough.borough else { return "Not in a listed borough" }
    return borough.name.recorded.map { Prose($0) } ?? Prose(borough.code)
  }
}

extension [Block]? {
  var orNone: [Block] { self ?? [] }
}
