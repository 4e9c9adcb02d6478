extension PaperSection {
  package static let howMuch = PaperSection(
    "how-much", "How much did we do", headline: Catalogue.of(.howMuch),
    prints: [metrics.project.daysInPeriod, metrics.projects]
  ) { facts in
    facts.headline(.howMuch) + facts.missingComparisons + facts.measureBlocks(of: .howMuch) + facts.scoredForecast
      + facts.movers(of: metrics.daysDelivered) + facts.months + facts.boroughDays
      + facts.groups("Days by theme", "Theme", facts.measures.themes)
      + facts.groups("Days by arrangement", "Arrangement", facts.measures.arrangements) + facts.activities
  }
}

extension ReportFacts {
  fileprivate var months: [Block] {
    let months = period.span.months.compactMap { first in
      PeriodMonth(first, programme.monthDays[first] ?? .zero, context)
    }
    guard months.contains(where: { $0.days != .zero }) else { return noDays("Days by month") }
    let chart = Chart(
      path: "charts/days-by-month.svg", title: "Days by month", sentence: sentence(months), subject: "Month",
      unit: "days",
      bars: months.prefix(Chart.mostBars).map {
        Chart.Bar(label: Text($0.name), value: $0.days.decimal, printed: $0.days.description)
      }, source: "figures.csv")
    let table: [Block] =
      months.count <= Chart.mostBars
      ? []
      : [
        .totalledTable(
          months, limit: listLimit, from: "figures.csv",
          [.init("Month") { .words($0.name) }, .days("Days") { $0.days }])
      ]
    return [.heading("Days by month"), .chart(chart)] + table
  }

  /// Compares whole months only.
  private func sentence(_ months: [PeriodMonth]) -> Prose {
    let total = days(metrics.daysDelivered)
    let delivered: Prose = "\(.days(total)) \(.wasOrWere(total)) delivered."
    let whole = months.filter(\.isWhole)
    guard let most = whole.map(\.days).max(), let fewest = whole.map(\.days).min(), whole.count > 1 else {
      return delivered
    }
    let areAllWhole = whole.count == months.count
    if most == fewest {
      return areAllWhole ? "Every month had \(.days(most))." : "\(delivered) Every whole month had \(.days(most))."
    }
    func named(_ days: Days) -> Prose {
      let names = whole.filter { $0.days == days }.map { Prose.words($0.name) }
      return "\(names.sentence(limit: 3)) (\(days)\(names.count > 1 ? " each" as Prose : ""))"
    }
    let lead: Prose = areAllWhole ? "Of \(.days(total))" : "\(delivered) Of the whole months"
    return "\(lead), \(named(most)) had the most and \(named(fewest)) the fewest.\(cut(months.count))"
  }

  /// Says that a picture or a table leaves out what would not fit.
  func cut(_ count: Int, to shown: Int = Chart.mostBars) -> Prose {
    count > shown ? " The first \(shown) are shown." : ""
  }

  private func noDays(_ title: Prose) -> [Block] {
    [.heading(title), .paragraph(withoutDays)]
  }

  /// Returns whether a table of groups says more than the table of projects.
  private func addsSomething(_ groups: Int) -> Bool { groups > 1 && groups < measures.projects.count }

  fileprivate func groups(_ title: Prose, _ head: Prose, _ groups: [MeasuredGroup<Text?>]) -> [Block] {
    guard addsSomething(groups.count) else { return [] }
    return [
      .heading(title),
      .totalledTable(
        groups, limit: listLimit, from: "figures.csv",
        [.init(head) { .recorded($0.subject) }, .count("Projects") { $0.projects }, .days("Days") { $0.daysInPeriod }]),
    ]
  }

  fileprivate var activities: [Block] {
    guard programme.activityDays.count > 1 else { return [] }
    return [
      .heading("Days by activity"),
      .totalledTable(
        programme.activityDays.sorted { precedes($0.key, $1.key) }, limit: listLimit, from: "figures.csv",
        [.init("Activity") { .recorded($0.key) }, .days("Days") { $0.value }]),
    ]
  }

  /// Whether one key is listed before another. What is not recorded comes last.
  func precedes(_ left: Text?, _ right: Text?) -> Bool {
    left == nil || right == nil ? left != nil : left.precedes(right)
  }
}

/// A calendar month as far as it lies in the period.
private struct PeriodMonth {
  /// `October 2010`; `15 to 28 February 2011` where the period cuts it, and `October 2010 so far` where it is not over.
  let name: String
  let days: Days
  /// Whether all of it lies in the period and is over.
  let isWhole: Bool

