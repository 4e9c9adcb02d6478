extension PaperSection {
  package static let betterOff = PaperSection("better-off", "Is anyone better off", headline: Catalogue.of(.betterOff))
  { facts in
    facts.headline(.betterOff) + facts.movers(of: metrics.outcomesInPeriod) + facts.measureBlocks(of: .betterOff)
      + facts.kinds + facts.otherStages
  }
}

extension ReportFacts {
  fileprivate var kinds: [Block] {
    let figures = measures.figures.filter { $0.grain == .kind }
    guard !figures.isEmpty else {
      return [.heading("Outcomes by kind"), .paragraph("No outcome was achieved in any span reported.")]
    }
    var counts: [Text?: [String: Int]] = [:]
    for figure in figures {
      guard case .amount(.count(let count)) = figure.measure else { continue }
      counts[figure.key, default: [:]][figure.span] = count
    }
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
