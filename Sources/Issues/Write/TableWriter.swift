package import Core
import System

/// Writes a data file row by row, each cell checked against its column.
///
/// Cells are written one by one and ended with `endRow`; an array of them, or runs of cells that were encoded before, are added likewise. A
/// caller that streams takes `bytes` and empties it now and then, between any two calls. After an error the file is
/// not to be published.
package struct TableWriter: Sendable {
  package let shape: TableShape
  /// The rows that were ended so far.
  package private(set) var rows = 0
  private var encoder = CSVEncoder()
  private var column = 0
  /// What a cell is held against, by column.
  private let kinds: [Column.Kind]
  private let codes: [[Text]?]

  /// What was written so far: the header at least, until it is taken.
  package var bytes: [UInt8] {
    _read { yield encoder.bytes }
    _modify { yield &encoder.bytes }
  }

  /// Begins the file with its header; the byte-order mark is for Excel.
  package init(_ shape: TableShape, byteOrderMark: Bool) throws(WritingError) {
    self.shape = shape
    kinds = shape.columns.map(\.kind)
    codes = shape.columns.map { $0.codes?.map { Text($0) } }
    let names = shape.columns.map(\.name)
    guard Set(names).count == names.count, shape.key.allSatisfy(names.contains) else {
      throw WritingError(.shape, path: shape.path)
    }
    if byteOrderMark { encoder.bytes += CSVEncoder.byteOrderMark }
    encoder.header(names)
  }

  /// Writes a whole table to the end of `bytes`.
  package static func write(
    _ table: Table, byteOrderMark: Bool, into bytes: inout [UInt8]
  ) throws(WritingError) {
    var writer = try TableWriter(table.shape, byteOrderMark: byteOrderMark)
    for row in table.rows {
      try writer.append(row)
      try writer.endRow()
    }
    bytes += writer.bytes
  }

  /// The cells of a row that is not ended yet.
  package mutating func append(_ row: [Cell]) throws(WritingError) {
    guard row.count == shape.columns.count else { throw error(.cellCount) }
    for cell in row { try append(cell) }
  }

  /// The next cell of the row.
  package mutating func append(_ cell: Cell) throws(WritingError) {
    switch cell {
    case .text(let text): try append(text)
    case .number(let number): try append(number)
    case .day(let day): try append(day)
    case .instant(let instant): try append(instant)
    case .boolean(let flag): try append(flag)
    case .empty: try appendEmpty()
    }
  }

  package mutating func endRow() throws(WritingError) {
    guard column == shape.columns.count else { throw error(.cellCount) }
    encoder.endRecord()
    column = 0
    rows += 1
  }
}

// One cell of each kind; nil leaves the cell empty.
extension TableWriter {
  package mutating func append(_ text: Text?) throws(WritingError) {
    guard let text else { return try appendEmpty() }
    guard try kind() == .text else { throw error(.cellKind) }
    if let codes = codes[column], !codes.contains(text) { throw error(.unknownWord) }
    encoder.text(text.string)
    column += 1
  }

  package mutating func append(_ number: Decimal?) throws(WritingError) {
    guard let number else { return try appendEmpty() }
    let kind = try kind()
    guard kind == .number || kind == .decimal(number.scale) || kind == .integer && number.scale == 0
    else { throw error(.cellKind) }
    encoder.number(number.mantissa, scale: number.scale)
    column += 1
  }

  package mutating func append(_ count: Int64) throws(WritingError) {
    try append(Decimal(mantissa: count, scale: 0))
  }

  package mutating func append(_ days: Days?) throws(WritingError) { try append(days?.decimal) }

  package mutating func append(_ day: CalendarDay?) throws(WritingError) {
    guard let day else { return try appendEmpty() }
    guard try kind() == .date else { throw error(.cellKind) }
    let (year, month, dayOfMonth) = day.civil
    encoder.date(year, month, dayOfMonth)
    column += 1
  }

  package mutating func append(_ instant: Instant?) throws(WritingError) {
    guard let instant else { return try appendEmpty() }
    guard try kind() == .dateTime else { throw error(.cellKind) }
    let (year, month, dayOfMonth) = instant.day.civil
    encoder.time(year, month, dayOfMonth, seconds: instant.secondOfDay)
    column += 1
  }

