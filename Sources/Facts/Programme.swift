/// Everything one report is computed from, as one snapshot of the database held it.
package struct Programme: Sendable {
  package var boroughs: [Borough] = []
  package var advisers: [Adviser] = []
  package var bankHolidays: Set<CalendarDay> = []
  /// Every commission a figure counts, by borough name, reference and id.
  package var projects: [Project] = []
  /// Days of the period by activity; nil where none is recorded.
  package var activityDays: [Text?: Days] = [:]
  /// Days of the period by the first day of their calendar month.
  package var monthDays: [CalendarDay: Days] = [:]
  /// Who reaches each borough, to date.
  package var reach: [ReachWitness] = []
  /// By commission, for the projects shown one by one.
  package var texts: [Int64: ProjectTexts] = [:]
  /// By rule, relation and key.
  package var findings: [Finding] = []
  package var counts = RowCounts()
  /// The relations that hold no row at all.
  package var emptyRelations: Set<String> = []

  package init() {}

  /// The first day anybody was appointed; nil when there is no adviser.
  package var firstAppointment: CalendarDay? { advisers.map(\.appointedOn).min() }
}

extension [Project] {
  /// One after the other, lent and not copied: a project is large, and figures look at all of them many times.
  package func lend(_ body: (borrowing Project) throws -> Void) rethrows {
    let projects = span
    for index in projects.indices { try body(projects[index]) }
  }

  /// Where those stand of which something holds.
  package func places(where holds: (borrowing Project) -> Bool) -> [Int32] {
    var places: [Int32] = []
    let projects = span
    for index in projects.indices where holds(projects[index]) { places.append(Int32(index)) }
    return places
  }
}

/// That a commission reaches a borough, and how: the lowest commission for each borough and way is enough to know it.
package struct ReachWitness: Hashable, Sendable {
  package enum Way: Int, Hashable, Comparable, CaseIterable, Sendable {
    case host, commissioned, sharedWith

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }
  package let boroughCode: Text
  package let way: Way
  package let commissionID: Int64

  package init(boroughCode: Text, way: Way, commissionID: Int64) {
    self.boroughCode = boroughCode
    self.way = way
    self.commissionID = commissionID
  }
}

/// Rows read by relation, for the log and for `.last-run.json`.
package struct RowCounts: Hashable, Sendable {
  package var byRelation: [String: Int] = [:]

  package init() {}

  package subscript(relation: String) -> Int {
    get { byRelation[relation] ?? 0 }
    set { byRelation[relation] = newValue }
  }
}
