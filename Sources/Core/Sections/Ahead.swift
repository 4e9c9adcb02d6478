extension PaperSection {
  package static let ahead = PaperSection(
    "ahead", "Looking ahead", prints: metrics.ahead.members + metrics.target.members
  ) { facts in
    guard let ahead = facts.lookAhead else { return facts.targetTable }
    let headroom: [Block] =
      facts.offer.has(metrics.ahead.headroom.definition.needs) ? [.paragraph(facts.headroomLine)] : []
    return [.paragraph(facts.commitmentLine(ahead))] + headroom + facts.yearEnd + facts.commitmentTable
      + facts.targetTable
  }
}

extension ReportFacts {
  /// What the report looks ahead to; nil where it does not, and then the section is left out.
  fileprivate var lookAhead: LookAhead? {
    let saysHowMuch = offer.has("commissions", "days_agreed") || offer.has("commissions", "days_per_week")
    return programme.looksAhead && saysHowMuch ? context.lookAhead : nil
  }

  /// `26.29 days are committed for Quarter 4 of 2010/11, on 3 projects …`.
  fileprivate func commitmentLine(_ ahead: LookAhead) -> Prose {
    let names = metrics.ahead
    let unknown = count(names.commitmentUnknown)
    let held = days(names.daysCommittedOnHold)
    let hold: Prose = held == .zero ? "" : " The projects on hold would take \(held) more."
    let (firm, asked) = (days(names.daysCommittedFirm), days(names.daysCommittedAsked))
    guard knowsCommitments else {
      return "What \(.count(unknown, "project", "projects")) will take in \(ahead.quarter) is unknown.\(hold)"
    }
    let rest: Prose =
      unknown == 0
      ? ""
      : " What \(.count(unknown, "more project", "more projects")) will take is unknown."
    let committed: Prose = firm == .zero ? "no days" : .days(firm)
    let requested: Prose = asked == .zero ? "none" : Prose(asked)
    return "For \(ahead.quarter), \(committed) \(.isOrAre(firm)) committed, and \(requested) requested.\(rest)\(hold)"
  }

  /// Whether it is known of any project what it will take in the next quarter, or of none unknown.
  var knowsCommitments: Bool {
    let names = metrics.ahead
    return ExpectedDays(
      firm: days(names.daysCommittedFirm), asked: days(names.daysCommittedAsked),
      unknown: count(names.commitmentUnknown)
    ).saysSomething
  }

  fileprivate var headroomLine: Prose {
    let names = metrics.ahead
    let share = settings.thresholds.planningShare
    let capacity: Prose =
      share == 100
      ? "\(.days(days(names.capacityNext))), with no leave or other duties taken off"
      : "\(.days(days(names.capacityNext))), \(share)% of all days in post"
    let headroom = days(names.headroom)
    guard knowsCommitments else { return "The capacity is \(capacity)." }
    let left: Prose =
      headroom < .zero
      ? "\(.days(.zero - headroom)) more than that \(.isOrAre(.zero - headroom)) expected."
      : "\(.days(headroom)) \(.isOrAre(headroom)) left as headroom."
    return "The capacity is \(capacity). \(left)\(moreProjects ?? "")"
  }

  /// `Room for about 12 more of the usual 12.00 days.`, where both are known and positive.
  private var moreProjects: Prose? {
    guard let figure = figure(metrics.ahead.usualSize), case .amount(.days(let size)) = figure.measure, size > .zero,
      let n = figure.n
    else { return nil }
    let headroom = days(metrics.ahead.headroom)
    let more = Int(headroom.hundredths / size.hundredths)
    guard more > 0 else { return nil }
    return """
       That is room for about \(.count(more, "more project", "more projects")) of the usual \(.days(size)) (the median of \(n) \
      projects agreed in twelve months).
      """
  }

  /// Every project that is counted, the largest commitment first, those that are unknown last.
  fileprivate var commitmentTable: [Block] {
    let conditions = measures.conditions
    // A project is large, and there may be very many: its place is enough.
    var found: [(place: Int, days: Days?)] = []
    var (place, isKnown) = (0, false)
    programme.measureAll(conditions) { measured in
      if let row = Commitment(measured) {
        found.append((place, row.days))
        isKnown = isKnown || row.days != nil || row.left != nil
      }
      place += 1
    }
    guard isKnown else { return [] }
    found.sort { $0.days ?? Days(hundredths: -1) > $1.days ?? Days(hundredths: -1) }
    let rows = found.prefix(listLimit).compactMap {
      Commitment(MeasuredProject(Subject(programme.projects[$0.place]), conditions))
    }
    return [
      .table(
        rows, from: "projects.csv",
        [
          [.init("Project") { project($0.project.commission) }, .init("State") { .words($0.project.state.rawValue) }],
          offer.has("commissions", "days_agreed") ? [.number("Days left") { .known($0.left) }] : [],
          [.number("Days next quarter") { .known($0.days) }],
          offer.has("commissions", "due_on") ? [.init("Due") { .recorded($0.project.commission.plannedLastDay) }] : [],
          offer.has("commissions", "days_agreed") ? [.init("Finishes at this pace") { $0.project.finishWords }] : [],
        ].flatMap(\.self))
    ] + more(found.count)
  }
}

/// A project that takes days after the reporting end, or may.
private struct Commitment {
  let project: MeasuredProject
  /// nil where it is unknown.
  let days: Days?
  /// Days agreed and not yet delivered; nil where it is unknown.
  var left: Days? { project.daysRemaining.map { max(.zero, $0) } }

  /// nil for a project that takes nothing more, or is over.
  init?(_ project: MeasuredProject) {
    guard [.active, .agreed, .requested, .onHold].contains(project.state) else { return nil }
    let measure = metrics.ahead.daysCommittedNext.measure(project)
    guard measure != .days(.zero) else { return nil }
    self.project = project
    if case .amount(.days(let days)) = measure { self.days = days } else { days = nil }
  }
}

extension MeasuredProject {
  /// The day on which the days left are delivered at the pace of the last 56 days: `16 March 2011`, `not in sight`; a dash where
  /// there is no pace.
  var finishWords: Prose {
    if case .amount(.day(let day)) = metrics.ahead.finishOn.measure(self) { return Prose(day) }
    return (try? daysToFinish()) == nil ? "–" : "not in sight"
  }
}

extension ExceptionKind {
  static let headingPastItsDate = ExceptionKind(
    title: "Heading past its date", state: "heading past its date", holds: \.isHeadingPastItsDate,
    gravity: { $0.daysPastDue ?? 0 }
  ) {
    "due on \(.recorded($0.commission.dueOn)); at the pace of the last 56 days its end is \($0.finishWords)"
  }

  static let runsOutEarly = ExceptionKind(
    title: "Runs out early", state: "running out early", holds: \.runsOutEarly,
    gravity: { -($0.daysPastDue ?? 0) }
  ) {
    "due on \(.recorded($0.commission.dueOn)); at the pace of the last 56 days its days run out on \($0.finishWords)"
  }
}
