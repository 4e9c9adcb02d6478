package import Facts

/// Projects in scope and days in the period of one theme or arrangement; `key` is nil where it is not recorded.
package struct GroupMeasures: Hashable, Sendable {
  package let key: Text?
  package var projects = 0
  package var daysInPeriod = Days.zero
}

extension [ProjectMeasures] {
  /// By a commission's theme or arrangement, in code-point order, what is not recorded last.
  func grouped(by key: (Commission) -> Text?) -> [GroupMeasures] {
    var groups: [Text?: GroupMeasures] = [:]
    for index in indices {
      let key = key(self[index].commission)
      groups[key, default: GroupMeasures(key: key)].projects += 1
      groups[key, default: GroupMeasures(key: key)].daysInPeriod += self[index].daysInPeriod
    }
    return groups.values.sorted { left, right in
      guard let leftKey = left.key, let rightKey = right.key else { return left.key != nil }
      return leftKey < rightKey
    }
  }
}
