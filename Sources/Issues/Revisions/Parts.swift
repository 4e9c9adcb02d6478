import Core

/// What a project gives to a figure, taken apart: where a part is the same in two issues, the rows it is made of did not
/// move the figure.
enum Part {
  /// Whether the project counts at all; where it does not, what comes after is not looked at.
  case gate(Bool, [Input])
  case value(String, [Input])
  /// Rows whose effect is not compared.
  case rows([Input])

  /// The rows of the parts that differ.
  static func inputs(differing old: [Part], _ new: [Part]) -> [Input] {
    var inputs: [Input] = []
    for (was, now) in zip(old, new) {
      switch (was, now) {
      case (.gate(let a, let first), .gate(let b, let second)):
        if a != b { return inputs + first + second }
        if !a { return inputs }
      case (.value(let a, let first), .value(let b, let second)):
        if a != b { inputs += first + second }
      case (.rows(let first), .rows(let second)): inputs += first + second
      default: break
      }
    }
    return inputs
  }
}

/// A project as one issue saw it, and what it is looked at by.
struct Seen {
  let project: Project
  let frame: MeasuringPeriod
  let span: Span
  let window: ComparisonSpan
  let thresholds: Thresholds
  let listed: Set<Text>

  var commission: Commission { project.commission }
  var place: RowChange.Place { window == .period ? .period : .window(window) }

  var measures: ProjectMeasures {
    ProjectMeasures(project, in: frame, thresholds, boroughs: listed)
  }

  var days: Days {
    window == .yearToDate
      ? project.days(in: .yearToDate).days + project.periodDaysThisYear
      : project.days(in: window).days
  }

  func column(_ names: String...) -> [Input] { [Input(.commissions, Set(names))] }
}

/// Columns and rows that several figures are made of.
enum Inputs {
  static let state: [Input] = [
    Input(
      .commissions,
      [
        "withdrawn_on", "completed_on", "on_hold_since", "starts_on", "agreed_on", "requested_on",
      ])
  ]
  static let agreed: [Input] = [
    Input(.commissions, ["days_agreed"]), Input(.variations, in: .toDate),
  ]
  static let profile: [Input] =
    agreed + [
      Input(
        .commissions, ["starts_on", "due_on", "days_per_week", "completed_on", "withdrawn_on"]),
      Input(.strands, ["starts_on", "due_on"]),
    ]
  static let daysToDate: [Input] = [Input(.days, in: .toDate)]
  static let reviews: [Input] = [Input(.reviews)]

  static func scope(_ place: RowChange.Place) -> [Input] {
    [
      Input(.commissions, ["requested_on", "starts_on", "completed_on", "withdrawn_on"]),
      Input(.days, in: place), Input(.outcomes, in: place, stage: .achieved),
      Input(.sharedPractice, in: place),
    ]
  }
}

extension Seen {
  var scope: Part { .gate(project.isInScope(of: frame), Inputs.scope(place)) }

  var agreed: Part {
    .value("\(project.daysAgreed(before: frame.span.until) as Days?, default: "")", Inputs.agreed)
  }
}

extension Seen {
  /// What moves a figure of the project itself.
  func projectParts(_ metric: Metric) -> [Part] {
    [.rows(column("reference")), scope] + cellParts(metric)
  }

