extension PaperSection {
  package static let exceptions = PaperSection(
    "exceptions", "Exceptions", prints: [metrics.progress, metrics.daysOverdue]
  ) { facts in
    let kinds = facts.exceptions.filter { $0.count > 0 }
    let errors = facts.ruleCounts.filter { $0.severity == .error }
    if kinds.isEmpty, errors.isEmpty { return [.paragraph("None.")] }
    var blocks: [Block] = []
    for list in kinds {
      blocks.append(.heading("\(list.kind.title) (\(list.count))"))
      blocks += facts.limited(list.items, of: list.count)
    }
    if !errors.isEmpty {
      blocks.append(.heading("Errors in the data (\(errors.reduce(0) { $0 + $1.count }))"))
      blocks += facts.limited(
        errors.map { "\($0.name): \(.count($0.count, "error", "errors"))." })
    }
    return blocks
  }
}

/// A kind of exception: which projects it holds of, and what is said of each.
struct ExceptionKind: Sendable {
  let title: Prose
  /// `overdue`: what the summary says behind the number of projects.
  let state: Prose
  let holds: @Sendable (MeasuredProject) -> Bool
  let detail: @Sendable (MeasuredProject) -> Prose

  /// Every kind, in the order the paper lists them.
  ///
  /// - Parameter end: the first day that is not reported on.
  static func all(_ end: CalendarDay) -> [ExceptionKind] {
    [
      ExceptionKind(title: "Overrun", state: "overrun", holds: { $0.progress == .overrun }) {
        project in
        let over = project.daysAgreed.map { project.daysToDate - $0 } ?? .zero
        return """
          \(.days(project.daysToDate)) to date, \(over) more than the \(.known(project.daysAgreed)) agreed
          """
      },
      ExceptionKind(title: "Overdue", state: "overdue", holds: { $0.daysOverdue != nil }) {
        let overdue = $0.daysOverdue ?? 0
        let late: Prose = overdue == 0 ? "" : ", \(.count(overdue, "day", "days")) overdue"
        return "due on \(.recorded($0.commission.dueOn))\(late), and not completed"
      },
      ExceptionKind(title: "Behind", state: "behind", holds: { $0.progress == .behind }) {
        $0.againstProfile
      },
      ExceptionKind(title: "Stalled", state: "stalled", holds: { $0.isStalled }) {
        $0.lastDayReported.map { "no day entry since \($0)" }
          ?? "started on \(.recorded($0.commission.startsOn)), and no day entry yet"
      },
      ExceptionKind(title: "On hold", state: "on hold", holds: { $0.state == .onHold }) {
        "on hold since \(.recorded($0.commission.onHoldSince))"
      },
      ExceptionKind(
        title: "Waiting too long", state: "waiting too long", holds: { $0.isWaiting }
      ) {
        let requested = $0.commission.requestedOn
        let waited = requested.map { end - $0 } ?? 0
        return """
          requested on \(.recorded(requested)), and after \(.count(waited, "day", "days")) not begun
          """
      },
      ExceptionKind(
        title: "Case study due", state: "with a case study due", holds: { $0.isCaseStudyDue }
      ) {
        "completed on \(.recorded($0.commission.completedOn)), and its case study not shared by \(end.previous)"
      },
    ]
  }
}

/// The projects that a kind of exception holds of.
struct ExceptionList: Sendable {
  let kind: ExceptionKind
  var count = 0
  /// A sentence for each of the first projects, as many as the paper lists.
  var items: [Prose] = []

  /// As the summary says it: `2 projects overdue`.
  var summary: Prose { "\(.count(count, "project", "projects")) \(kind.state)" }
}

extension ReportFacts {
  /// Returns every kind of exception in the order the paper lists them, over all commissions read: a request that waits need
  /// not be in scope.
  func exceptionLists() -> [ExceptionList] {
    var lists = ExceptionKind.all(context.reportingEnd).map { ExceptionList(kind: $0) }
    programme.measureAll(context, settings.thresholds) { measured in
      for index in lists.indices where lists[index].kind.holds(measured) {
        lists[index].count += 1
        guard lists[index].count <= listLimit else { continue }
        lists[index].items.append(
          "\(project(measured.commission)): \(lists[index].kind.detail(measured)).")
      }
    }
    return lists
  }
}

extension MeasuredProject {
  /// `5.00 of 10.00 days profiled delivered (50%)`.
  var againstProfile: Prose {
    guard let profiled = self.daysProfiled else {
      return "\(.days(self.daysToDate)) to date, no profile"
    }
    let share = Fraction(self.daysToDate.hundredths, over: profiled.hundredths)
    let percent: Prose = share.map { .words(" (\($0.percent)%)") } ?? ""
    return "\(self.daysToDate) of \(.days(profiled)) profiled\(percent)"
  }
}
