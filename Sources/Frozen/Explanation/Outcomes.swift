import Facts
import Metrics
import Reports

extension Explainer {
  /// Outcomes at stage achieved in the span looked at; of one kind, or of one project.
  func outcomesWorking(kind: String? = nil, project only: Project? = nil) throws -> Working {
    func isIt(_ id: Int64, _ found: Text?) -> Bool {
      (kind.map { Figure.encoded(found) == $0 } ?? true)
        && (only.map { $0.commission.id == id } ?? true)
    }
    guard view.window == .period else { return outcomeTotals(isIt) }
    let rows = try outcomeRows { outcome in
      outcome.stage?.value == .achieved && isIt(outcome.commissionID, outcome.kind)
    }
    return Working(
      "\(rows.count)", blocks: [outcomeBlock("Outcomes achieved in the period", rows)],
      steps: ["\(rows.count) outcomes at stage achieved"])
  }

  /// What of a stage was seen to date.
  func stageWorking(_ project: Project, _ stage: Stage) throws -> Working {
    let rows = try outcomeRows {
      $0.commissionID == project.commission.id && $0.stage?.value == stage
    }
    let before = project.outcomesBefore[stage]
    let title = "Outcomes at stage \(stage.rawValue) observed in the period"
    return Working(
      "\(rows.count + before)", blocks: [outcomeBlock(title, rows)],
      steps: ["\(rows.count) in the period + \(before) before it"])
  }

  private func outcomeRows(_ isIncluded: (Outcome) -> Bool) throws -> [Outcome] {
    var rows: [Outcome] = []
    try FrozenEntries.outcomes(issue.files).forEach { outcome in
      if byCommission[outcome.commissionID] != nil, isIncluded(outcome) { rows.append(outcome) }
    }
    return rows
  }

  private func outcomeBlock(_ title: String, _ rows: [Outcome]) -> Working.Block {
    Working.Block(
      title: title,
      listing: Listing(
        ["observed_on", "project", "outcome_no", "kind", "stage"],
        rows.map {
          [
            $0.observedOn.description, issue.keys[$0.commissionID], String($0.number),
            printed($0.kind), printed($0.stage?.text),
          ]
        }))
  }

  private func outcomeTotals(_ isIt: (Int64, Text?) -> Bool) -> Working {
    var rows: [[String]] = []
    var total = 0
    for project in programme.projects {
      for item in project.achieved
      where item.window == view.window && isIt(project.commission.id, item.kind) {
        total += item.count
        rows.append([key(project), printed(item.kind), String(item.count)])
      }
    }
    let title = "Outcomes achieved, \(view.span.written)"
    return Working(
      "\(total)",
      blocks: [.init(title: title, listing: Listing(["project", "kind", "outcomes"], rows))],
      steps: ["\(total) outcomes at stage achieved"])
  }
}
