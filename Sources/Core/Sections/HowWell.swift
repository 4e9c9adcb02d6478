extension PaperSection {
  package static let howWell = PaperSection(
    "how-well", "How well did we do it", headline: Catalogue.of(.howWell),
    prints: [
      metrics.daysToDate, metrics.daysProfiled, metrics.daysAhead, metrics.progress,
      metrics.capacityDays,
    ]
  ) { facts in facts.headline(.howWell) + facts.utilisation + facts.profile }
}

extension ReportFacts {
  fileprivate var utilisation: [Block] {
    let used = measures.advisers.filter { $0.measure(metrics.utilisation).amount != nil }
    guard !used.isEmpty else {
      return [
        .heading("Adviser utilisation"), .paragraph("No adviser had capacity in the period."),
      ]
    }
    return [
      .heading("Adviser utilisation"), .chart(utilisationChart(used)),
      .table(
        measures.advisers.prefix(listLimit), from: "advisers.csv",
        [
          .init("Adviser") { .recorded($0.subject.name) },
          .days("Days") { $0.daysInPeriod },
          .days("Capacity") { $0.capacityDays },
          .number("Utilisation") { $0.measure(metrics.utilisation).prose },
        ]),
    ] + advisersCut
  }

  /// Says how many advisers a table leaves out that lists them one by one.
  var advisersCut: [Block] {
    let count = measures.advisers.count
    return count > listLimit
      ? [.paragraph("The first \(listLimit) of \(count) advisers are shown.")] : []
  }

  private func utilisationChart(_ used: [MeasuredGroup<Adviser>]) -> Chart {
    let shares = used.compactMap { adviser in
      adviser.measure(metrics.utilisation).shown.map { (adviser: adviser.subject, percent: $0) }
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
    let all = figure(metrics.utilisation)?.measure.prose ?? "unknown"
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

// Days against profile.
extension ReportFacts {
  /// Days to date against days profiled, of the projects that have a profile: the first that make a picture.
  fileprivate var profile: [Block] {
    let profiled = Profiled(measures.projects)
    guard profiled.count > 0 else {
      return [
        .heading("Days against profile"), .paragraph("No project in scope has a profile of days."),
      ]
    }
    return [
      .heading("Days against profile"),
      .chart(chart(profiled.first, sentence: sentence(profiled))),
      .table(
        profiled.first, from: "projects.csv",
        [
          .init("Project") { reference($0.commission) },
          .init("Borough") { borough($0.commission.boroughCode) },
          .days("Days to date") { $0.daysToDate },
          .days("Days profiled") { $0.daysProfiled },
          .days("Ahead") { $0.daysAhead },
          .init("Progress") { .words($0.progress.rawValue) },
        ]),
    ]
  }

  private func chart(_ shown: [MeasuredProject], sentence: Prose) -> Chart {
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
  private(set) var first: [MeasuredProject] = []
  private(set) var count = 0
  /// How many have fewer days to date than profiled.
  private(set) var below = 0
  /// The project with the fewest days ahead below zero; the first of equals.
  private(set) var furthest: MeasuredProject?

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