  /// Returns nil for a month that has not begun, unless days are dated ahead in it.
  init?(_ first: CalendarDay, _ days: Days, _ context: ReportingContext) {
    let month = Span(from: first, until: first.advanced(byMonths: 1))
    let part = month.overlap(context.period.span)
    let hasBegun = part.from < context.reportingEnd
    guard hasBegun || days != .zero else { return nil }
    let isOver = part.until <= context.reportingEnd
    let dates =
      part == month
      ? first.monthWritten : part.length == 1 ? part.from.written : "\(part.from.day) to \(part.lastDay.written)"
    name = dates + (isOver ? "" : hasBegun ? " so far" : ", dated ahead")
    self.days = days
    isWhole = part == month && isOver
  }
}

// Days by borough.
extension ReportFacts {
  /// The picture by days, most first; a table in the order of boroughs.csv where it says more.
  fileprivate var boroughDays: [Block] {
    guard offer.has("commissions", "borough_code") else { return [] }
    let served = measures.boroughs.filter { $0.projects > 0 }
    guard !served.isEmpty else { return noDays("Days by borough") }
    let chart = boroughChart(served)
    var blocks = chart.map { [Block.heading("Days by borough"), .chart($0)] } ?? noDays("Days by borough")
    // The picture gives the days of every borough that has some, and the table of projects the boroughs of all projects.
    let isShown = listsProjects && chart?.bars.count == served.count { $0.daysInPeriod != .zero }
    if addsSomething(served.count), !isShown {
      blocks.append(
        .totalledTable(
          served, limit: listLimit, from: "boroughs.csv",
          [.init("Borough") { name($0) }, .count("Projects") { $0.projects }, .days("Days") { $0.daysInPeriod }]))
    }
    let idle = measures.boroughs.count - served.count
    if idle > 0 {
      blocks.append(.paragraph("\(.count(idle, "borough", "boroughs")) had no project in scope of the period."))
    }
    return blocks
  }

  private func boroughChart(_ served: [MeasuredGroup<Borough?>]) -> Chart? {
    let ordered = served.enumerated().filter { $0.element.daysInPeriod != .zero }.sorted { left, right in
      left.element.daysInPeriod == right.element.daysInPeriod
        ? left.offset < right.offset : left.element.daysInPeriod > right.element.daysInPeriod
    }.map(\.element)
    guard let most = ordered.first?.daysInPeriod else { return nil }
    let leaders = ordered.prefix { $0.daysInPeriod == most }.map { borough -> Prose in
      borough.subject == nil ? (isRestOfLondon ? "all of London" : "projects of no listed borough") : name(borough)
    }
    return Chart(
      path: "charts/days-by-borough.svg", title: "Days by borough",
      sentence: sentence(leaders, most, shown: ordered.count), subject: "Borough", unit: "days",
      bars: ordered.prefix(Chart.mostBars).map {
        Chart.Bar(
          label: $0.subject.flatMap(\.name.recorded) ?? nameOfRest, value: $0.daysInPeriod.decimal,
          printed: $0.daysInPeriod.description)
      }, source: "boroughs.csv")
  }

  private func sentence(_ leaders: [Prose], _ most: Days, shown: Int) -> Prose {
    let total = days(metrics.daysDelivered)
    let cut: Prose = shown > Chart.mostBars ? " The \(Chart.mostBars) boroughs with the most days are shown." : ""
    let names = leaders.sentence(limit: 3)
    if shown == 1 { return "Of \(.days(total)), all went to \(names)." }
    let largest: Prose =
      leaders.count == 1
      ? "the largest share went to \(names) (\(most))" : "the largest shares went to \(names) (\(most) each)"
    return "Of \(.days(total)), \(largest).\(cut)"
  }

  func name(_ borough: MeasuredGroup<Borough?>) -> Prose {
    guard let borough = borough.subject else { return Prose(nameOfRest) }
    return borough.name.recorded.map { Prose($0) } ?? Prose(borough.code)
  }

  /// The name of what belongs to no listed borough.
  private var nameOfRest: Text { isRestOfLondon ? "All of London" : "Not in a listed borough" }

  /// Whether no project names a borough that is not listed: what belongs to no borough is then work for all of London.
  var isRestOfLondon: Bool {
    let listed = programme.listedBoroughs
    return programme.projects.allSatisfy { $0.commission.boroughCode.map(listed.contains) ?? true }
  }
}
