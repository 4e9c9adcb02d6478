import Facts
import Metrics

/// What lies outside the period, where two issues differ in its sums: the rows themselves stand in neither.
enum SumChanges {
  static func find(_ old: Project?, _ new: Project?, _ horizon: Horizon) -> [RowChange] {
    guard let id = (new ?? old)?.commission.id else { return [] }
    let was = old ?? Project(Commission(id: id))
    let now = new ?? Project(Commission(id: id))
    return days(was, now, id) + outcomes(was, now, id)
  }

  private static func days(_ was: Project, _ now: Project, _ id: Int64) -> [RowChange] {
    var changes: [RowChange] = []
    if was.daysBefore != now.daysBefore {
      var change = RowChange(.days, .earlier, ["commission_id": "\(id)"])
      change.commission = id
      change.places = [.before, .toDate]
      changes.append(change)
    }
    let (old, new) = (sums(was), sums(now))
    for key in Set(old.keys).union(new.keys) where old[key] != new[key] {
      var change = RowChange(
        .days, .earlier, ["commission_id": "\(id)", "adviser_id": "\(key.adviser)"])
      change.commission = id
      change.adviser = key.adviser
      change.places = [.window(key.window)]
      changes.append(change)
    }
    return changes
  }

  private static func outcomes(_ was: Project, _ now: Project, _ id: Int64) -> [RowChange] {
    var changes: [RowChange] = []
    func add(_ places: Set<RowChange.Place>, _ stages: Set<Stage>, _ words: Set<String>) {
      var change = RowChange(.outcomes, .earlier, ["commission_id": "\(id)"])
      change.commission = id
      (change.places, change.stages, change.words) = (places, stages, words)
      changes.append(change)
    }
    let stages = Set(
      Stage.allCases.filter { was.outcomesBefore[$0] != now.outcomesBefore[$0] })
    if !stages.isEmpty { add([.before, .toDate], stages, []) }
    let (old, new) = (counts(was), counts(now))
    for key in Set(old.keys).union(new.keys) where old[key] ?? 0 != new[key] ?? 0 {
      add([.window(key.window)], [.achieved], [key.kind])
    }
    return changes
  }

  private struct DaySum: Hashable {
    let window: Window
    let adviser: Int64
  }

  private static func sums(_ project: Project) -> [DaySum: DayTally] {
    Dictionary(
      project.adviserDays.filter { $0.window != .period }
        .map { (DaySum(window: $0.window, adviser: $0.adviserID), $0.tally) },
      uniquingKeysWith: { first, _ in first })
  }

  private struct OutcomeSum: Hashable {
    let window: Window
    let kind: String
  }

  /// Of the year to date, only what the period does not hold; where the period crosses a year's end, that may be below zero,
  /// and two issues still compare.
  private static func counts(_ project: Project) -> [OutcomeSum: Int] {
    var counts: [OutcomeSum: Int] = [:]
    for item in project.achieved {
      let kind = Figure.encoded(item.kind)
      if item.window == .period {
        counts[OutcomeSum(window: .yearToDate, kind: kind), default: 0] -= item.count
      } else {
        counts[OutcomeSum(window: item.window, kind: kind), default: 0] += item.count
      }
    }
    return counts
  }
}

extension StageCounts {
  subscript(stage: Stage) -> Int {
    switch stage {
    case .achieved: achieved
    case .enabling: enabling
    case .expected: expected
    case .notAchieved: notAchieved
    }
  }
}
