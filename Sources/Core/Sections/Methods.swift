extension PaperSection {
  package static let methods = PaperSection("methods", "Methods") { facts in
    let again = facts.stamp.reason.map { reason -> Block in
      .paragraph("Issued again, although nothing had changed: \(reason)")
    }
    return [
      .paragraph(facts.calendar), .paragraph(counting), .paragraph(facts.rounding),
    ] + facts.absent + [
      .list(facts.thresholds),
      .paragraph("The file \(.link("definitions.md", to: "definitions.md")) says what each measure means."),
      .paragraph(facts.version), .paragraph(facts.snapshot),
    ] + (again.map { [$0] } ?? [])
  }

  private static let counting: Prose = """
    What is not recorded is unknown: it is never taken for zero, and enters no average. Not applicable means that \
    the question does not arise.
    """
}

extension ReportFacts {
  fileprivate var rounding: Prose {
    let least = settings.leastForPercent
    let few: Prose = least > 1 ? " A share of fewer than \(least) is given as its two counts." : ""
    return """
      Days are given with two decimals, percentages with none and medians with one, halves rounded away from zero. Along \
      a curve and in a revision percentages have two decimals, because small differences count there. \
      A share that is neither none nor all never reads 0% or 100%. Totals are sums of unrounded values, and a change \
      is the difference of the values printed. A ratio or a median is printed with what it is taken from.\(few)
      """
  }

  fileprivate var calendar: Prose {
    let start = CalendarDay.monthNames[period.yearStartsIn - 1]
    let partial: Prose =
      context.isPartial
      ? """
       The period is not over, and every figure is provisional: states, profiles and capacity are those of \
      \(context.reportingEnd.previous). What is dated later counts all the same, and is among the errors in the data.
      """ : ""
    return """
      The period is \(words: period.span.written), both days included. The financial year starts in \(words: start); \
      the year to date is \(words: context.yearToDate.written). Days count by the date they were worked, outcomes by \
      the date they were observed; today is taken in the time zone \(settings.timeZone).\(partial)
      """
  }

  fileprivate var thresholds: [Prose] {
    let limits = settings.thresholds
    let free: Prose =
      limits.freeDays.map { "The first \(.days($0)) of commissioned and urgent work \(.isOrAre($0)) free." }
      ?? "No free allowance of days is set."
    return [
      """
      A project is behind below \(limits.behindBelow)% of the days profiled, and slipping below \(limits.slippingBelow)%.
      """, "It is stalled after \(.count(limits.stalledAfterDays, "day", "days")) without a day entry.",
      """
      A request waits too long after \(.count(limits.waitLimitDays, "day", "days")), and a case study is due \
      \(.count(limits.caseStudyDueDays, "day", "days")) after completion.
      """, free,
    ] + trend
  }

  private var trend: [Prose] {
    guard !measures.series.isEmpty else { return [] }
    let settings = self.settings.thresholds.trend
    let screened: Prose = settings.screensOutliers ? "" : " No moving range is dropped."
    let segments = measures.series.flatMap { series in
      rebased(series).map { Prose.words(series.measure.headline.title + ": ") + $0 }
    }
    return [
      "A curve has at most \(settings.months) points. A square marks a sign of change.\(screened)"
    ] + segments
  }

  /// Names what the organisation does not offer: `reviews, and of commissions theme and requested_on`.
  fileprivate var absent: [Block] {
    let gains = offer.gains
    guard !gains.isEmpty else { return [] }
    let relations = gains.filter { $0.column == nil }.map { Prose.words($0.relation.name) }
    let columns = Contract.relations.compactMap { relation -> Prose? in
      let names = gains.filter { $0.relation.name == relation.name }.compactMap(\.column?.name).map(Prose.words)
      return names.isEmpty ? nil : "of \(words: relation.name) \(names.sentence())"
    }
    let all = (relations.isEmpty ? [] : [relations.sentence()]) + columns
    let pronoun: Prose = gains.count == 1 ? "it" : "them"
    return [
      .paragraph(
        """
        Not offered, and so not recorded: \(all.joined("; ")). What needs \(pronoun) is not applicable, unknown or left out.
        """)
    ]
  }

  /// Of the metrics whose values the paper prints, in the catalogue's order.
  var definitions: Paper {
    let sections = PaperSection.firstPage + settings.laterSections
    let printed = Set(sections.flatMap { $0.headline + $0.prints }.map(\.id) + settings.headline)
    let items = Catalogue.all.filter { printed.contains($0.id) && offer.has($0.definition.needs) }.map {
      metric -> Prose in
      "\(.strong(.words(metric.title + ":"))) \(words: metric.definition.meaning)"
    }
    return Paper(
      title: "Definitions", lines: ["\(settings.title): \(period). What each measure of the paper means."],
      sections: [Section("Measures", [.list(items)])])
  }

  fileprivate var version: Prose { "Issue \(stamp.issue), made by board-report \(.data(stamp.programVersion))." }

  fileprivate var snapshot: Prose {
    let clock = stamp.snapshot.description.dropFirst(11).prefix(5)
    return
      "The data is that of \(stamp.snapshot.day) at \(words: String(clock)) UTC. \(stamp.server.words)\(originWords)"
  }

  private var originWords: Prose {
    switch stamp.origin {
    case .oneServer: ""
    case .nodes(let count):
      """
       It was read from \(.count(count, "node", "nodes")) of a cluster, all as they were at one moment: no \
      transaction ended on any of them while their snapshots were taken.
      """
    case .foreignServers(let count):
      """
       Some of it was read from \(.count(count, "foreign server", "foreign servers")). The servers share no snapshot, so a \
      change made while the report was read may be in some figures and not in others.
      """
    }
  }
}
