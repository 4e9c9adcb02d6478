import Facts

/// Projects by commission, while facts are being hung on them.
struct ProjectIndex {
  var projects: [Project]
  let byID: [Int64: Int]

  var ids: [Int64] { projects.map(\.commission.id) }

  init(_ projects: [Project]) {
    self.projects = projects
    var byID = [Int64: Int](minimumCapacity: projects.count)
    for (index, project) in projects.enumerated() { byID[project.commission.id] = index }
    self.byID = byID
  }

  /// Changes the project of a commission; rows of a commission nobody knows change nothing.
  mutating func update(_ id: Int64, _ change: (inout Project) -> Void) {
    if let index = byID[id] { change(&projects[index]) }
  }
}