  private func cellParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .state: [.rows(Inputs.state)]
    case .progress: [daysPart] + [.rows(Inputs.state + Inputs.profile)]
    case .daysAgreedOriginally: [.rows(column("days_agreed"))]
    case .daysAgreed: [agreed]
    case .daysInPeriod, .daysYearToDate, .daysToDate: [daysPart(metric)]
    case .daysProfiled: [.rows(Inputs.profile)]
    case .daysAhead: [.rows(Inputs.profile), daysPart]
    case .daysRemaining: [agreed, daysPart]
    case .daysOverAllowance: [.rows(column("arrangement")), daysPart]
    case .daysOverdue: [.rows(Inputs.state + column("due_on"))]
    default: otherParts(metric)
    }
  }

  private func otherParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .advisersInPeriod: return [.value("\(measures.adviserIDs)", [Input(.days, in: .period)])]
    case .firstDayOn: return dateParts(\.first)
    case .lastDayOn: return dateParts(\.last)
    case .waitDays: return dateParts(\.first) + [.rows(column("requested_on"))]
    case .outcomesInPeriod: return [.rows([Input(.outcomes, in: .period, stage: .achieved)])]
    case .outcomesAchieved: return stageParts(.achieved)
    case .outcomesEnabling: return stageParts(.enabling)
    case .outcomesExpected: return stageParts(.expected)
    case .outcomesNotAchieved: return stageParts(.notAchieved)
    case .strands: return [.value("\(project.strands.count)", [Input(.strands)])]
    case .strandsCompleted: return [.rows([Input(.strands, ["completed_on"])])]
    case .rating, .feedback: return [.rows(Inputs.reviews)]
    case .boroughsReached:
      return [.rows([Input(.sharedPractice, in: .toDate)] + column("borough_code"))]
    default: return []
    }
  }

  private var daysPart: Part {
    .value("\(measures.daysToDate) \(measures.firstDayOn != nil)", Inputs.daysToDate)
  }

  private func daysPart(_ metric: Metric) -> Part {
    switch metric {
    case .daysInPeriod: .value("\(measures.daysInPeriod)", [Input(.days, in: .period)])
    case .daysYearToDate:
      .value("\(measures.daysYearToDate)", [Input(.days, in: .window(.yearToDate))])
    default: daysPart
    }
  }

  /// The rows of the period and those before it apart: only one of them need hold the day.
  private func dateParts(_ day: (DayTally) -> CalendarDay?) -> [Part] {
    [
      .value(
        "\(day(project.days(in: .period)) as CalendarDay?, default: "")",
        [Input(.days, in: .period)]),
      .value(
        "\(day(project.daysBefore) as CalendarDay?, default: "")", [Input(.days, in: .before)]),
    ]
  }

  private func stageParts(_ stage: Stage) -> [Part] {
    [
      .value(
        "\(project.outcomesInPeriod[stage])", [Input(.outcomes, in: .period, stage: stage)]),
      .value("\(project.outcomesBefore[stage])", [Input(.outcomes, in: .before, stage: stage)]),
    ]
  }
}

extension Seen {
  /// What the project gives to a figure of an adviser.
  func adviserParts(_ metric: Metric, _ adviser: Int64) -> [Part] {
    let tally = project.adviserDays.first { $0.window == .period && $0.adviserID == adviser }?.tally
    let rows = [Input(.days, in: .period, adviser: adviser)]
    let worked = Part.gate(tally != nil, rows)
    let sum = Part.value("\(tally?.days ?? .zero)", rows)
    let arrangement = commission.arrangement?.value
    func of(_ wanted: Arrangement?) -> [Part] {
      [worked, .gate(arrangement == wanted, column("arrangement")), sum]
    }
    switch metric {
    case .daysHost: return of(.host)
    case .daysCommissioned: return of(.commissioned)
    case .daysUrgent: return of(.urgent)
    case .daysBoard: return of(.board)
    case .daysUnrecorded: return of(nil)
    case .projectsWorked: return [worked]
    case .daysInPeriod, .utilisation: return [sum]
    default: return []
    }
  }

  /// To a figure of the borough with this key; `~` stands for all that are not listed.
  func boroughParts(_ metric: Metric, _ key: String) -> [Part] {
    if metric == .reach { return reachParts(key) }
    let code = commission.boroughCode.flatMap { listed.contains($0) ? Figure.encoded($0) : nil }
    return [.gate((code ?? "~") == key, column("borough_code")), scope] + sums(metric)
  }

  func groupParts(_ metric: Metric, _ key: String, _ column: String, _ value: Text?) -> [Part] {
    [.gate(Figure.encoded(value) == key, self.column(column)), scope] + sums(metric)
  }

  private func sums(_ metric: Metric) -> [Part] {
    switch metric {
    case .daysInPeriod:
      [.value("\(project.days(in: .period).days)", [Input(.days, in: .period)])]
    case .daysToDate: [.value("\(measures.daysToDate)", Inputs.daysToDate)]
    default: []
    }
  }

  private func reachParts(_ key: String) -> [Part] {
    let own = commission.boroughCode.map { Figure.encoded($0) } == key
    let way = own ? commission.way(frame.reportingEnd) : nil
    let isShared =
      !own && commission.boroughCode != nil
      && project.shares.contains { $0.boroughCode.map { Figure.encoded($0) } == key }
    return [
      .value(
        "\(way?.rawValue as Int?, default: "")",
        column("borough_code", "arrangement", "starts_on", "withdrawn_on")),
      .value("\(isShared)", [Input(.sharedPractice, in: .toDate)] + column("borough_code")),
    ]
  }

  /// Of one kind, in the window looked at.
  func kindParts(_ key: String, isNew: Bool) -> [Part] {
    func count(_ window: ComparisonSpan?) -> Int {
      project.achieved.reduce(0) {
        let isIt = Figure.encoded($1.kind) == key && (window ?? $1.window) == $1.window
        return $0 + (isIt ? $1.count : 0)
      }
    }
    // A kind stands in every span as soon as one of them has it.
    if isNew { return [.value("\(count(nil))", [Input(.outcomes, word: key, stage: .achieved)])] }
    return [
      .value("\(count(window))", [Input(.outcomes, in: place, word: key, stage: .achieved)])
    ]
  }
}

