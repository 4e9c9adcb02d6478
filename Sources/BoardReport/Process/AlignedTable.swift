/// Rows for a terminal, each column as wide as its widest cell.
struct AlignedTable {
  let header: [String]
  let rows: [[String]]
  /// The columns of numbers.
  var rightAligned: Set<Int> = []

  var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).map { line($0, widths) }.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: widths[column] - cell.count)
      line += rightAligned.contains(column) ? space + cell : cell + space
      line += "  "
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
