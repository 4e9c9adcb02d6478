import Facts
import Metrics
import Reports

extension Explainer {
  func adviserWorking() throws -> Working {
    guard let id = Int64(identity.key),
      let measures = programme.adviserMeasures(in: frame).first(where: { $0.adviser.id == id })
    else { return .unknown("evidence/advisers.csv has no such adviser") }
    switch metric {
    case .capacityDays: return capacityWorking(measures)
    case .utilisation: return try adviserUtilisation(measures)
    case .projectsWorked:
      let sum = try days(DaySelection(reach: .window(.period), adviser: id))
      return Working(
        "\(sum.commissions.count)", blocks: sum.blocks,
        steps: ["\(sum.commissions.count) different projects among them"])
    default:
      var selection = DaySelection(reach: .window(.period), adviser: id)
      if let kept = arrangements {
        selection.projects = Set(
          programme.projects.lazy.filter { kept($0.commission.arrangement?.value) }
            .map(\.commission.id))
      }
      return try days(selection).working
    }
  }

  /// Which commissions a split by arrangement counts; nil for all.
  private var arrangements: ((Arrangement?) -> Bool)? {
    switch metric {
    case .daysHost: { $0 == .host }
    case .daysCommissioned: { $0 == .commissioned }
    case .daysUrgent: { $0 == .urgent }
    case .daysBoard: { $0 == .board }
    case .daysUnrecorded: { $0 == nil }
    default: nil
    }
  }

  /// The days of the span that are over.
  private var reported: Span {
    Span(from: frame.span.from, until: min(frame.asOf, frame.span.until))
  }

  private func capacityWorking(_ measures: AdviserMeasures) -> Working {
    Working(
      "\(measures.capacity.days)", blocks: [posts([measures]), holidays],
      steps: [capacityStep(measures)])
  }

  private func capacityStep(_ measures: AdviserMeasures) -> String {
    "\(measures.capacity.workingDays) working days × \(measures.adviser.daysPerWeek) days a week / 5 "
      + "= \(measures.capacity.days)"
  }

  private func adviserUtilisation(_ measures: AdviserMeasures) throws -> Working {
    let sum = try days(DaySelection(reach: .window(.period), adviser: measures.adviser.id))
    let blocks = sum.blocks + [posts([measures]), holidays]
    guard
      let fraction = Fraction(
        sum.total.days.hundredths * 5, over: measures.capacity.weekHundredths)
    else { return .notApplicable("the adviser's capacity is 0", blocks: blocks) }
    return Working(
      "\(fraction.rounded(to: 4))", blocks: blocks,
      steps: [
        "capacity: " + capacityStep(measures),
        "\(sum.total.days) days / \(measures.capacity.days) days of capacity, unrounded",
      ])
  }

  func utilisationWorking() -> Working {
    let all = programme.adviserMeasures(in: frame)
    let days = all.reduce(Days.zero) { $0 + $1.daysInPeriod }
    let weeks = all.reduce(0) { $0 + $1.capacity.weekHundredths }
    let blocks = [posts(all), holidays]
    guard let fraction = Fraction(days.hundredths * 5, over: weeks) else {
      return .notApplicable("the advisers' capacity is 0", blocks: blocks)
    }
    let capacity = Fraction(weeks, over: 500)?.rounded(to: 2).description ?? ""
    return Working(
      "\(fraction.rounded(to: 4))", blocks: blocks,
      steps: ["\(days) days / \(capacity) days of capacity, unrounded"])
  }

  private func posts(_ all: [AdviserMeasures]) -> Working.Block {
    Working.Block(
      title: "Advisers in post, or with days, \(reported.written)",
      listing: Listing(
        [
          "adviser_id", "appointed_on", "left_on", "working days", "days_per_week", "capacity",
          "days",
        ],
        all.map {
          [
            String($0.adviser.id), printed($0.adviser.appointedOn),
            $0.adviser.leftOn?.description ?? "-", String($0.capacity.workingDays),
            $0.adviser.daysPerWeek.description, $0.capacity.days.description,
            $0.daysInPeriod.description,
          ]
        }))
  }

  private var holidays: Working.Block {
    let days = programme.bankHolidays.filter { reported.contains($0) && $0.weekday <= 5 }.sorted()
    return Working.Block(
      title: "Bank holidays on weekdays, which are no working days",
      listing: Listing(["holiday_on"], days.map { [$0.description] }))
  }
}
