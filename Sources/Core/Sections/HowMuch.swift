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

extension ReportFacts {
  /// Days to date against days profiled, of the projects that have a profile: the first that make a picture.
  var profile: [Block] {
    let profiled = Profiled(measures.projects)
    guard profiled.count > 0 else {
      return [
        .heading("Days against profile"), .paragraph("No project in scope has a profile of days."),
      ]
    }
    let rows = profiled.first.map {
      [
        reference($0.commission), borough($0.commission.boroughCode), Prose($0.daysToDate),
        Prose.known($0.daysProfiled), Prose.known($0.daysAhead), .words($0.progress.rawValue),
      ]
    }
    return [
      .heading("Days against profile"),
      .chart(chart(profiled.first, sentence: sentence(profiled))),
      .table(
        [
          .init("Project"), .init("Borough"), .number("Days to date"), .number("Days profiled"),
          .number("Ahead"), .init("Progress"),
        ], rows, from: "projects.csv"),
    ]
  }

  private func chart(_ shown: [ProjectMeasures], sentence: Prose) -> Chart {
    Chart(
      path: "charts/days-against-profile.svg", title: "Days against profile by project",
      sentence: sentence, subject: "Project", unit: "days to date", markMeaning: "days profiled",
      bars: shown.map {
        Chart.Bar(
          label: $0.commission.reference ?? Text("Commission \($0.commission.id)"),
          value: $0.daysToDate.decimal, printed: $0.daysToDate.description,
          mark: $0.daysProfiled?.decimal)
      }, source: "projects.csv")
  }

  private func sentence(_ profiled: Profiled) -> Prose {
    let cut = cut(profiled.count, to: profiled.first.count)
    let all = measures.projects.count
    let have: Prose = """
      \(profiled.count) of \(.count(all, "project", "projects")) in scope \(.verb(profiled.count, "has", "have")) a profile
      """
    guard let furthest = profiled.furthest, let ahead = furthest.daysAhead else {
      return "\(have), and none has fewer days to date than profiled.\(cut)"
    }
    return """
      \(have); \(profiled.below) \(.verb(profiled.below, "has", "have")) fewer days to date than profiled, furthest behind \
      \(project(furthest.commission)) (\(.days(.zero - ahead))).\(cut)
      """
  }
}

/// The projects that have a profile.
private struct Profiled {
  /// As many as make a picture.
  private(set) var first: [ProjectMeasures] = []
  private(set) var count = 0
  /// How many have fewer days to date than profiled.
  private(set) var below = 0
  /// The one of them with the fewest, and the first of equals.
  private(set) var furthest: ProjectMeasures?

  init(_ projects: MeasuredProjects) {
    for project in projects {
      guard let ahead = project.daysAhead else { continue }
      count += 1
      if first.count < Chart.mostBars { first.append(project) }
      guard ahead < .zero else { continue }
      below += 1
      if furthest?.daysAhead.map({ ahead < $0 }) ?? true { furthest = project }
    }
  }
}

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
