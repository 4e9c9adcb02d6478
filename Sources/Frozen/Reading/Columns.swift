import CSV
import Facts

/// Where a data file's columns stand in its rows: an older issue may lack some, a newer one have more.
struct Columns {
  /// A column of one file; reading a row whose file lacks it finds nothing recorded.
  struct Place {
    let path: String
    let name: String
    let index: Int?
  }

  let path: String
  private let places: [String: Int]

  init(_ path: String, header: borrowing CSVRecord) {
    self.path = path
    var places: [String: Int] = [:]
    for index in header.fields.indices { places[header.string(index)] = index }
    self.places = places
  }

  subscript(name: String) -> Place { Place(path: path, name: name, index: places[name]) }
}

extension CSVRecord {
  /// The cell without quotes and guard; nil where nothing is recorded.
  func printed(_ place: Columns.Place) -> String? {
    guard let index = place.index, index < fields.count else { return nil }
    if fields[index].range.isEmpty, !fields[index].isQuoted { return nil }
    return text(index)
  }

  func text(_ place: Columns.Place) -> Text? { printed(place).map { Text($0) } }

  func day(_ place: Columns.Place) throws -> CalendarDay? {
    try value(place, "no date") { CalendarDay($0) }
  }
  func instant(_ place: Columns.Place) throws -> Instant? {
    try value(place, "no time") { Instant($0) }
  }
  func integer(_ place: Columns.Place) throws -> Int64? {
    try value(place, "no whole number") { Int64($0) }
  }
  func days(_ place: Columns.Place) throws -> Days? {
    try value(place, "no number of days") { Days($0) }
  }
  func boolean(_ place: Columns.Place) throws -> Bool? {
    try value(place, "neither true nor false") { ["true": true, "false": false][$0] }
  }
  func count(_ place: Columns.Place) throws -> Int { Int(try need(place, integer(place))) }

  /// Of a column that has a value in every row.
  func need<Value>(_ place: Columns.Place, _ value: Value?) throws -> Value {
    guard let value else {
      throw FrozenError(.malformed("\(place.name) is empty"), place.path, line: line)
    }
    return value
  }

  private func value<Value>(
    _ place: Columns.Place, _ fault: String, _ read: (String) -> Value?
  ) throws -> Value? {
    guard let printed = printed(place) else { return nil }
    guard let value = read(printed) else {
      throw FrozenError(.malformed("\(place.name) is \(fault)"), place.path, line: line)
    }
    return value
  }
}
