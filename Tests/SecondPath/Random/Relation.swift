/// Rows of one relation, each value as an SQL literal.
struct Relation: Equatable {
  let name: String
  let columns: [String]
  var rows: [[String]] = []

  init(_ name: String, _ columns: String) {
    self.name = name
    self.columns = columns.split(separator: " ").map(String.init)
  }

  func insert(into schema: String) -> String {
    guard !rows.isEmpty else { return "" }
    let values = rows.map { "(" + $0.joined(separator: ", ") + ")" }.joined(separator: ",\n")
    return "insert into \(schema).\(name) (\(columns.joined(separator: ", "))) values\n\(values);\n"
  }
}

/// Text as an SQL literal.
func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

/// `1234` hundredths as `12.34`.
func hundredths(_ number: Int) -> String {
  let whole = number.magnitude / 100
  let part = number.magnitude % 100
  return (number < 0 ? "-" : "") + "\(whole)." + (part < 10 ? "0\(part)" : "\(part)")
}
