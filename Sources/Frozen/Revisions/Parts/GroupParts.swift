import Facts
import Metrics

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
    let way = own ? commission.way(frame.asOf) : nil
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
    func count(_ window: Window?) -> Int {
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
