import Facts
import Metrics

extension Seen {
  /// What moves a figure of the project itself.
  func projectParts(_ metric: Metric) -> [Part] {
    [.rows(column("reference")), scope] + cellParts(metric)
  }

  private func cellParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .state: [.rows(Inputs.state)]
    case .progress: [daysPart] + [.rows(Inputs.state + Inputs.profile)]
    case .daysAgreedOriginally: [.rows(column("days_agreed"))]
    case .daysAgreed: [agreed]
    case .daysInPeriod, .daysYearToDate, .daysToDate: [daysPart(metric)]
    case .daysProfiled: [.rows(Inputs.profile)]
    case .daysAhead: [.rows(Inputs.profile), daysPart]
    case .daysRemaining: [agreed, daysPart]
    case .daysOverAllowance: [.rows(column("arrangement")), daysPart]
    case .daysOverdue: [.rows(Inputs.state + column("due_on"))]
    default: otherParts(metric)
    }
  }

  private func otherParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .advisersInPeriod: return [.value("\(measures.adviserIDs)", [Input(.days, in: .period)])]
    case .firstDayOn: return dateParts(\.first)
    case .lastDayOn: return dateParts(\.last)
    case .waitDays: return dateParts(\.first) + [.rows(column("requested_on"))]
    case .outcomesInPeriod: return [.rows([Input(.outcomes, in: .period, stage: .achieved)])]
    case .outcomesAchieved: return stageParts(.achieved)
    case .outcomesEnabling: return stageParts(.enabling)
    case .outcomesExpected: return stageParts(.expected)
    case .outcomesNotAchieved: return stageParts(.notAchieved)
    case .strands: return [.value("\(project.strands.count)", [Input(.strands)])]
    case .strandsCompleted: return [.rows([Input(.strands, ["completed_on"])])]
    case .rating, .feedback: return [.rows(Inputs.reviews)]
    case .boroughsReached:
      return [.rows([Input(.sharedPractice, in: .toDate)] + column("borough_code"))]
    default: return []
    }
  }

  private var daysPart: Part {
    .value("\(measures.daysToDate) \(measures.firstDayOn != nil)", Inputs.daysToDate)
  }

  private func daysPart(_ metric: Metric) -> Part {
    switch metric {
    case .daysInPeriod: .value("\(measures.daysInPeriod)", [Input(.days, in: .period)])
    case .daysYearToDate:
      .value("\(measures.daysYearToDate)", [Input(.days, in: .window(.yearToDate))])
    default: daysPart
    }
  }

  /// The rows of the period and those before it apart: only one of them need hold the day.
  private func dateParts(_ day: (DayTally) -> CalendarDay?) -> [Part] {
    [
      .value(
        "\(day(project.days(in: .period)) as CalendarDay?, default: "")",
        [Input(.days, in: .period)]),
      .value(
        "\(day(project.daysBefore) as CalendarDay?, default: "")", [Input(.days, in: .before)]),
    ]
  }

  private func stageParts(_ stage: Stage) -> [Part] {
    [
      .value(
        "\(project.outcomesInPeriod[stage])", [Input(.outcomes, in: .period, stage: stage)]),
      .value("\(project.outcomesBefore[stage])", [Input(.outcomes, in: .before, stage: stage)]),
    ]
  }
}
