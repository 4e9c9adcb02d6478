import Facts
import Metrics

extension ReportFacts {
  var howWellSection: Section {
    Section(Prose(PaperSection.howWell), headline(Metric.howWell) + utilisationBlocks + profile)
  }

  private var utilisationBlocks: [Block] {
    let used = measures.advisers.filter { $0.utilisation != nil }
    guard !used.isEmpty else {
      return [
        .heading("Adviser utilisation"), .paragraph("No adviser had capacity in the period."),
      ]
    }
    let rows = measures.advisers.prefix(settings.listLimit).map {
      [
        Prose.recorded($0.adviser.name), Prose($0.daysInPeriod), Prose($0.capacity.days),
        $0.utilisation.map { Measure.amount(.ratio($0)) }?.prose ?? "not applicable",
      ]
    }
    return [.heading("Adviser utilisation"), .chart(utilisationChart(used))] + [
      .table(
        [.init("Adviser"), .number("Days"), .number("Capacity"), .number("Utilisation")], rows,
        from: "advisers.csv")
    ] + advisersCut
  }

  /// Beneath a table that lists advisers one by one.
  var advisersCut: [Block] {
    let (count, limit) = (measures.advisers.count, settings.listLimit)
    return count > limit
      ? [.paragraph("The first \(limit) of \(count) advisers are shown.")] : []
  }

  private func utilisationChart(_ used: [AdviserMeasures]) -> Chart {
    let shares = used.compactMap { adviser in
      adviser.utilisation.map { (adviser: adviser.adviser, percent: $0.percent) }
    }
    return Chart(
      path: "charts/adviser-utilisation.svg", title: "Adviser utilisation",
      sentence: sentence(shares), subject: "Adviser", unit: "per cent of capacity",
      markMeaning: "full capacity",
      bars: shares.prefix(Chart.mostBars).map {
        Chart.Bar(
          label: $0.adviser.name.recorded ?? Text("adviser \($0.adviser.id)"), value: $0.percent,
          printed: "\($0.percent)%", mark: Decimal(100))
      }, source: "advisers.csv")
  }

  private func sentence(_ shares: [(adviser: Adviser, percent: Decimal)]) -> Prose {
    let all = figure(.utilisation)?.measure.prose ?? "unknown"
    let whole: Prose = """
      \(.count(shares.count, "adviser", "advisers")) used \(all) of \(.verb(shares.count, "the", "their joint")) capacity
      """
    guard shares.count > 1,
      let low = shares.min(by: { $0.percent.mantissa < $1.percent.mantissa }),
      let high = shares.max(by: { $0.percent.mantissa < $1.percent.mantissa })
    else { return whole + "." }
    let cut = cut(shares.count)
    if low.percent == high.percent { return whole + ", each \(low.percent)%.\(cut)" }
    let (lowest, highest) = (adviser(low.adviser.id), adviser(high.adviser.id))
    return whole + ", from \(low.percent)% (\(lowest)) to \(high.percent)% (\(highest)).\(cut)"
  }
}
