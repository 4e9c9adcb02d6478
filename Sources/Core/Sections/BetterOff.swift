extension PaperSection {
  package static let betterOff = PaperSection(
    "better-off", "Is anyone better off", headline: Catalogue.of(.betterOff), prints: [metrics.results.outputs]
  ) { facts in
    facts.headline(.betterOff) + facts.measureBlocks(of: .betterOff) + facts.movers(of: metrics.outcomesInPeriod)
      + facts.kinds + facts.otherStages + facts.outputs + facts.expectations + facts.sharings
  }
}

// What is still expected, what was produced, and who learnt from whom.
extension ReportFacts {
  fileprivate var expectations: [Block] {
    let end = context.reportingEnd
    let fate: Prose = programme.recordsFollowing ? ", and not yet followed up" : ""
    var items: [Prose] = []
    var projects = 0
    programme.projects.forEach { project in
      let open = project.openExpectations(at: end)
      guard !open.isEmpty else { return }
      projects += 1
      guard projects <= listLimit else { return }
      let due = open.compactMap(\.expectedBy).min().map { ", the first by \($0)" as Prose } ?? ""
      let count = Prose.count(open.count, "outcome", "outcomes")
      items.append("\(self.project(project.commission)): \(count) expected\(due)\(fate).")
    }
    return items.isEmpty ? [] : [.heading("Outcomes still expected")] + limited(items, of: projects)
  }

  fileprivate var outputs: [Block] {
    let metric = metrics.results.outputs
    let counts = countsByKind(of: metric)
    guard !counts.isEmpty else { return [] }
    guard offer.has("outputs", "kind") else {
      func sum(_ span: String) -> Int { counts.values.reduce(0) { $0 + ($1[span] ?? 0) } }
      let toDate = sum(period.toDateName)
      return [
        .heading("Outputs"),
        .paragraph(
          "\(sum(metric.span(of: period))) in the period, and \(toDate) to date; of what kind is not recorded."),
      ]
    }
    return [
      .heading("Outputs"),
      .table(
        counts.sorted { precedes($0.key, $1.key) }.prefix(listLimit), from: "figures.csv",
        [
          .init("Kind") { .recorded($0.key) },
          .count(.words(period.label)) { $0.value[metric.span(of: period)] ?? 0 },
          .count("To date") { $0.value[period.toDateName] ?? 0 },
        ]),
    ] + more(counts.count)
  }

  fileprivate var sharings: [Block] {
    var items: [(day: CalendarDay, words: Prose)] = []
    programme.projects.forEach { project in
      items += sharings(
        project.shares.filter { period.span.contains($0.sharedOn) }, of: project.commission.boroughCode)
    }
    let ordered = items.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    return items.isEmpty ? [] : [.heading("Practice shared")] + limited(ordered.map(\.element.words))
  }

  /// Returns the counts of a metric by kind and, of a kind, by span.
  fileprivate func countsByKind(of metric: any AnyMetric) -> [Text?: [String: Int]] {
    var counts: [Text?: [String: Int]] = [:]
    for figure in measures.figures where figure.grain == .kind && figure.metric === metric {
      if case .amount(.count(let count)) = figure.measure { counts[figure.key, default: [:]][figure.span] = count }
    }
    return counts
  }

  fileprivate var kinds: [Block] {
    let counts = countsByKind(of: metrics.outcomesInPeriod)
    guard !counts.isEmpty else {
      return [.heading("Outcomes by kind"), .paragraph("No outcome was achieved in any span reported.")]
    }
    guard offer.has("outcomes", "kind") else { return [] }
    return [
      .heading("Outcomes by kind"),
      .totalledTable(
        counts.sorted { precedes($0.key, $1.key) }, limit: listLimit, from: "figures.csv",
        [.init("Kind") { .recorded($0.key) }] + kindSpans.map { span in .count(span.head) { $0.value[span.name] ?? 0 } }
      ),
    ]
  }

  /// The spans that hold numbers.
  private var kindSpans: [(head: Prose, name: String)] {
    let frames = context.frames.filter(programme.isApplicable)
    let spans = frames.map { (head: Prose.words($0.period.label), name: $0.period.name) }
    guard showsYearToDate else { return spans }
    return spans + [(head: "Year to date", name: period.yearToDateName)]
  }

  fileprivate var otherStages: [Block] {
    var counts = StageCounts()
    programme.projects.forEach { counts = counts + $0.outcomesInPeriod }
    let parts: [(Int, Prose)] = [
      (counts.enabling, "enabling"), (counts.expected, "expected"), (counts.notAchieved, "not achieved"),
      (counts.unrecorded, "without a known stage"),
    ]
    let recorded = parts.filter { $0.0 > 0 }.map { count, stage -> Prose in "\(count) \(stage)" }
    guard !recorded.isEmpty else { return [] }
    return [.paragraph("Outcomes recorded in the period at other stages: \(recorded.sentence()).")]
  }
}
