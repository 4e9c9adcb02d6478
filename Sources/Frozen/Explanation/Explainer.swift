import Facts
import Metrics
import Reports

/// Works out one figure of an issue from its frozen rows.
struct Explainer {
  let issue: FrozenIssue
  let identity: FigureIdentity
  let metric: Metric
  let view: View
  let frame: Frame
  let byCommission: [Int64: Project]
  let listed: Set<Text>

  /// nil for a span that is none of the issue's.
  init?(_ issue: FrozenIssue, _ identity: FigureIdentity, _ metric: Metric) {
    guard let view = View(identity.span, issue.horizon) else { return nil }
    self.issue = issue
    self.identity = identity
    self.metric = metric
    self.view = view
    frame = issue.horizon.frames.first { $0.window == view.window } ?? Frame(issue.horizon)
    byCommission = issue.programme.byCommission
    listed = issue.programme.listedBoroughs
  }

  var programme: Programme { issue.programme }
  var period: Period { issue.horizon.period }
  var thresholds: Thresholds { issue.manifest.thresholds }

  func working() throws -> Working {
    if !programme.isApplicable(frame) {
      return .notApplicable("the span ends before anybody was appointed")
    }
    switch identity.grain {
    case .programme: return try programmeWorking()
    case .project:
      guard let project = programme.projects.first(where: { key($0) == identity.key }) else {
        return .unknown("evidence/commissions.csv has no such project")
      }
      return try projectWorking(project)
    case .adviser: return try adviserWorking()
    case .borough: return try boroughWorking()
    case .theme: return try groupWorking { Figure.encoded($0.theme) }
    case .arrangement:
      return try groupWorking {
        Figure.encoded($0.arrangement?.value.map { Text($0.rawValue) })
      }
    case .activity, .month: return try daysWorking()
    case .kind: return try outcomesWorking(kind: identity.key)
    }
  }

  /// As identities name it.
  func key(_ project: Project) -> String { issue.keys[project.commission.id] }

  func isInScope(_ project: Project) -> Bool { project.isInScope(of: frame) }

  /// Projects, each with what it is listed for.
  func block(
    _ title: String, _ projects: [Project], _ columns: KeyValuePairs<String, (Project) -> String>
  ) -> Working.Block {
    Working.Block(
      title: title,
      listing: Listing(
        ["project"] + columns.map(\.key),
        projects.map { project in [key(project)] + columns.map { $0.value(project) } }))
  }

  /// How many projects there are.
  func count(
    _ title: String, _ projects: [Project], _ columns: KeyValuePairs<String, (Project) -> String>
  ) -> Working {
    Working(
      "\(projects.count)", blocks: [block(title, projects, columns)],
      steps: ["\(projects.count) of \(programme.projects.count) commissions read"])
  }
}

/// A day as a column prints it.
func printed(_ day: CalendarDay?) -> String { day?.description ?? "not recorded" }
func printed(_ days: Days?) -> String { days?.description ?? "not recorded" }
func printed(_ text: Text?) -> String { text?.string ?? "not recorded" }