  package mutating func append(_ flag: Bool?) throws(WritingError) {
    guard let flag else { return try appendEmpty() }
    guard try kind() == .boolean else { throw error(.cellKind) }
    encoder.bare(flag ? "true" : "false")
    column += 1
  }

  package mutating func appendEmpty() throws(WritingError) {
    _ = try kind()
    if shape.columns[column].isRequired { throw error(.missingCell) }
    encoder.empty()
    column += 1
  }

  /// Of the next cell.
  private func kind() throws(WritingError) -> Column.Kind {
    guard column < kinds.count else { throw error(.cellCount) }
    return kinds[column]
  }

  private func error(_ code: WritingError.Code) -> WritingError {
    let name = column < shape.columns.count && code != .cellCount ? shape.columns[column].name : nil
    return WritingError(code, path: shape.path, row: rows + 1, column: name)
  }
}

/// Cells of neighbouring columns that very many rows repeat, each run of them checked and encoded once.
package struct RowFragments: Sendable {
  package let columns: Range<Int>
  private var bytes: [UInt8] = []
  private var ends = [0]

  /// For cells of these columns.
  package init(columns: Range<Int>) { self.columns = columns }

  package var count: Int { ends.count - 1 }

  /// Adds a run, to be known by the number of those before it.
  package mutating func append(
    _ cells: [Cell], of writer: TableWriter
  ) throws(WritingError) {
    bytes += try writer.encoded(cells, at: columns)
    ends.append(bytes.count)
  }

  subscript(place: Int) -> ArraySlice<UInt8> { bytes[ends[place]..<ends[place + 1]] }
}

extension TableWriter {
  /// The next cells of the row: a run that was encoded before.
  package mutating func append(_ fragments: RowFragments, _ place: Int) throws(WritingError) {
    guard column == fragments.columns.lowerBound else { throw error(.cellCount) }
    encoder.append(encoded: fragments[place])
    column = fragments.columns.upperBound
  }

  fileprivate func encoded(
    _ cells: [Cell], at columns: Range<Int>
  ) throws(WritingError) -> [UInt8] {
    var writer = self
    writer.encoder = CSVEncoder()
    writer.column = columns.lowerBound
    guard cells.count == columns.count, columns.upperBound <= kinds.count else {
      throw error(.cellCount)
    }
    for cell in cells { try writer.append(cell) }
    return writer.encoder.bytes
  }
}

/// Puts the rows of `days.csv` together from cells that very many of them repeat: each run of these is checked and encoded once.
package struct DayCells: Sendable {
  private let names: EntryNames
  private var referenceCells = RowFragments(columns: 0..<1)
  private var projectCells = RowFragments(columns: 1..<4)
  /// Where the cells of a project are that others share, by its place.
  private var projects: [Int32] = []
  private var adviserCells = RowFragments(columns: 5..<7)
  private var activityCells = RowFragments(columns: 7..<8)
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
    try table.append(entry.workedOn)
    try table.append(adviserCells, adviser)
    try table.append(activityCells, label)
    try table.append(entry.days)
    try table.append(entry.recordedAt)
    try table.append(entry.commissionID)
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

/// A value that does not fit the shape it is to be written in: our own mistake, found before anything is published.
package struct WritingError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// A row has more or fewer cells than its table has columns.
    case cellCount = "not a cell for every column"
    /// A cell's kind is not its column's, or a number has not the column's decimals.
    case cellKind = "a cell of another kind than its column"
    /// A column that promises a value in every row has none.
    case missingCell = "no value where every row has one"
    /// A text stands in a column whose vocabulary does not know it.
    case unknownWord = "a word the column's vocabulary does not have"
    /// A column is named twice, or a key names a column that is not there.
    case shape = "columns or key that do not fit together"
  }

  package let code: Code
  /// The file within the issue.
  package let path: String
  /// The row, from 1; nil where the table itself is wrong. The rows before it are written and right.
  package let row: Int?
  /// The column's name, where it is one column's fault.
  package let column: String?

  package init(_ code: Code, path: String, row: Int? = nil, column: String? = nil) {
    self.code = code
    self.path = path
    self.row = row
    self.column = column
  }
}

extension WritingError: CustomStringConvertible {
  /// `days.csv, row 3, column days: a cell of another kind than its column`; never a value from the data.
  package var description: String {
    let place = [path, row.map { "row \($0)" }, column.map { "column \($0)" }]
    return place.compactMap { $0 }.joined(separator: ", ") + ": " + code.rawValue
  }
}
