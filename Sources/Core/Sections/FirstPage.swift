// The first page: what a member reads who reads no more. It comes first whatever the job's `sections` says.
extension PaperSection {
  /// The sections of the first page, in their order. One that has nothing to say is left out.
  package static let firstPage: [PaperSection] = [
    .recommendations, .summary, .headlineMeasures, .exceptions, .overdueActions,
  ]

  /// Every section that people may write commentary for.
  package static let commented: [PaperSection] = firstPage + all.filter { !firstPage.contains($0) }

  /// What the author asks of the board: commentary alone.
  package static let recommendations = PaperSection("recommendations", "Recommendations") { _ in [] }

  /// At most eight measures of the programme: this period, the period before, target and status, and what the curve says.
  package static let headlineMeasures = PaperSection("headline-measures", "Headline measures") { facts in
    facts.headlineMeasures
  }
}

/// What is judged of a headline measure; nil where nothing is.
struct Judgement {
  var target: Prose?
  var status: Prose?
  /// What the curve says: `higher than usual`.
  var verdict: Prose?
}

extension ReportFacts {
  /// Returns what is judged of a measure in the period.
  private func judgement(of metric: any AnyMetric) -> Judgement {
    let verdict = measures.verdict(of: metric)
    let result = target(of: metric)
    return Judgement(
      target: result?.wantedWords, status: result.map { .words($0.status.rawValue) },
      verdict: verdict == .none ? nil : .words(verdict.written))
  }

  fileprivate var headlineMeasures: [Block] {
    let lines = settings.headline.compactMap(Catalogue.metric).filter {
      offer.has($0.definition.needs) && ($0 !== metrics.ahead.headroom || knowsCommitments)
    }.map {
      (metric: $0, judgement: judgement(of: $0))
    }
    guard !lines.isEmpty else { return [] }
    typealias Line = (metric: any AnyMetric, judgement: Judgement)
    func value(_ metric: any AnyMetric, _ period: Period) -> Prose {
      figure(metric, period)?.prose(leastForPercent: settings.leastForPercent) ?? asIssued(metric, period)
    }
    var columns: [PaperColumn<Line>] = [
      .init("Measure") { .words($0.metric.title) }, .number(.words(period.label)) { value($0.metric, period) },
    ]
    if let previous = comparedWith { columns.append(.number(.words(previous.label)) { value($0.metric, previous) }) }
    let judged: [(Prose, KeyPath<Judgement, Prose?>)] = [
      ("Target", \.target), ("Status", \.status), ("Compared with usual", \.verdict),
    ]
    for (title, part) in judged where lines.contains(where: { $0.judgement[keyPath: part] != nil }) {
      columns.append(.init(title) { $0.judgement[keyPath: part] ?? "" })
    }
    return [.table(lines, from: "figures.csv", columns)]
  }

  /// What is not computed for a period compared with is the value that its issue printed; empty where there is none.
  private func asIssued(_ metric: any AnyMetric, _ period: Period) -> Prose {
    guard let last = earlier.last, last.period == period, !last.hasOtherMethod(of: metric) else { return "" }
    return last.figures[metric.id].map { .data($0) } ?? ""
  }
}

// The title block.
extension ReportFacts {
  /// The inclusive dates, the issue and its status; what the paper is for, for whom, and whom to ask.
  var titleLines: [Prose] {
    let people: [Prose?] = [
      settings.purpose.map { "Purpose: \($0)." }, settings.board.map { "Board: \($0)." },
      settings.contact.map { "Contact: \($0)." },
    ]
    return ["\(words: period.span.written)", statusLine] + people.compactMap(\.self)
  }

  private var statusLine: Prose {
    if stamp.isDraft { return "Draft of issue \(stamp.issue), not issued." }
    return switch status {
    case .provisional:
      """
      Issue \(stamp.issue), provisional: the period is not over, and this is how it stood on \(context.reportingEnd.previous).
      """
    case .revised: "Issue \(stamp.issue), revised: figures differ from those first issued for the period."
    default: "Issue \(stamp.issue), final."
    }
  }
}
