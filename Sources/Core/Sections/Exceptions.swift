/// A kind of exception: which projects it holds of, and what is said of each.
struct ExceptionKind {
  let title: Prose
  /// `overdue`, behind how many projects are.
  let state: Prose
  let holds: (ProjectMeasures) -> Bool
  let detail: (ProjectMeasures) -> Prose
}

/// The projects that a kind of exception holds of.
struct ExceptionList {
  let kind: ExceptionKind
  private(set) var count = 0
  /// A sentence for each of the first, as many as the paper lists.
  private(set) var items: [Prose] = []

  init(_ kind: ExceptionKind) { self.kind = kind }

  /// As the summary says it: `2 projects overdue`.
  var summary: Prose { "\(.count(count, "project", "projects")) \(kind.state)" }

  mutating func add(_ project: ProjectMeasures, limit: Int, _ name: (Commission) -> Prose) {
    count += 1
    guard count <= limit else { return }
    items.append("\(name(project.commission)): \(kind.detail(project)).")
  }
}

extension ReportFacts {
  func exceptionsSection(_ exceptions: [ExceptionList]) -> Section {
    let kinds = exceptions.filter { $0.count > 0 }
    let errors = errorCounts
    guard !kinds.isEmpty || !errors.isEmpty else {
      return Section("Exceptions", [.paragraph("None.")])
    }
    var blocks: [Block] = []
    for list in kinds {
      blocks.append(.heading("\(list.kind.title) (\(list.count))"))
      blocks += limited(list.items, of: list.count)
    }
    if !errors.isEmpty {
      blocks.append(.heading("Errors in the data (\(errors.reduce(0) { $0 + $1.count }))"))
      blocks += limited(errors.map { "\($0.name): \(.count($0.count, "error", "errors"))." })
    }
    return Section("Exceptions", blocks)
  }

  /// Every kind in the order the paper lists them, over all commissions read: a request that waits need not be in scope.
  var exceptions: [ExceptionList] {
    var lists = (progressExceptions + stateExceptions).map { ExceptionList($0) }
    programme.measureAll(in: MeasuringPeriod(context), settings.thresholds) { measured in
      for index in lists.indices where lists[index].kind.holds(measured) {
        lists[index].add(measured, limit: listLimit) { project($0) }
      }
    }
    return lists
  }
}

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
    let end = context.reportingEnd
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
