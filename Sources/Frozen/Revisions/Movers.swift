import Facts
import Metrics
import Reports

/// Finds the rows that moved a figure between two issues of one period.
struct Movers {
  let old: Side
  let new: Side
  private let byCommission: [Int64: [RowChange]]
  /// Of advisers, bank holidays and boroughs.
  private let ofLists: [RowChange]

  /// What one issue knows.
  struct Side {
    let issue: IssueSource
    let projects: [Int64: Project]
    let commissions: [String: Int64]
    let listed: Set<Text>

    init(_ issue: IssueSource, _ programme: Programme) {
      self.issue = issue
      projects = programme.byCommission
      listed = programme.listedBoroughs
      let keys = ProjectKeys(programme)
      commissions = Dictionary(
        projects.keys.map { (keys[$0], $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  init(_ old: IssueSource, _ new: IssueSource) throws {
    let (was, now) = (try old.programme(), try new.programme())
    self.old = Side(old, was)
    self.new = Side(new, now)
    let changes =
      try EntryChanges.find(old, new) + RecordChanges.find(was, now, new.horizon)
    byCommission = Dictionary(grouping: changes.filter { $0.commission != nil }) {
      $0.commission ?? 0
    }
    ofLists = changes.filter { $0.commission == nil }
  }

  /// - Parameter isNew: only one of the issues has the figure.
  func rows(_ identity: FigureIdentity, _ metric: Metric, isNew: Bool) -> [RowChange] {
    guard let view = View(identity.span, new.issue.horizon) else { return [] }
    let question = Question(identity: identity, metric: metric, isNew: isNew)
    var found = ofLists.filter { question.isMoved(by: $0, view) }
    for id in commissions(question) {
      let inputs = Part.inputs(
        differing: question.parts(old.seen(id, view)), question.parts(new.seen(id, view)))
      found += (byCommission[id] ?? []).filter { change in inputs.contains { $0.holds(change) } }
    }
    return found
  }

  /// Those whose rows changed, and of a project's figure only its own.
  private func commissions(_ question: Question) -> [Int64] {
    guard question.identity.grain == .project else { return Array(byCommission.keys) }
    let key = question.identity.key
    return Set([old.commissions[key], new.commissions[key]].compactMap(\.self))
      .filter { byCommission[$0] != nil }
  }
}

extension Movers.Side {
  /// A commission that the issue does not know is one of which nothing is recorded.
  fileprivate func seen(_ id: Int64, _ view: View) -> Seen {
    let frame =
      issue.horizon.frames.first { $0.window == view.window } ?? Frame(issue.horizon)
    return Seen(
      project: projects[id] ?? Project(Commission(id: id)), frame: frame, span: view.span,
      window: view.window, thresholds: issue.manifest.thresholds, listed: listed)
  }
}

/// Which days a figure's span stands for.
struct View {
  let window: Window
  let span: Span

  /// nil for a span that is none of the horizon's.
  init?(_ name: String, _ horizon: Horizon) {
    let period = horizon.period
    let frame = horizon.frames.first {
      [$0.period.name, $0.period.toDateName, $0.period.twelveMonthsName].contains(name)
    }
    if let frame {
      (window, span) = (frame.window, frame.span)
    } else if name == period.yearToDateName {
      (window, span) = (.yearToDate, horizon.yearToDate)
    } else {
      return nil
    }
  }
}
