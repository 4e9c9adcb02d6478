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

  mutating func add(_ project: borrowing ProjectMeasures) {
    projects += 1
    daysInPeriod += project.daysInPeriod
    daysToDate += project.daysToDate
  }
}

extension Programme {
  package var listedBoroughs: Set<Text> { Set(boroughs.map(\.code)) }

  /// Every listed borough by name and code, then the rest where there is any.
  func boroughMeasures(_ projects: [ProjectMeasures]) -> [BoroughMeasures] {
    let reached = reachByBorough
    var listed = Dictionary(
      uniqueKeysWithValues: boroughs.map {
        ($0.code, BoroughMeasures(borough: $0, reach: reached[$0.code] ?? .notReached))
      })
    var rest = BoroughMeasures(borough: nil, reach: nil)
    for index in projects.indices {
      let added: Void? = projects[index].commission.boroughCode.flatMap {
        listed[$0]?.add(projects[index])
      }
      if added == nil { rest.add(projects[index]) }
    }
    let ordered = boroughs.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
      .compactMap { listed[$0.code] }
    return rest.projects > 0 ? ordered + [rest] : ordered
  }

  private var reachByBorough: [Text: Reach] {
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
