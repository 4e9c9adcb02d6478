import Facts
import Metrics

extension Explainer {
  func agreedWorking(_ project: Project) -> Working {
    let first = project.commission.daysAgreed
    guard metric == .daysAgreed else {
      return first.map { Working("\($0)", steps: ["days_agreed of the commission: \($0)"]) }
        ?? .unknown("days_agreed of the commission is not recorded")
    }
    let block = variationBlock(project)
    guard let agreed = project.daysAgreed(before: frame.span.until), let first else {
      return .unknown("days_agreed of the commission is not recorded", blocks: [block])
    }
    return Working(
      "\(agreed)", blocks: [block], steps: [agreedStep(project, first, agreed)])
  }

  private func agreedStep(_ project: Project, _ first: Days, _ agreed: Days) -> String {
    let changes = project.variations.filter { $0.agreedOn < frame.span.until }
    guard !changes.isEmpty else { return "days agreed: \(first) first agreed" }
    let sum = changes.map {
      $0.daysChange < .zero ? "− \(Days.zero - $0.daysChange)" : "+ \($0.daysChange)"
    }
    return "days agreed: \(first) first agreed \(sum.joined(separator: " ")) = \(agreed)"
  }

  private func variationBlock(_ project: Project) -> Working.Block {
    Working.Block(
      title: "Variations (those agreed before \(frame.span.until) count)",
      listing: Listing(
        ["variation_no", "agreed_on", "days_change"],
        project.variations.map { ["\($0.number)", "\($0.agreedOn)", "\($0.daysChange)"] }))
  }

  func profileWorking(_ project: Project) -> Working {
    let commission = project.commission
    guard let startsOn = commission.startsOn else {
      return .unknown("starts_on is not recorded")
    }
    if let first = commission.daysAgreed, let due = commission.plannedLastDay,
      let agreed = project.daysAgreed(before: frame.span.until)
    {
      return planWorking(
        project, agreed, Span(from: startsOn, until: due.next),
        [agreedStep(project, first, agreed)])
    }
    guard let rate = commission.daysPerWeek else {
      return .unknown(
        "there are no days agreed with a planned end, and days_per_week is not recorded")
    }
    let ends = [commission.completedOn, commission.withdrawnOn, commission.plannedLastDay]
      .compactMap { $0?.next }
    let end = (ends + [frame.asOf]).min() ?? frame.asOf
    let days = max(0, end - startsOn)
    let profiled = Fraction(rate.hundredths * Int64(days), over: 7)?.rounded(to: 0).mantissa ?? 0
    return Working(
      "\(Days(hundredths: profiled))",
      steps: ["\(rate) days a week × \(days) days from \(startsOn) to \(end.previous) / 7"])
  }

  private func planWorking(
    _ project: Project, _ agreed: Days, _ whole: Span, _ steps: [String]
  ) -> Working {
    let strands = project.strands.compactMap { strand -> Span? in
      guard let from = strand.startsOn, let due = strand.dueOn, from <= due else { return nil }
      return Span(from: from, until: due.next)
    }
    let isByStrand = !strands.isEmpty && strands.count == project.strands.count
    let planned = isByStrand ? Span.merged(strands) : [whole]
    let over = planned.reduce(0) { $0 + max(0, min(frame.asOf, $1.until) - $1.from) }
    let length = planned.reduce(0) { $0 + $1.length }
    guard
      let share = Fraction(agreed.hundredths * Int64(over), over: Int64(length))
    else { return .unknown("the plan has no day") }
    let block = Working.Block(
      title: isByStrand ? "Days covered by strands" : "Planned days",
      listing: Listing(
        ["from", "to", "days", "over before \(frame.asOf)"],
        planned.map {
          [
            "\($0.from)", "\($0.lastDay)", "\($0.length)",
            "\(max(0, min(frame.asOf, $0.until) - $0.from))",
          ]
        }))
    return Working(
      "\(Days(hundredths: share.rounded(to: 0).mantissa))", blocks: [block],
      steps: steps + ["\(agreed) days agreed × \(over) / \(length) planned days"])
  }

  /// Days to date against what they are measured by.
  func balanceWorking(_ project: Project) throws -> Working {
    let sum = try days(.init(reach: .toDate, projects: [project.commission.id]))
    let toDate = sum.total.days
    var working = sum.working
    switch metric {
    case .daysAhead:
      let profile = profileWorking(project)
      guard case .value(let profiled) = profile.answer, let days = Days(profiled) else {
        return Working(profile.answer, blocks: sum.blocks, steps: sum.steps)
      }
      working.blocks += profile.blocks
      working.steps += profile.steps.map { "profile: \($0)" }
      working.steps.append("\(toDate) days to date − \(days) days profiled")
      working.answer = .value("\(toDate - days)")
    case .daysRemaining:
      guard let first = project.commission.daysAgreed,
        let agreed = project.daysAgreed(before: frame.span.until)
      else { return .unknown("days_agreed of the commission is not recorded", blocks: sum.blocks) }
      working.steps += [
        agreedStep(project, first, agreed), "\(agreed) days agreed − \(toDate) days to date",
      ]
      working.answer = .value("\(agreed - toDate)")
    default: return allowanceWorking(project, sum)
    }
    return working
  }

  private func allowanceWorking(_ project: Project, _ sum: DaySum) -> Working {
    guard let free = thresholds.freeDays else {
      return .notApplicable("the job sets no free days", blocks: sum.blocks)
    }
    guard let arrangement = project.commission.arrangement?.value else {
      return .unknown("arrangement is not recorded, or unknown", blocks: sum.blocks)
    }
    guard arrangement == .commissioned || arrangement == .urgent else {
      return .notApplicable(
        "work by arrangement \(arrangement.rawValue) has no allowance", blocks: sum.blocks)
    }
    var working = sum.working
    working.steps.append("\(sum.total.days) days to date − \(free) free days, not below 0")
    working.answer = .value("\(max(.zero, sum.total.days - free))")
    return working
  }
}
