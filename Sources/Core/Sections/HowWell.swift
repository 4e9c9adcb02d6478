extension PaperSection {
  package static let howWell = PaperSection(
    "how-well", "How well did we do it", headline: Catalogue.of(.howWell),
    prints: [
      metrics.project.daysToDate, metrics.project.daysProfiled, metrics.project.daysAhead, metrics.project.progress,
      metrics.capacityDays,
    ]
  ) { facts in
    let blocks = facts.headline(.howWell) + facts.measureBlocks(of: .howWell) + facts.utilisation + facts.profile
    return blocks.isEmpty ? [.paragraph("Nothing is recorded that says how well the work was done.")] : blocks
  }
}

extension ReportFacts {
  fileprivate var utilisation: [Block] {
    guard offer.has(metrics.utilisation.definition.needs) else { return [] }
    let used = measures.advisers.filter { $0.measure(metrics.utilisation).amount != nil }
    guard !used.isEmpty else {
      return [.heading("Adviser utilisation"), .paragraph("No adviser had capacity in the period.")]
    }
    return [.heading("Adviser utilisation"), .chart(utilisationChart(used))]
  }

  private func utilisationChart(_ used: [MeasuredGroup<Adviser>]) -> Chart {
    let shares = used.compactMap { adviser -> AdviserShare? in
      guard case .amount(.ratio(let share)) = adviser.measure(metrics.utilisation) else { return nil }
      return AdviserShare(adviser: adviser.subject, share: share)
    }
    return Chart(
      path: "charts/adviser-utilisation.svg", title: "Adviser utilisation", sentence: sentence(shares),
      subject: "Adviser", unit: "per cent of capacity", markMeaning: "full capacity",
      bars: shares.prefix(Chart.mostBars).map {
        Chart.Bar(
          label: $0.adviser.name.recorded ?? Text("adviser \($0.adviser.id)"), value: $0.share.percent,
          printed: $0.share.percentWritten(), mark: Decimal(100))
      }, source: "advisers.csv")
  }

  /// Names everybody whose days the ratio counts: also those who had no capacity, and have no bar.
  private func sentence(_ shares: [AdviserShare]) -> Prose {
    let all = figure(metrics.utilisation)?.measure.prose ?? "unknown"
    let counted = figure(metrics.utilisation)?.n ?? shares.count
    let whole: Prose = """
      \(.count(counted, "adviser", "advisers")) used \(all) of \(.verb(counted, "the", "their joint")) capacity
      """
    let cut = cut(shares.count)
    guard let range = range(shares) else { return whole + "." }
    guard let others = withoutCapacity else { return shares.count > 1 ? whole + ", \(range).\(cut)" : whole + "." }
    let own: Prose =
      shares.count > 1
      ? "the others used \(range) of their own" : "\(adviser(shares[0].adviser.id)) used \(range) of it"
    return whole + ", with \(others); \(own).\(cut)"
  }

  /// Returns how much of the capacity each used: `from 13% (A) to 41% (B)`, `each 25%`.
  private func range(_ shares: [AdviserShare]) -> Prose? {
    guard let low = shares.min(by: { $0.share < $1.share }), let high = shares.max(by: { $0.share < $1.share }) else {
      return nil
    }
    let (least, most) = (low.share.percentWritten(), high.share.percentWritten())
    if shares.count == 1 { return "\(words: least)" }
    if least == most { return "each \(words: least)" }
    return "from \(words: least) (\(adviser(low.adviser.id))) to \(words: most) (\(adviser(high.adviser.id)))"
  }

  /// Returns `48.00 days by 1 adviser without capacity`, of those whom utilisation counts; nil where all had capacity.
  var withoutCapacity: Prose? {
    let others = measures.advisers.filter { $0.measure(metrics.utilisation).amount == nil }
    let counted = (figure(metrics.utilisation)?.n ?? 0) - (measures.advisers.count - others.count)
    guard counted > 0 else { return nil }
    let days = others.reduce(Days.zero) { $0 + $1.daysInPeriod }
    return "\(.days(days)) by \(.count(counted, "adviser", "advisers")) without capacity"
  }
}

/// An adviser with capacity in the period, and how much of it was used.
private struct AdviserShare {
  let adviser: Adviser
  let share: Fraction
}

