import Facts
import Metrics

extension ReportFacts {
  func progressExceptions(_ all: [ProjectMeasures]) -> [ExceptionList] {
    [
      list("Overrun", "overrun", all.filter { $0.progress == .overrun }) { project in
        let over = project.daysAgreed.map { project.daysToDate - $0 } ?? .zero
        return """
          \(.days(project.daysToDate)) to date, \(over) more than the \(.known(project.daysAgreed)) agreed
          """
      },
      list("Overdue", "overdue", all.filter { $0.daysOverdue != nil }) { project in
        let overdue = project.daysOverdue ?? 0
        let late: Prose = overdue == 0 ? "" : ", \(.count(overdue, "day", "days")) overdue"
        return "due on \(.recorded(project.commission.dueOn))\(late), and not completed"
      },
      list("Behind", "behind", all.filter { $0.progress == .behind }) { $0.againstProfile },
      list("Stalled", "stalled", all.filter(\.isStalled)) { project in
        project.lastDayReported.map { "no day entry since \($0)" }
          ?? "started on \(.recorded(project.commission.startsOn)), and no day entry yet"
      },
    ]
  }

  func stateExceptions(_ all: [ProjectMeasures]) -> [ExceptionList] {
    let end = horizon.asOf
    return [
      list("On hold", "on hold", all.filter { $0.state == .onHold }) {
        "on hold since \(.recorded($0.commission.onHoldSince))"
      },
      list("Waiting too long", "waiting too long", all.filter(\.isWaiting)) { project in
        let requested = project.commission.requestedOn
        let waited = requested.map { end - $0 } ?? 0
        return """
          requested on \(.recorded(requested)), and after \(.count(waited, "day", "days")) not begun
          """
      },
      list("Case study due", "with a case study due", all.filter(\.isCaseStudyDue)) {
        "completed on \(.recorded($0.commission.completedOn)), and its case study not shared by \(horizon.asOf.previous)"
      },
    ]
  }

  private func list(
    _ title: Prose, _ state: Prose, _ projects: [ProjectMeasures],
    _ detail: (ProjectMeasures) -> Prose
  ) -> ExceptionList {
    ExceptionList(
      title: title, summary: "\(.count(projects.count, "project", "projects")) \(state)",
      items: projects.map { "\(project($0.commission)): \(detail($0))." })
  }
}

extension ProjectMeasures {
  /// Whether any of the kinds above holds of it.
  var isException: Bool {
    progress == .overrun || progress == .behind || state == .onHold || daysOverdue != nil
      || isStalled || isWaiting || isCaseStudyDue
  }

  /// `5.00 of 10.00 days profiled delivered (50%)`.
  var againstProfile: Prose {
    guard let profiled = daysProfiled else { return "\(.days(daysToDate)) to date, no profile" }
    let share = Fraction(daysToDate.hundredths, over: profiled.hundredths)
    let percent: Prose = share.map { .words(" (\($0.percent)%)") } ?? ""
    return "\(daysToDate) of \(.days(profiled)) profiled\(percent)"
  }
}
