import Facts
import Metrics

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
  let frame: Frame
  let span: Span
  let window: Window
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
