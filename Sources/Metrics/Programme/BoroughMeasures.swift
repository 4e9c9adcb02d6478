package import Facts

/// How the programme reaches a borough. See `Metric.reach`.
package enum Reach: String, CaseIterable, Sendable {
  case host, commissioned
  case sharedWith = "shared with"
  case notReached = "not reached"
}

/// What was done for one borough; `borough` is nil for what belongs to no listed one.
package struct BoroughMeasures: Hashable, Sendable {
  package let borough: Borough?
  package let reach: Reach?
  package var projects = 0
  package var daysInPeriod = Days.zero
  package var daysToDate = Days.zero

  fileprivate mutating func add(_ project: ProjectMeasures) {
    projects += 1
    daysInPeriod += project.daysInPeriod
    daysToDate += project.daysToDate
  }
}

extension Programme {
  package var listedBoroughs: Set<Text> { Set(boroughs.map(\.code)) }

  fileprivate var reachByBorough: [Text: Reach] {
    var best: [Text: ReachWitness.Way] = [:]
    for witness in reach {
      best[witness.boroughCode] = min(best[witness.boroughCode] ?? witness.way, witness.way)
    }
    return best.mapValues { way in
      switch way {
      case .host: .host
      case .commissioned: .commissioned
      case .sharedWith: .sharedWith
      }
    }
  }
}

/// Boroughs while projects are added to them.
struct BoroughGroups {
  private let boroughs: [Borough]
  private var listed: [Text: BoroughMeasures]
  private var rest = BoroughMeasures(borough: nil, reach: nil)

  init(_ programme: Programme) {
    boroughs = programme.boroughs
    let reached = programme.reachByBorough
    listed = Dictionary(
      uniqueKeysWithValues: boroughs.map {
        ($0.code, BoroughMeasures(borough: $0, reach: reached[$0.code] ?? .notReached))
      })
  }

  mutating func add(_ project: ProjectMeasures) {
    let added: Void? = project.commission.boroughCode.flatMap { listed[$0]?.add(project) }
    if added == nil { rest.add(project) }
  }

  /// Every listed borough by name and code, then the rest where there is any.
  var ordered: [BoroughMeasures] {
    let ordered = boroughs.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
      .compactMap { listed[$0.code] }
    return rest.projects > 0 ? ordered + [rest] : ordered
  }
}
