import Database
import Facts
import SQL

extension Reader {
  /// All labels in the database in which anything could be wrong: asked for only once one must be withheld.
  func readSuspects(_ connection: borrowing Connection) throws -> [Label: Set<Text>] {
    var labels: [Label: Set<Text>] = [:]
    let bounds: [Parameter] = [.day(horizon.period.span.from), .day(horizon.period.span.until)]
    try connection.forEach(query(.suspects, bounds), columns: [.int8, .text]) { row in
      guard let label = Label(rawValue: try row.int64(0)), let text = try row.recordedText(1)
      else { return }
      labels[label, default: []].insert(text)
    }
    return labels
  }

  /// The relations that hold no row at all.
  func readEmptyRelations(_ connection: borrowing Connection) throws -> Set<String> {
    var names: Set<String> = []
    try connection.forEach(query(.emptyRelations), columns: [.text]) { row in
      names.insert(try row.text(0))
    }
    return names
  }
}
