import Facts
import Metrics
import Reports

/// A figure, asked what it is made of.
struct Question {
  let identity: FigureIdentity
  let metric: Metric
  /// Only one of two issues has the figure.
  let isNew: Bool

  func parts(_ seen: Seen) -> [Part] {
    let key = identity.key
    switch identity.grain {
    case .programme: return seen.programmeParts(metric)
    case .project: return seen.projectParts(metric)
    case .adviser: return Int64(key).map { seen.adviserParts(metric, $0) } ?? []
    case .borough: return seen.boroughParts(metric, key)
    case .theme: return seen.groupParts(metric, key, "theme", seen.commission.theme)
    case .arrangement:
      let word = seen.commission.arrangement?.value.map { Text($0.rawValue) }
      return seen.groupParts(metric, key, "arrangement", word)
    case .activity: return [.rows([Input(.days, in: .period, word: key)])]
    case .month: return [.rows([Input(.days, in: .period, month: key)])]
    case .kind: return seen.kindParts(key, isNew: isNew)
    }
  }

  /// Whether the row of a list, which belongs to no commission, moves the figure.
  func isMoved(by change: RowChange, _ view: View) -> Bool {
    switch change.relation {
    case .advisers: isMoved(byAdviser: change, view)
    case .bankHolidays: countsCapacity && (change.places.contains(view.place))
    case .boroughs: countsBoroughs && (identity.grain != .borough || isOf(change))
    default: false
    }
  }

  private func isMoved(byAdviser change: RowChange, _ view: View) -> Bool {
    if identity.grain == .adviser {
      return change.adviser.map { String($0) } == identity.key && (countsCapacity || isNew)
    }
    // The first appointment decides whether a comparison has anything to say.
    let isComparison = view.window == .previous || view.window == .lastYear
    return countsCapacity || isComparison && Input(.advisers, ["appointed_on"]).holds(change)
  }

  private func isOf(_ change: RowChange) -> Bool {
    change.words.contains(identity.key) || identity.key == "~"
  }

  private var countsCapacity: Bool { metric == .utilisation || metric == .capacityDays }

  private var countsBoroughs: Bool {
    identity.grain == .borough
      || [.boroughsWithDays, .boroughsShare, .boroughsSharedWith, .boroughsReached].contains(metric)
  }
}

extension View {
  var place: RowChange.Place { window == .period ? .period : .window(window) }
}
