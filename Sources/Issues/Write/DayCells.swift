package import Core

/// Puts the rows of `days.csv` together from cells that very many of them repeat: each run of these is checked and encoded once.
package struct DayCells: Sendable {
  private let names: EntryNames
  private var referenceCells = RowFragments(.days, "reference")
  private var projectCells = RowFragments(.days, "borough", "arrangement", "theme")
  /// Where the cells of a project are that others share, by its place.
  private var projects: [Int32] = []
  private var adviserCells = RowFragments(.days, "adviser_id", "adviser")
  private var activityCells = RowFragments(.days, "activity")
  /// Where the cells of an adviser, and of an activity by its place, are.
  private var advisers: [Int64: Int] = [:]
  private var activities: [Int?] = []

  package init(_ programme: Programme, of table: TableWriter) throws(WritingError) {
    names = EntryNames(programme)
    var places: [[Cell]: Int32] = [:]
    projects.reserveCapacity(programme.projects.count)
    for index in programme.projects.indices {
      let cells = names.projectCells(programme.projects[index].commission)
      try referenceCells.append([cells[0]], of: table)
      let shared = Array(cells[1...])
      if places[shared] == nil {
        places[shared] = Int32(projectCells.count)
        try projectCells.append(shared, of: table)
      }
      projects.append(places[shared] ?? 0)
    }
  }

  /// The cells of an entry's row.
  ///
  /// - Parameters:
  ///   - project: the place of its project among the programme's.
  ///   - activity: the place of its activity among those that came so far.
  package mutating func append(
    _ entry: DayEntry, project: Int, activity: Int, to table: inout TableWriter
  ) throws(WritingError) {
    let (adviser, label) = (
      try place(of: entry.adviserID, table), try place(of: activity, entry.activity, table)
    )
    try table.append(referenceCells, project)
    try table.append(projectCells, Int(projects[project]))
    try table.append(Cell(entry.workedOn))
    try table.append(adviserCells, adviser)
    try table.append(activityCells, label)
    try table.append(Cell(entry.days))
    try table.append(Cell(entry.recordedAt))
    try table.append(Cell(entry.commissionID))
    for column in DayEntry.laterColumns { try table.append(column.cell(entry)) }
    try table.endRow()
  }

  private mutating func place(
    of adviser: Int64, _ table: TableWriter
  ) throws(WritingError) -> Int {
    if let place = advisers[adviser] { return place }
    try adviserCells.append(names.adviserCells(adviser), of: table)
    advisers[adviser] = adviserCells.count - 1
    return adviserCells.count - 1
  }

  private mutating func place(
    of activity: Int, _ label: Text?, _ table: TableWriter
  ) throws(WritingError) -> Int {
    while activities.count <= activity { activities.append(nil) }
    if let place = activities[activity] { return place }
    try activityCells.append([Cell(label)], of: table)
    activities[activity] = activityCells.count - 1
    return activityCells.count - 1
  }
}
