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

extension ReportFacts {
  fileprivate var headlineMeasures: [Block] {
    let lines = settings.headline.compactMap(Catalogue.metric).filter {
      offer.has($0.definition.needs) && ($0 !== metrics.ahead.headroom || knowsCommitments)
    }
    guard !lines.isEmpty else { return [] }
    func value(_ metric: any AnyMetric, _ period: Period) -> Prose {
      let target = period == self.period ? target(of: metric)?.target : nil
      return figure(metric, period)?.prose(leastForPercent: settings.leastForPercent, beside: target)
        ?? asIssued(metric, period)
    }
    var columns: [PaperColumn<any AnyMetric>] = [
      .init("Measure") { .words($0.title) }, .number(.words(period.label)) { value($0, period) },
    ]
    if let previous = comparedWith { columns.append(.number(.words(previous.label)) { value($0, previous) }) }
    // A judgement that no measure has, has no column.
    let judged: [(title: Prose, words: (any AnyMetric) -> Prose)] = [
      ("Target", { target(of: $0)?.wantedWords ?? "" }),
      ("Status", { .words(target(of: $0)?.status.rawValue ?? "") }),
      ("Compared with usual", { .words(measures.verdict(of: $0).written) }),
    ]
    for (title, words) in judged where lines.contains(where: { words($0) != "" }) {
      columns.append(.init(title, words))
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
    let notOver: Prose = "the period is not over, and this is how it stood on \(context.reportingEnd.previous)."
    if stamp.isDraft {
      let draft: Prose = "Draft of issue \(stamp.issue), not issued."
      return status == .provisional ? "\(draft) Provisional: \(notOver)" : draft
    }
    return switch status {
    case .provisional: "Issue \(stamp.issue), provisional: \(notOver)"
    case .revised: "Issue \(stamp.issue), revised: figures differ from those first issued for the period."
    default: "Issue \(stamp.issue), final."
    }
  }
}
