import Facts
import Metrics
import Reports

extension Explainer {
  func boroughWorking() throws -> Working {
    if metric == .reach { return reachWorking() }
    return try groupWorking { commission in
      commission.boroughCode.flatMap { listed.contains($0) ? Figure.encoded($0) : nil } ?? "~"
    }
  }

  /// Projects in scope, or the days, of a borough, theme or arrangement.
  func groupWorking(_ group: (Commission) -> String) throws -> Working {
    let projects = programme.projects.filter {
      isInScope($0) && group($0.commission) == identity.key
    }
    switch metric {
    case .projects: return scopeWorking(projects)
    case .daysToDate: return try sum(.toDate, projects)
    default: return try sum(.window(.period), projects)
    }
  }

  private func sum(_ reach: DaySelection.Reach, _ projects: [Project]) throws -> Working {
    try days(DaySelection(reach: reach, projects: Set(projects.map(\.commission.id)))).working
  }

  private func reachWorking() -> Working {
    let own = programme.projects.filter { project in
      project.commission.boroughCode.map { Figure.encoded($0) } == identity.key
    }
    let ways = own.compactMap { $0.commission.way(frame.asOf) }
    let shares = programme.projects.flatMap { project -> [(Project, SharedPractice)] in
      guard let code = project.commission.boroughCode, Figure.encoded(code) != identity.key else {
        return []
      }
      return project.shares.filter { $0.boroughCode.map { Figure.encoded($0) } == identity.key }
        .map { (project, $0) }
    }
    let blocks = [
      block(
        "The borough's commissions among those read", own,
        [
          "arrangement": { printed($0.commission.arrangement?.text) },
          "starts_on": { printed($0.commission.startsOn) },
          "withdrawn_on": { printed($0.commission.withdrawnOn) },
          "counts as": { project in project.commission.way(frame.asOf).map { "\($0)" } ?? "-" },
        ]),
      Working.Block(
        title: "Practice of other boroughs' projects shared with it",
        listing: Listing(
          ["shared_on", "project"], shares.map { ["\($0.1.sharedOn)", key($0.0)] })),
    ]
    let reach: Reach =
      ways.contains(.host)
      ? .host : !ways.isEmpty ? .commissioned : shares.isEmpty ? .notReached : .sharedWith
    return Working(
      reach.rawValue, blocks: blocks,
      steps: ["the first that holds: host, commissioned, shared with, not reached"])
  }
}