// Days against profile.
extension ReportFacts {
  /// Days to date against days profiled, of the projects that have a profile: the first that make a picture.
  fileprivate var profile: [Block] {
    let profiled = Profiled(measures.projects)
    guard profiled.count > 0 else {
      if !offer.has(["commissions.starts_on"])
        || !offer.has(["commissions.days_agreed", "commissions.due_on"]) && !offer.has(["commissions.days_per_week"])
      {
        return []
      }
      return [.heading("Days against profile"), .paragraph("No project in scope has a profile of days.")]
    }
    return [.heading("Days against profile"), .chart(chart(profiled.first, sentence: sentence(profiled)))]
  }

  private func chart(_ shown: [MeasuredProject], sentence: Prose) -> Chart {
    Chart(
      path: "charts/days-against-profile.svg", title: "Days against profile by project", sentence: sentence,
      subject: "Project", unit: "days to date", markMeaning: "days profiled",
      bars: shown.map {
        Chart.Bar(
          label: $0.commission.reference ?? Text("Commission \($0.commission.id)"), value: $0.daysToDate.decimal,
          printed: $0.daysToDate.description, mark: $0.daysProfiled?.decimal)
      }, source: "projects.csv")
  }

  private func sentence(_ profiled: Profiled) -> Prose {
    let cut = cut(profiled.count, to: profiled.first.count)
    let all = measures.projects.count
    let have: Prose = """
      \(profiled.count) of \(.count(all, "project", "projects")) in scope \(.verb(profiled.count, "has", "have")) a profile
      """
    let late = Profiled.late.compactMap { progress -> Prose? in
      profiled.byProgress[progress].map { "\($0) \(.verb($0, "is", "are")) \(words: progress.rawValue)" }
    }
    let started = profiled.byProgress[.justStarted].map { "\($0) \(.verb($0, "has", "have")) just started" as Prose }
    let counted = late + [started].compactMap(\.self)
    guard !counted.isEmpty else { return "\(have), and none is behind or slipping.\(cut)" }
    return "\(have); \(counted.sentence()).\(furthest(profiled))\(cut)"
  }

  /// Names the projects with the fewest days ahead, where any has fewer than profiled. Several may have equally few.
  private func furthest(_ profiled: Profiled) -> Prose {
    guard profiled.furthestCount > 0 else { return "" }
    let short = Prose.days(.zero - profiled.fewestAhead)
    let named = profiled.furthest
    guard profiled.furthestCount > 1 else {
      return " Furthest behind is \(named.map(project).joined(", ")) (\(short) fewer than profiled)."
    }
    let more = profiled.furthestCount - named.count
    let names: Prose =
      more > 0 ? "\(named.map(reference).joined(", ")) and \(more) more" : named.map(reference).sentence()
    return " Furthest behind are \(names) (\(short) fewer than profiled each)."
  }
}

/// The projects that have a profile.
private struct Profiled {
  /// What late work is called. Work that has just started may have few days, and is not late.
  static let late: [Progress] = [.overdue, .behind, .slipping]

  /// As many as make a picture.
  private(set) var first: [MeasuredProject] = []
  private(set) var count = 0
  /// Whatever is overdue counts as that alone.
  private(set) var byProgress: [Progress: Int] = [:]
  /// Of those that are late. Work that is on hold, stopped or delivered is none of them.
  private(set) var fewestAhead = Days.zero
  /// The first of those that have the fewest days ahead.
  private(set) var furthest: [Commission] = []
  private(set) var furthestCount = 0

  init(_ projects: MeasuredProjects) {
    for project in projects {
      guard let ahead = project.daysAhead else { continue }
      count += 1
      if first.count < Chart.mostBars { first.append(project) }
      let progress = project.progress
      // As under Exceptions, work that is on hold or overrun may be overdue too.
      byProgress[(project.daysOverdue ?? 0) > 0 ? .overdue : progress, default: 0] += 1
      guard Self.late.contains(progress), ahead < .zero, ahead <= fewestAhead else { continue }
      if ahead < fewestAhead { (fewestAhead, furthest, furthestCount) = (ahead, [], 0) }
      furthestCount += 1
      if furthest.count < 3 { furthest.append(project.commission) }
    }
  }
}
