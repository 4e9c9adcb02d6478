extension PaperSection {
  package static let trend = PaperSection(
    "trend", "Trend",
    prints: SeriesMeasure.allCases.map(\.metric) + [
      metrics.trend.mean, metrics.trend.lower, metrics.trend.upper, metrics.trend.trend,
    ]
  ) { facts in facts.lastQuarters + facts.otherMeasures }
}

extension ReportFacts {
  /// The measures with a series that belong to no question of the paper.
  fileprivate var otherMeasures: [Block] {
    let shown = settings.orderedSections.flatMap(\.headline)
    return measureBlocks(
      measures.series.map(\.measure.headline).filter { metric in !shown.contains { $0 === metric } })
  }

  /// What adds up, by quarter of the financial year: those whose months all have a point.
  fileprivate var lastQuarters: [Block] {
    let sums = measures.series.filter(\.measure.isSum)
    guard let months = sums.first?.points.map(\.day) else { return [] }
    let quarters = months.compactMap { first -> Period? in
      let quarter = Period(Span(from: first, until: first.advanced(byMonths: 3)), yearStartsIn: period.yearStartsIn)
      guard let quarter, case .quarter = quarter.kind, months.contains(first.advanced(byMonths: 2)) else { return nil }
      return quarter
    }.suffix(8)
    guard quarters.count > 1 else { return [] }
    let unstaffed = sums[0].points.filter { point in
      point.isUnstaffed && quarters.contains { $0.span.contains(point.day) }
    }.map { Prose($0.day) }
    let why: [Block] =
      unstaffed.isEmpty
      ? []
      : [
        .paragraph(
          """
          A quarter has no sum here where nobody was in post on the first day of one of its months: \
          \(unstaffed.sentence(limit: listLimit)).
          """)
      ]
    let table: [Block] = [
      .heading(quarters.count == 8 ? "The last eight quarters" : "Quarter by quarter"),
      .table(
        quarters, from: "series.csv",
        [.init("Quarter") { .words($0.label) }]
          + sums.map { series in .number(.words(series.measure.metric.title)) { series.sum($0.span) } }),
    ]
    return table + why
  }
}

extension Series {
  /// Returns what the months of a span add up to; a dash where one of them is a gap.
  fileprivate func sum(_ span: Span) -> Prose {
    let inSpan = points.filter { span.contains($0.day) }
    let amounts = inSpan.compactMap(\.amount?.number)
    guard amounts.count == inSpan.count, let scale = amounts.first?.scale else { return "–" }
    return Prose(Decimal(mantissa: amounts.reduce(0) { $0 + $1.mantissa }, scale: scale))
  }
}
