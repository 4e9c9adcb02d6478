package import Facts

/// Projects in scope and days in the period of one theme, arrangement or progress; `key` is nil where it is not recorded.
package struct GroupMeasures: Hashable, Sendable {
  package let key: Text?
  package var projects = 0
  package var daysInPeriod = Days.zero
}

/// Groups while projects are added to them.
struct Groups {
  private var byKey: [Text?: GroupMeasures] = [:]

  mutating func add(_ project: ProjectMeasures, to key: Text?) {
    byKey[key, default: GroupMeasures(key: key)].projects += 1
    byKey[key, default: GroupMeasures(key: key)].daysInPeriod += project.daysInPeriod
  }

  /// In code-point order, what is not recorded last.
  var ordered: [GroupMeasures] {
    byKey.values.sorted { left, right in
      guard let leftKey = left.key, let rightKey = right.key else { return left.key != nil }
      return leftKey < rightKey
    }
  }
}
