import Core

/// What a figure is, which rows it comes from, and the arithmetic down to the printed number: from the frozen files alone.
package struct Explanation {
  /// For a terminal; the last line is the printed value, `= 57.00`.
  package let lines: [String]
  /// What the frozen rows come to; the printed value when the issue is sound.
  package let computed: String
  package let printed: String

  package var agrees: Bool { Text(computed) == Text(printed) }

  /// - Returns: nil for a figure the issue does not have.
  package static func of(_ name: String, in issue: SavedIssue) throws -> Explanation? {
    guard let figure = issue.figures[name], let metric = Catalogue.metric(figure.identity.metric),
      let explainer = Explainer(issue, figure.identity, metric)
    else { return nil }
    let working = try explainer.working()
    return Explanation(
      figure, metric, working, issue, Self.spanWords(explainer, figure.identity.span))
  }

  private init(
    _ figure: SavedFigure, _ metric: Metric, _ working: Derivation, _ issue: SavedIssue,
    _ span: String
  ) {
    printed = figure.value.isEmpty ? figure.words : figure.value
    computed = working.answer.words
    let manifest = issue.manifest
    let status = figure.status ?? (manifest.isPartial ? .provisional : nil)
    var lines = [
      figure.identity.description,
      "\(metric.title), \(span)",
      "Issue \(manifest.name), \(status?.rawValue ?? manifest.status), data read \(manifest.snapshot)",
      "",
    ]
    lines += Self.wrapped(
      "\(metric.definition) (Definition version \(manifest.definitionVersions[metric.id] ?? 1).)")
    if manifest.definitionVersions[metric.id] != metric.version {
      lines += Self.wrapped("The issue counted by another version than the definition above.")
    }
    for block in working.blocks { lines += [""] + block.lines }
    lines += [""] + working.steps.map(PaperText.cleaned)
    if let reason = working.answer.reason { lines.append(reason) }
    if computed != printed {
      lines += [
        "THE FROZEN ROWS COME TO \(computed), but the issue printed \(printed): its files are not as issued,",
        "or its program counted otherwise.",
      ]
    }
    self.lines = lines + ["= \(PaperText.cleaned(printed))"]
  }

  private static func spanWords(_ explainer: Explainer, _ name: String) -> String {
    let period = explainer.frame.period
    if name == period.toDateName { return "to \(period.span.lastDay.written)" }
    if name == period.twelveMonthsName { return period.twelveMonths.written }
    return explainer.view.span.written
  }

  /// Lines of at most 78 characters, broken at spaces, two spaces in.
  static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = " "
    for word in text.split(separator: " ") {
      if line.count + word.count + 1 > 78, line != " " {
        lines.append(line)
        line = " "
      }
      line += " \(word)"
    }
    return lines + [line]
  }
}

/// How a figure is worked out.
struct Derivation {
  /// Rows under a heading.
  struct Block {
    let title: String
    let listing: Listing

    var lines: [String] {
      listing.rows.isEmpty ? ["\(title): none"] : ["\(title):"] + listing.lines(indent: "  ")
    }
  }

  enum Answer {
    case value(String)
    case none(FigureStatus, because: String)

    /// As figures are printed: the value, or why there is none.
    var words: String {
      switch self {
      case .value(let value): value
      case .none(let status, _): status.rawValue
      }
    }

    var reason: String? {
      if case .none(_, let because) = self { because } else { nil }
    }
  }

  var blocks: [Block] = []
  var steps: [String] = []
  var answer: Answer

  init(_ answer: Answer, blocks: [Block] = [], steps: [String] = []) {
    self.answer = answer
    self.blocks = blocks
    self.steps = steps
  }

  init(_ value: String, blocks: [Block] = [], steps: [String] = []) {
    self.init(.value(value), blocks: blocks, steps: steps)
  }

  static func unknown(_ because: String, blocks: [Block] = []) -> Derivation {
    Derivation(.none(.unknown, because: "Unknown: \(because)."), blocks: blocks)
  }

  static func notApplicable(_ because: String, blocks: [Block] = []) -> Derivation {
    Derivation(.none(.notApplicable, because: "Not applicable: \(because)."), blocks: blocks)
  }
}

/// Works out one figure of an issue from its frozen rows.
struct Explainer {
  let issue: SavedIssue
  let identity: FigureIdentity
  let metric: Metric
  let view: View
  let frame: MeasuringPeriod
  let byCommission: [Int64: Project]
  let listed: Set<Text>

  /// nil for a span that is none of the issue's.
  init?(_ issue: SavedIssue, _ identity: FigureIdentity, _ metric: Metric) {
    guard let view = View(identity.span, issue.context) else { return nil }
    self.issue = issue
    self.identity = identity
    self.metric = metric
    self.view = view
    frame =
      issue.context.frames.first { $0.window == view.window } ?? MeasuringPeriod(issue.context)
    byCommission = issue.programme.byCommission
    listed = issue.programme.listedBoroughs
  }

  var programme: Programme { issue.programme }
  var period: Period { issue.context.period }
  var thresholds: Thresholds { issue.manifest.thresholds }

  func working() throws -> Derivation {
    if !programme.isApplicable(frame) {
      return .notApplicable("the span ends before anybody was appointed")
    }
    switch identity.grain {
    case .programme: return try programmeDerivation()
    case .project:
      guard let project = programme.projects.first(where: { key($0) == identity.key }) else {
        return .unknown("evidence/commissions.csv has no such project")
      }
      return try projectDerivation(project)
    case .adviser: return try adviserDerivation()
    case .borough: return try boroughDerivation()
    case .theme: return try groupDerivation { Figure.encoded($0.theme) }
    case .arrangement:
      return try groupDerivation {
        Figure.encoded($0.arrangement?.value.map { Text($0.rawValue) })
      }
    case .activity, .month: return try daysDerivation()
    case .kind: return try outcomesDerivation(kind: identity.key)
    }
  }

  /// As identities name it.
  func key(_ project: Project) -> String { issue.keys[project.commission.id] }

  func isInScope(_ project: Project) -> Bool { project.isInScope(of: frame) }

  /// Projects, each with what it is listed for.
  func block(
    _ title: String, _ projects: [Project], _ columns: KeyValuePairs<String, (Project) -> String>
  ) -> Derivation.Block {
    Derivation.Block(
      title: title,
      listing: Listing(
        ["project"] + columns.map(\.key),
        projects.map { project in [key(project)] + columns.map { $0.value(project) } }))
  }

  /// How many projects there are.
  func count(
    _ title: String, _ projects: [Project], _ columns: KeyValuePairs<String, (Project) -> String>
  ) -> Derivation {
    Derivation(
      "\(projects.count)", blocks: [block(title, projects, columns)],
      steps: ["\(projects.count) of \(programme.projects.count) commissions read"])
  }
}

/// A day as a column prints it.
func printed(_ day: CalendarDay?) -> String { day?.description ?? "not recorded" }
func printed(_ days: Days?) -> String { days?.description ?? "not recorded" }
func printed(_ text: Text?) -> String { text?.string ?? "not recorded" }