extension Seen {
  /// What the project gives to a figure of the programme.
  func programmeParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .projectsInScope: [scope]
    case .daysAgreedActive, .daysAgreedActiveUnknown:
      [scope, .gate(commission.state(at: frame.reportingEnd) == .active, Inputs.state), agreed]
    case .daysAgreedInScope: [scope, agreed]
    case .daysAgreedInScopeOpenEnded, .daysAgreedInScopeUnknown: [scope, unknownAgreed]
    case .daysDelivered: [.value("\(days)", [Input(.days, in: place)])]
    case .boroughsWithDays, .boroughsShare:
      [.gate(project.days(in: window).entries > 0, [Input(.days, in: place)]), boroughCode]
    case .utilisation: [.value(adviserDays, [Input(.days, in: place)])]
    case .waitDaysMedian: waits
    default: datedParts(metric)
    }
  }

  /// Figures of what is dated in a span, and of clients' reviews.
  private func datedParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .projectsStarted:
      let isWithdrawn = commission.withdrawnOn.map { $0 < commission.startsOn ?? $0 } ?? false
      return [
        .value(
          "\(span.contains(commission.startsOn) && !isWithdrawn)",
          column("starts_on", "withdrawn_on"))
      ]
    case .projectsCompleted:
      return [.value("\(span.contains(commission.completedOn))", column("completed_on"))]
    case .requestsReceived:
      return [.value("\(span.contains(commission.requestedOn))", column("requested_on"))]
    case .caseStudiesShared:
      return [.value("\(span.contains(commission.caseStudyOn))", column("case_study_on"))]
    case .caseStudiesDue:
      let isDue = commission.isCaseStudyDue(in: frame, after: thresholds.caseStudyDueDays)
      return [.value("\(isDue)", Inputs.state + column("case_study_on"))]
    case .outcomesInPeriod:
      let count = project.achieved(in: window)
      return [.value("\(count)", [Input(.outcomes, in: place, stage: .achieved)])]
    case .practiceShared:
      let count = project.shares.count { span.contains($0.sharedOn) }
      return [.value("\(count)", [Input(.sharedPractice, in: place)])]
    case .boroughsSharedWith:
      let codes = project.boroughsShared(in: span, listed: listed).sorted().map(\.string)
      return [.value("\(codes)", [Input(.sharedPractice, in: place)] + column("borough_code"))]
    default: return reviewParts(metric)
    }
  }

  private func reviewParts(_ metric: Metric) -> [Part] {
    let review = project.review
    switch metric {
    case .reviewsAsked: return [.value("\(span.contains(review?.askedOn))", Inputs.reviews)]
    case .reviewsReceived: return [.value("\(span.contains(review?.receivedOn))", Inputs.reviews)]
    case .projectsRated, .projectsWithFeedback:
      return [scope, .value(Feedback(review, before: frame.span.until).rawValue, Inputs.reviews)]
    case .responseRate:
      let isReceived = review?.receivedOn.map { $0 < frame.span.until } ?? false
      return [
        .gate(frame.period.twelveMonths.contains(review?.askedOn), Inputs.reviews),
        .value("\(isReceived)", Inputs.reviews),
      ]
    case .veryUsefulShare:
      return [
        .gate(frame.period.twelveMonths.contains(review?.receivedOn), Inputs.reviews),
        .value(review?.rating?.value?.rawValue ?? "", Inputs.reviews),
      ]
    default: return []
    }
  }

  private var unknownAgreed: Part {
    .value(
      "\(commission.daysAgreed == nil) \(commission.isOpenEnded)",
      column("days_agreed", "days_per_week", "due_on", "starts_on"))
  }

  private var boroughCode: Part {
    let code = commission.boroughCode.flatMap { listed.contains($0) ? $0.string : nil }
    return .value(code ?? "", column("borough_code"))
  }

  private var adviserDays: String {
    project.adviserDays.filter { $0.window == window }
      .sorted { $0.adviserID < $1.adviserID }
      .map { "\($0.adviserID) \($0.tally.days)" }.joined(separator: " ")
  }

  private var waits: [Part] {
    let first = [project.daysBefore.first, project.days(in: .period).first].compactMap(\.self).min()
    let wait = first.flatMap { first in commission.requestedOn.map { first - $0 } }
    return [
      .gate(span.contains(first), Inputs.daysToDate),
      .value("\(first as CalendarDay?, default: "")", Inputs.daysToDate),
      .value("\(wait as Int?, default: "")", Inputs.daysToDate + column("requested_on")),
    ]
  }
}
