extension ReportFacts {
  var betterOffSection: Section {
    Section(Prose(PaperSection.betterOff), headline(Metric.betterOff) + kinds + otherStages)
  }

  private var kinds: [Block] {
    let figures = measures.figures.filter { $0.grain == .kind }
    guard !figures.isEmpty else {
      return [
        .heading("Outcomes by kind"), .paragraph("No outcome was achieved in any span reported."),
      ]
    }
    let spans = kindSpans
    var counts: [Text?: [String: Int]] = [:]
    for figure in figures {
      guard case .amount(.count(let count)) = figure.measure else { continue }
      counts[figure.key, default: [:]][figure.span] = count
    }
    let rows = counts.sorted { left, right in
      left.key == nil || right.key == nil ? left.key != nil : left.key.precedes(right.key)
    }.map { kind, bySpan in
      SummedRow(label: .recorded(kind), counts: spans.map { bySpan[$0.name] ?? 0 })
    }
    return [
      .heading("Outcomes by kind"),
      .table(
        [.init("Kind")] + spans.map { .number($0.head) }, rows.cells(limit: settings.listLimit),
        from: "figures.csv"),
    ]
  }

  /// Those that hold numbers.
  private var kindSpans: [(head: Prose, name: String)] {
    let frames = context.frames.filter(programme.isApplicable)
    let spans = frames.map { (head: Prose.words($0.period.label), name: $0.period.name) }
    guard showsYearToDate else { return spans }
    return spans + [(head: "Year to date", name: period.yearToDateName)]
  }

  private var otherStages: [Block] {
    var counts = StageCounts()
    programme.projects.forEach { counts = counts + $0.outcomesInPeriod }
    let parts: [(Int, Prose)] = [
      (counts.enabling, "enabling"), (counts.expected, "expected"),
      (counts.notAchieved, "not achieved"), (counts.unrecorded, "without a known stage"),
    ]
    let recorded = parts.filter { $0.0 > 0 }.map { count, stage -> Prose in "\(count) \(stage)" }
    guard !recorded.isEmpty else { return [] }
    return [
      .paragraph("Outcomes recorded in the period at other stages: \(recorded.sentence()).")
    ]
  }
}
