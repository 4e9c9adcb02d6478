import Facts
import Metrics

extension ReportFacts {
  var progressExceptions: [ExceptionKind] {
    [
      ExceptionKind(title: "Overrun", state: "overrun", holds: { $0.progress == .overrun }) {
        project in
        let over = project.daysAgreed.map { project.daysToDate - $0 } ?? .zero
        return """
          \(.days(project.daysToDate)) to date, \(over) more than the \(.known(project.daysAgreed)) agreed
          """
      },
      ExceptionKind(title: "Overdue", state: "overdue", holds: { $0.daysOverdue != nil }) {
        project in
        let overdue = project.daysOverdue ?? 0
        let late: Prose = overdue == 0 ? "" : ", \(.count(overdue, "day", "days")) overdue"
        return "due on \(.recorded(project.commission.dueOn))\(late), and not completed"
      },
      ExceptionKind(title: "Behind", state: "behind", holds: { $0.progress == .behind }) {
        $0.againstProfile
      },
      ExceptionKind(title: "Stalled", state: "stalled", holds: \.isStalled) { project in
        project.lastDayReported.map { "no day entry since \($0)" }
          ?? "started on \(.recorded(project.commission.startsOn)), and no day entry yet"
      },
    ]
  }

  var stateExceptions: [ExceptionKind] {
    let end = horizon.asOf
    return [
      ExceptionKind(title: "On hold", state: "on hold", holds: { $0.state == .onHold }) {
        "on hold since \(.recorded($0.commission.onHoldSince))"
      },
      ExceptionKind(title: "Waiting too long", state: "waiting too long", holds: \.isWaiting) {
        project in
        let requested = project.commission.requestedOn
        let waited = requested.map { end - $0 } ?? 0
        return """
          requested on \(.recorded(requested)), and after \(.count(waited, "day", "days")) not begun
          """
      },
      ExceptionKind(
        title: "Case study due", state: "with a case study due", holds: \.isCaseStudyDue
      ) {
        "completed on \(.recorded($0.commission.completedOn)), and its case study not shared by \(end.previous)"
      },
    ]
  }
}

extension ProjectMeasures {
  /// `5.00 of 10.00 days profiled delivered (50%)`.
  var againstProfile: Prose {
    guard let profiled = daysProfiled else { return "\(.days(daysToDate)) to date, no profile" }
    let share = Fraction(daysToDate.hundredths, over: profiled.hundredths)
    let percent: Prose = share.map { .words(" (\($0.percent)%)") } ?? ""
    return "\(daysToDate) of \(.days(profiled)) profiled\(percent)"
  }
}
