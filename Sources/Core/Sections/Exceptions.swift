extension PaperSection {
  /// The gravest exceptions, and how many errors the data has. Those beyond the first page follow it.
  package static let exceptions = PaperSection(
    "exceptions", "Exceptions", prints: [metrics.project.progress, metrics.project.daysOverdue]
  ) { facts in
    let exceptions = facts.exceptions
    let errors = facts.ruleCounts.filter { $0.severity == .error }
    let unexplained = facts.unexplainedTargets
    if exceptions.projects == 0, errors.isEmpty, unexplained.isEmpty { return [.paragraph("None.")] }
    var blocks: [Block] = []
    if exceptions.projects > 1 {
      blocks.append(
        .paragraph(
          """
          \(.count(exceptions.projects, "project needs", "projects need")) attention. Each is listed once, the gravest first.
          """))
    }
    if exceptions.projects > 0 { blocks.append(.list(Array(exceptions.items.prefix(facts.firstPageExceptions)))) }
    let more = exceptions.projects - facts.firstPageExceptions
    if facts.furtherExceptions.isEmpty {
      if more > 0 { blocks.append(.paragraph("And \(more) more.")) }
    } else {
      blocks.append(.paragraph("\(more) more under \(.link("Further exceptions", to: "#further-exceptions"))."))
    }
    if !unexplained.isEmpty {
      blocks.append(.paragraph(.strong("Targets missed, no explanation given:")))
      blocks.append(.list(unexplained.map(facts.unexplainedLine)))
    }
    if !errors.isEmpty {
      let count = errors.reduce(0) { $0 + $1.count }
      let rules = errors.map { "\($0.name) (\($0.count))" as Prose }.listed(limit: facts.firstPageExceptions)
      blocks.append(.paragraph("\(.strong(.words("Errors in the data (\(count)):"))) \(rules)."))
    }
    return blocks
  }
}

extension ReportFacts {
  /// How many exceptions the first page lists: at most eight, and fewer where overdue actions or missed targets need its room.
  fileprivate var firstPageExceptions: Int {
    let isShared = !unexplainedTargets.isEmpty || openActions.contains { $0.isOverdue(at: context.reportingEnd) }
    return min(isShared ? 4 : 8, listLimit)
  }

  /// The exceptions that the first page leaves out.
  var furtherExceptions: [Section] {
    let rest = exceptions.items.dropFirst(firstPageExceptions)
    guard !rest.isEmpty else { return [] }
    return [Section("Further exceptions", [.list(Array(rest))] + more(exceptions.projects))]
  }
}

/// A kind of exception: which projects it holds of, how grave it is, and what is said of each.
struct ExceptionKind: Sendable {
  let title: Prose
  /// `overdue`: what the summary says behind the number of projects.
  let state: Prose
  let holds: @Sendable (MeasuredProject) -> Bool
  /// Orders the projects of the kind, the largest first.
  let gravity: @Sendable (MeasuredProject) -> Int64
  var detailNamesState = false
  let detail: @Sendable (MeasuredProject) -> Prose

  /// Every kind, the gravest first.
  ///
  /// - Parameter end: the first day that is not reported on.
  static func all(_ end: CalendarDay) -> [ExceptionKind] {
    @Sendable func days(since day: CalendarDay?) -> Int64 { day.map { Int64(end - $0) } ?? 0 }
    return [
      ExceptionKind(
        title: "Overdue", state: "overdue", holds: { $0.daysOverdue != nil }, gravity: { Int64($0.daysOverdue ?? 0) }
      ) {
        let overdue = $0.daysOverdue ?? 0
        let late: Prose = overdue == 0 ? "" : ", \(.count(overdue, "day", "days")) overdue"
        return "due on \(.recorded($0.commission.dueOn))\(late), and not completed"
      },
      ExceptionKind(
        title: "Overrun", state: "overrun", holds: { $0.progress == .overrun }, gravity: { $0.daysOver.hundredths }
      ) {
        "\(.days($0.daysToDate)) to date, \($0.daysOver) more than the \(.known($0.daysAgreed)) agreed"
      },
      .headingPastItsDate,
      ExceptionKind(
        title: "Behind", state: "behind", holds: { $0.progress == .behind },
        gravity: { -($0.daysAhead ?? .zero).hundredths }
      ) { $0.againstProfile },
      ExceptionKind(
        title: "Stalled", state: "stalled", holds: { $0.isStalled },
        gravity: { days(since: $0.lastDayReported ?? $0.project.start) }
      ) {
        $0.lastDayReported.map { "no day entry since \($0)" }
          ?? "started on \(.recorded($0.project.start)), and no day entry yet"
      },
      ExceptionKind(
        title: "Waiting too long", state: "waiting too long", holds: { $0.isWaiting },
        gravity: { Int64($0.daysWaited ?? 0) }
      ) {
        let requested = $0.commission.requestedOn
        return "requested on \(.recorded(requested)), and after \(.count($0.daysWaited ?? 0, "day", "days")) not begun"
      },
      ExceptionKind(
        title: "On hold", state: "on hold", holds: { $0.state == .onHold },
        gravity: { days(since: $0.commission.onHoldSince) }, detailNamesState: true
      ) { "on hold since \(.recorded($0.commission.onHoldSince))" },
      ExceptionKind(
        title: "Expectation due", state: "with an expectation due", holds: { !$0.dueExpectations().isEmpty },
        gravity: { days(since: $0.dueExpectations().compactMap(\.expectedBy).min()) }
      ) {
        let due = $0.dueExpectations()
        let first = due.compactMap(\.expectedBy).min()
        return "\(.count(due.count, "outcome", "outcomes")) expected by \(.recorded(first)), and not followed up"
      },
      ExceptionKind(
        title: "Case study due", state: "with a case study due", holds: { $0.isCaseStudyDue },
        gravity: { days(since: $0.commission.completedOn) }
      ) { "completed on \(.recorded($0.commission.completedOn)), and its case study not shared by \(end.previous)" },
      .runsOutEarly,
    ]
  }
}

struct Exceptions: Sendable {
  /// The kinds that hold of any project, the gravest first, and of how many each holds.
  fileprivate(set) var kinds: [(kind: ExceptionKind, count: Int)] = []
  /// How many projects there are in all, each counted once.
  fileprivate(set) var projects = 0
  /// Which projects they are, in scope or not.
  fileprivate(set) var commissions: Set<Int64> = []
  /// What is said of the gravest, as many as the paper lists.
  fileprivate(set) var items: [Prose] = []

  /// `3 projects (2 overdue and 1 behind)`; nil where there are none.
  var summary: Prose? {
    guard let first = kinds.first else { return nil }
    let count = Prose.count(projects, "project", "projects")
    if kinds.count == 1 { return "\(count) \(first.kind.state)" }
    return "\(count) (\(kinds.map { "\($0.count) \($0.kind.state)" as Prose }.sentence()))"
  }
}

extension ReportFacts {
  /// Returns every exception, over all commissions read: a request that waits need not be in scope.
  func findExceptions() -> Exceptions {
    let kinds = ExceptionKind.all(context.reportingEnd)
    var counts = kinds.map { _ in 0 }
    /// By the first kind that holds: how grave, and which project. A project is large, and there may be very many.
    var found: [[(gravity: Int64, place: Int32)]] = kinds.map { _ in [] }
    var place: Int32 = 0
    programme.measureAll(measures.conditions) { measured in
      let held = kinds.indices.filter { kinds[$0].holds(measured) }
      for index in held { counts[index] += 1 }
      if let first = held.first { found[first].append((kinds[first].gravity(measured), place)) }
      place += 1
    }
    let conditions = measures.conditions
    let gravest = kinds.indices.flatMap { index in
      found[index].sorted { $0.gravity == $1.gravity ? $0.place < $1.place : $0.gravity > $1.gravity }.map {
        (kind: index, place: Int($0.place))
      }
    }
    return Exceptions(
      kinds: zip(kinds, counts).filter { $0.1 > 0 }.map { (kind: $0, count: $1) }, projects: gravest.count,
      commissions: Set(gravest.map { programme.projects[$0.place].commission.id }),
      items: gravest.prefix(listLimit).map {
        sentence(MeasuredProject(Subject(programme.projects[$0.place]), conditions), kinds[$0.kind...])
      })
  }

  /// Returns what is said of a project: by its first kind, and then by every other.
  ///
  /// - Parameter kinds: from the first that holds on.
  private func sentence(_ measured: MeasuredProject, _ kinds: ArraySlice<ExceptionKind>) -> Prose {
    guard let first = kinds.first else { return Prose() }
    let others = kinds.dropFirst().filter { $0.holds(measured) }.map { kind -> Prose in
      let state: Prose = kind.detailNamesState ? "" : "\(kind.state): "
      return " Also \(state)\(kind.detail(measured))."
    }
    let title = Prose.strong(first.title + ":")
    return "\(title) \(project(measured.commission)): \(first.detail(measured))." + others.joined("")
  }
}

extension MeasuredProject {
  /// How many more days were delivered than agreed.
  fileprivate var daysOver: Days { self.daysAgreed.map { self.daysToDate - $0 } ?? .zero }

  /// `5.00 of 10.00 days profiled delivered (50%)`.
  var againstProfile: Prose {
    guard let profiled = self.daysProfiled else { return "\(.days(self.daysToDate)) to date, no profile" }
    let share = Fraction(self.daysToDate.hundredths, over: profiled.hundredths)
    let limits = [thresholds.behindBelow, thresholds.slippingBelow]
    let percent: Prose = share.map { .words(" (\($0.percentWritten(limits: limits)))") } ?? ""
    return "\(self.daysToDate) of \(.days(profiled)) profiled\(percent)"
  }
}
