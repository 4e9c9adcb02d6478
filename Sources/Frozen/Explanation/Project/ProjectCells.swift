import Facts
import Metrics

extension Explainer {
  func measures(_ project: Project) -> ProjectMeasures {
    ProjectMeasures(project, in: frame, thresholds, boroughs: listed)
  }

  func projectWorking(_ project: Project) throws -> Working {
    let only: Set<Int64> = [project.commission.id]
    switch metric {
    case .daysInPeriod: return try days(.init(reach: .window(.period), projects: only)).working
    case .daysYearToDate:
      return try days(.init(reach: .window(.yearToDate), projects: only)).working
    case .daysToDate: return try days(.init(reach: .toDate, projects: only)).working
    case .daysAgreedOriginally, .daysAgreed: return agreedWorking(project)
    case .daysProfiled: return profileWorking(project)
    case .daysAhead, .daysRemaining, .daysOverAllowance: return try balanceWorking(project)
    case .state, .progress, .daysOverdue: return statusWorking(project)
    case .rating, .feedback: return feedbackWorking(project)
    default: return try rowsWorking(project)
    }
  }

  private func rowsWorking(_ project: Project) throws -> Working {
    let only: Set<Int64> = [project.commission.id]
    switch metric {
    case .advisersInPeriod:
      let sum = try days(.init(reach: .window(.period), projects: only))
      let ids = sum.advisers.sorted().map(String.init).joined(separator: ", ")
      return Working(
        "\(sum.advisers.count)", blocks: sum.blocks,
        steps: ["different advisers: \(sum.advisers.isEmpty ? "none" : ids)"])
    case .firstDayOn, .lastDayOn, .waitDays:
      return datesWorking(project, try days(.init(reach: .toDate, projects: only)))
    case .outcomesInPeriod: return try outcomesWorking(project: project)
    case .outcomesAchieved: return try stageWorking(project, .achieved)
    case .outcomesEnabling: return try stageWorking(project, .enabling)
    case .outcomesExpected: return try stageWorking(project, .expected)
    case .outcomesNotAchieved: return try stageWorking(project, .notAchieved)
    case .strands, .strandsCompleted: return strandsWorking(project)
    case .boroughsReached: return reachedWorking(project)
    default: return .unknown("this program has no such figure")
    }
  }

  private func datesWorking(_ project: Project, _ sum: DaySum) -> Working {
    guard let first = sum.total.first, let last = sum.total.last else {
      return .notApplicable("there is no day entry to date", blocks: sum.blocks)
    }
    switch metric {
    case .firstDayOn:
      return Working("\(first)", blocks: sum.blocks, steps: ["the earliest of these dates"])
    case .lastDayOn:
      return Working("\(last)", blocks: sum.blocks, steps: ["the latest of these dates"])
    default:
      guard let requested = project.commission.requestedOn else {
        return .unknown("requested_on is not recorded", blocks: sum.blocks)
      }
      return Working(
        "\(first - requested)", blocks: sum.blocks,
        steps: ["first day \(first) − requested on \(requested), in calendar days"])
    }
  }

  private func strandsWorking(_ project: Project) -> Working {
    let block = strandBlock(project)
    guard metric == .strandsCompleted else {
      return Working(
        "\(project.strands.count)", blocks: [block], steps: ["\(project.strands.count) strands"])
    }
    let count = measures(project).strandsCompleted
    return Working(
      "\(count)", blocks: [block], steps: ["\(count) completed before \(frame.asOf)"])
  }

  func strandBlock(_ project: Project) -> Working.Block {
    Working.Block(
      title: "Strands",
      listing: Listing(
        ["strand_no", "starts_on", "due_on", "completed_on"],
        project.strands.map {
          ["\($0.number)", printed($0.startsOn), printed($0.dueOn), printed($0.completedOn)]
        }))
  }

  private func reachedWorking(_ project: Project) -> Working {
    let codes = project.boroughsShared(in: nil, listed: listed).sorted().map(\.string)
    let block = Working.Block(
      title: "Practice shared to date",
      listing: Listing(
        ["share_no", "shared_on", "shared with"],
        project.shares.map {
          ["\($0.number)", "\($0.sharedOn)", $0.boroughCode?.string ?? "a wider audience"]
        }))
    return Working(
      "\(codes.count)", blocks: [block],
      steps: [
        "listed boroughs, each once, its own (\(printed(project.commission.boroughCode))) left out: "
          + (codes.isEmpty ? "none" : codes.joined(separator: ", "))
      ])
  }
}
