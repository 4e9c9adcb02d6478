import Facts

/// Projects by their commission, in the order they were read.
struct Projects {
  private(set) var all: [Project] = []
  private var places: [Int64: Int] = [:]

  mutating func add(_ project: Project) {
    places[project.commission.id] = all.count
    all.append(project)
  }

  /// Changes a project in place; false for a commission that no figure counted.
  @discardableResult
  mutating func update(_ id: Int64, _ change: (inout Project) -> Void) -> Bool {
    guard let place = places[id] else { return false }
    change(&all[place])
    return true
  }
}
