import Facts
import Metrics

extension Explainer {
  /// Projects counted for a date of theirs, or for their review.
  func datedWorking() -> Working {
    let span = view.span
    switch metric {
    case .projectsStarted:
      return projects("Projects started", ["starts_on", "withdrawn_on"]) {
        let isWithdrawn = ($0.withdrawnOn ?? .last) < ($0.startsOn ?? .first)
        return span.contains($0.startsOn) && !isWithdrawn
      }
    case .projectsCompleted:
      return projects("Projects completed", ["completed_on"]) { span.contains($0.completedOn) }
    case .requestsReceived:
      return projects("Requests received", ["requested_on"]) { span.contains($0.requestedOn) }
    case .caseStudiesShared:
      return projects("Case studies shared", ["case_study_on"]) { span.contains($0.caseStudyOn) }
    case .caseStudiesDue:
      let days = thresholds.caseStudyDueDays
      return projects(
        "Completed more than \(days) days before \(frame.asOf), case study not shared",
        ["completed_on", "case_study_on"]
      ) { $0.isCaseStudyDue(in: frame, after: days) }
    default: return reviewsWorking()
    }
  }

  private func projects(
    _ title: String, _ columns: [String], _ isIncluded: (Commission) -> Bool
  ) -> Working {
    let found = programme.projects.filter { isIncluded($0.commission) }
    let rows = found.map { project in
      let cells = project.commission.cells
      return [key(project)] + columns.map { cells[$0]?.string ?? "not recorded" }
    }
    return Working(
      "\(found.count)",
      blocks: [.init(title: title, listing: Listing(["project"] + columns, rows))],
      steps: ["\(found.count) of \(programme.projects.count) commissions read"])
  }

  private func reviewsWorking() -> Working {
    let (span, year) = (view.span, frame.period.twelveMonths)
    switch metric {
    case .reviewsAsked:
      return reviews("Reviews asked for") { span.contains($0.review?.askedOn) }
    case .reviewsReceived:
      return reviews("Reviews received") { span.contains($0.review?.receivedOn) }
    case .projectsRated:
      return reviews("Projects in scope with a rating") {
        isInScope($0) && Feedback($0.review, before: frame.span.until) == .rated
      }
    case .projectsWithFeedback:
      return reviews("Projects in scope with feedback") {
        isInScope($0) && Feedback($0.review, before: frame.span.until).isReceived
      }
    case .responseRate:
      let asked = programme.projects.filter { year.contains($0.review?.askedOn) }
      let received = asked.count { ($0.review?.receivedOn).map { $0 < frame.span.until } ?? false }
      return ratio(
        received, of: asked.count, "received before \(frame.span.until)", "asked for",
        [reviewBlock("Reviews asked for, \(year.written)", asked)],
        none: "no review was asked for in these twelve months")
    case .veryUsefulShare:
      let rated = programme.projects.filter {
        year.contains($0.review?.receivedOn) && $0.review?.rating?.value != nil
      }
      let best = rated.count { $0.review?.rating?.value == .veryUseful }
      return ratio(
        best, of: rated.count, "very useful", "rated",
        [reviewBlock("Ratings received, \(year.written)", rated)],
        none: "no rating was received in these twelve months")
    default: return .unknown("this program has no such figure")
    }
  }

  private func reviews(_ title: String, _ isIncluded: (Project) -> Bool) -> Working {
    let found = programme.projects.filter(isIncluded)
    return Working(
      "\(found.count)", blocks: [reviewBlock(title, found)], steps: ["\(found.count) reviews"])
  }

  func reviewBlock(_ title: String, _ projects: [Project]) -> Working.Block {
    block(
      title, projects,
      [
        "asked_on": { printed($0.review?.askedOn) },
        "received_on": { printed($0.review?.receivedOn) },
        "rating": { printed($0.review?.rating?.text) },
        "comment": { $0.review?.hasComment ?? false ? "yes" : "no" },
      ])
  }
}
