import Facts
import Metrics

extension Explainer {
  /// State, progress and days overdue: decided by dates, and by days against the plan.
  func statusWorking(_ project: Project) -> Working {
    let measures = measures(project)
    let block = datesBlock(project)
    switch metric {
    case .state:
      return Working(
        measures.state.rawValue, blocks: [block],
        steps: ["the first of these dates that lies before \(frame.asOf)"])
    case .daysOverdue:
      let steps = ["state: \(measures.state.rawValue)"]
      guard let days = measures.daysOverdue, let due = project.commission.plannedLastDay else {
        let isOpen = ![.withdrawn, .completed, .notYetRequested].contains(measures.state)
        return .notApplicable(
          isOpen
            ? "due_on does not lie before \(frame.asOf)"
            : "the project is \(measures.state.rawValue)",
          blocks: [block])
      }
      return Working(
        "\(days)", blocks: [block],
        steps: steps + ["from \(due.next) to \(frame.asOf.previous), calendar days after the first"]
      )
    default: return progressWorking(measures, block)
    }
  }

  /// In the order in which a state is decided.
  private func datesBlock(_ project: Project) -> Working.Block {
    let commission = project.commission
    let dates: [(String, CalendarDay?, State)] = [
      ("withdrawn_on", commission.withdrawnOn, .withdrawn),
      ("completed_on", commission.completedOn, .completed),
      ("on_hold_since", commission.onHoldSince, .onHold),
      ("starts_on", commission.startsOn, .active), ("agreed_on", commission.agreedOn, .agreed),
      ("requested_on", commission.requestedOn, .requested),
    ]
    var rows = dates.map { [$0.0, printed($0.1), $0.2.rawValue] }
    rows.append(["due_on", printed(commission.dueOn), "-"])
    return Working.Block(
      title: "The commission's dates", listing: Listing(["column", "date", "state"], rows))
  }

  private func progressWorking(_ measures: ProjectMeasures, _ block: Working.Block) -> Working {
    let profiled = measures.daysProfiled
    var steps = [
      "state at \(frame.asOf): \(measures.state.rawValue)",
      "days to date \(measures.daysToDate), agreed \(printed(measures.daysAgreed)), "
        + "profiled \(printed(profiled))",
      "first day \(printed(measures.firstDayOn)), starts on \(printed(measures.commission.startsOn))",
    ]
    if let profiled {
      let bounds = [("behind", thresholds.behindBelow), ("slipping", thresholds.slippingBelow)]
      steps += bounds.map { word, percent in
        let bound = Fraction(profiled.hundredths * Int64(percent), over: 10_000)
        return "\(word) below \(percent)% of profiled: \(bound?.rounded(to: 4).description ?? "")"
      }
    }
    return Working(measures.progress.rawValue, blocks: [block], steps: steps)
  }

  func feedbackWorking(_ project: Project) -> Working {
    let block = reviewBlock("Review", project.review == nil ? [] : [project])
    let end = frame.span.until
    let feedback = Feedback(project.review, before: end)
    guard metric == .rating else {
      return Working(
        feedback.rawValue, blocks: [block],
        steps: ["as received, and else asked for, before \(end)"])
    }
    guard feedback.isReceived else {
      return .notApplicable("no review was received before \(end)", blocks: [block])
    }
    guard let rating = project.review?.rating else {
      return .unknown("the review has no rating", blocks: [block])
    }
    return Working(
      rating.text.string, blocks: [block], steps: ["received before \(end), as recorded"])
  }
}
