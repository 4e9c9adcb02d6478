import Facts
import Metrics

extension ReportFacts {
  var howMuchSection: Section {
    Section(
      Prose(PaperSection.howMuch),
      headline(Metric.howMuch) + missingComparisons + months + boroughDays
        + groups("Days by theme", "Theme", measures.themes)
        + groups("Days by arrangement", "Arrangement", measures.arrangements) + activities)
  }

  private var months: [Block] {
    let months = period.span.months.map { month in
      (name: month.monthWritten, days: programme.monthDays[month] ?? .zero)
    }
    guard months.contains(where: { $0.days != .zero }) else { return noDays("Days by month") }
    let chart = Chart(
      path: "charts/days-by-month.svg", title: "Days by month", sentence: sentence(months),
      subject: "Month", unit: "days",
      bars: months.prefix(Chart.mostBars).map {
        Chart.Bar(label: Text($0.name), value: $0.days.decimal, printed: $0.days.description)
      }, source: "figures.csv")
    let rows = months.map { SummedRow(label: .words($0.name), days: [$0.days]) }
    return [
      .heading("Days by month"), .chart(chart),
      .table(
        [.init("Month"), .number("Days")], rows.cells(limit: settings.listLimit),
        from: "figures.csv"),
    ]
  }

  private func sentence(_ months: [(name: String, days: Days)]) -> Prose {
    let total = days(.daysDelivered)
    guard let most = months.map(\.days).max(), let fewest = months.map(\.days).min(),
      months.count > 1
    else { return "\(.days(total)) were delivered." }
    if most == fewest { return "Every month had \(.days(most))." }
    func named(_ days: Days) -> Prose {
      let names = months.filter { $0.days == days }.map { Prose.words($0.name) }
      return "\(names.sentence(limit: 3)) (\(days)\(names.count > 1 ? " each" as Prose : ""))"
    }
    let cut = cut(months.count)
    return """
      Of \(.days(total)), most were delivered in \(named(most)) and fewest in \(named(fewest)).\(cut)
      """
  }

  /// Where a picture or a table leaves out what would not fit.
  func cut(_ count: Int, to shown: Int = Chart.mostBars) -> Prose {
    count > shown ? " The first \(shown) are shown." : ""
  }

  func noDays(_ title: Prose) -> [Block] {
    [.heading(title), .paragraph("No days were recorded in the period.")]
  }

  private func groups(_ title: Prose, _ head: Prose, _ groups: [GroupMeasures]) -> [Block] {
    guard !groups.isEmpty else { return [] }
    let rows = groups.map {
      SummedRow(label: .recorded($0.key), counts: [$0.projects], days: [$0.daysInPeriod])
    }
    return [
      .heading(title),
      .table(
        [.init(head), .number("Projects"), .number("Days")],
        rows.cells(limit: settings.listLimit), from: "figures.csv"),
    ]
  }

  private var activities: [Block] {
    guard !programme.activityDays.isEmpty else { return [] }
    let rows = programme.activityDays.sorted { left, right in
      left.key == nil || right.key == nil ? left.key != nil : left.key.precedes(right.key)
    }.map { SummedRow(label: .recorded($0.key), days: [$0.value]) }
    return [
      .heading("Days by activity"),
      .table(
        [.init("Activity"), .number("Days")], rows.cells(limit: settings.listLimit),
        from: "figures.csv"),
    ]
  }
}

extension Prose {
  init(_ section: PaperSection) { self.init([.words(section.title.description)]) }
}

extension Chart {
  /// More would be no picture.
  static let mostBars = 40
}

extension CalendarDay {
  /// `October 2010`.
  var monthWritten: String { "\(Self.monthNames[month - 1]) \(year)" }
}
