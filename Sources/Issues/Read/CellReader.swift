package import Core
import System

extension IssueFiles {
  /// Reads a data file back, one row at a time: the cells of these columns, without quotes and guard.
  package func forEachRow(of shape: TableShape, _ columns: [ColumnShape], _ body: ([Cell]) throws -> Void) throws {
    try RowReader(shape, self) { header in
      let places = columns.map { (place: header[$0.name], kind: $0.kind) }
      return { row in places.map { row.cell($0.place, $0.kind) } }
    }.forEach(body)
  }
}

extension CSVRecord {
  /// Returns a cell of its column's kind. A number too long to be one stays text.
  fileprivate func cell(_ place: Columns.CellPlace, _ kind: ColumnShape.Kind) -> Cell {
    guard let index = place.index, let printed = printed(place) else { return .empty }
    let cell: Cell? =
      switch kind {
      case _ where fields[index].isQuoted: nil
      case .text: nil
      case .integer, .decimal, .number, .printed: Decimal(printed).map { .number($0) }
      case .date: CalendarDay(printed).map { .day($0) }
      case .dateTime: Instant(printed).map { .instant($0) }
      case .boolean: .boolean(printed == "true")
      }
    return cell ?? .text(Text(printed))
  }
}
