import Database
import Facts
import SQL

extension Reader {
  /// The screen, told beforehand of every label in which anything could be wrong, so that numbers are known before rows.
  func makeScreen(_ connection: borrowing Connection) throws -> Screen {
    var labels: [Label: Set<Text>] = [:]
    let bounds: [Parameter] = [.day(horizon.period.span.from), .day(horizon.period.span.until)]
    try connection.forEach(query(.suspects, bounds), columns: [.int8, .text]) { row in
      guard let label = Label(rawValue: try row.int64(0)), let text = try row.recordedText(1)
      else { return }
      labels[label, default: []].insert(text)
    }
    return Screen(labels)
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
