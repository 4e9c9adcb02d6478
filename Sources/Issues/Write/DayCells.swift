package import Core

/// Writes the rows of `days.csv` from runs of cells that very many rows repeat. Each run is checked and encoded once.
package struct DayCells: Sendable {
  private let names: EntryNames
  private var referenceCells = RowFragments(.days, "reference")
  private var projectCells = RowFragments(.days, "borough", "arrangement", "theme")
  private var boroughCells = RowFragments(.days, "borough_code")
  /// The index of each project's run in `projectCells`, and in `boroughCells`. Projects share runs.
  private var projects: [Int32] = []
  private var boroughs: [Int32] = []
  private var adviserCells = RowFragments(.days, "adviser_id", "adviser")
  private var activityCells = RowFragments(.days, "activity")
  /// The indices of the runs of each adviser, and of each activity.
  private var advisers: [Int64?: Int] = [:]
  private var activities: [Int?] = []

  package init(_ programme: Programme, of table: TableWriter) throws(WritingError) {
    names = EntryNames(programme)
    var indices: [[Cell]: Int32] = [:]
    var codes: [Text?: Int32] = [:]
    projects.reserveCapacity(programme.projects.count)
    for index in programme.projects.indices {
      let cells = names.projectCells(programme.projects[index].commission)
      try referenceCells.append([cells[0]], of: table)
      let shared = Array(cells[1...])
      if indices[shared] == nil {
        indices[shared] = Int32(projectCells.count)
        try projectCells.append(shared, of: table)
      }
      projects.append(indices[shared] ?? 0)
      let code = programme.projects[index].commission.boroughCode
      if codes[code] == nil {
        codes[code] = Int32(boroughCells.count)
        try boroughCells.append([Cell(code)], of: table)
      }
      boroughs.append(codes[code] ?? 0)
    }
  }

  /// Writes an entry's row.
  ///
  /// - Parameters:
  ///   - project: the index of its project in the programme.
  ///   - activity: the index of its activity among those that were read so far.
  package mutating func append(_ entry: DayEntry, project: Int, activity: Int, to table: inout TableWriter)
    throws(WritingError)
  {
    let (adviser, label) = (try index(of: entry.adviserID, table), try index(of: activity, entry.activity, table))
    try table.append(referenceCells, project)
    try table.append(projectCells, Int(projects[project]))
    try table.append(Cell(entry.workedOn))
    try table.append(adviserCells, adviser)
    try table.append(activityCells, label)
    try table.append(Cell(entry.days))
    try table.append(Cell(entry.recordedAt))
    try table.append(Cell(entry.commissionID))
    try table.append(boroughCells, Int(boroughs[project]))
    for column in DayEntry.laterColumns { try table.append(column.cell(entry)) }
    try table.endRow()
  }

  private mutating func index(of adviser: Int64?, _ table: TableWriter) throws(WritingError) -> Int {
    if let index = advisers[adviser] { return index }
    try adviserCells.append(names.adviserCells(adviser), of: table)
    advisers[adviser] = adviserCells.count - 1
    return adviserCells.count - 1
  }

  private mutating func index(of activity: Int, _ label: Text?, _ table: TableWriter) throws(WritingError) -> Int {
    while activities.count <= activity { activities.append(nil) }
    if let index = activities[activity] { return index }
    try activityCells.append([Cell(label)], of: table)
    activities[activity] = activityCells.count - 1
    return activityCells.count - 1
  }
}
