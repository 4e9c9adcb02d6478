import Writing

/// Rows in columns, for a terminal: numbers to the right, everything else to the left.
package struct Listing {
  package let header: [String]
  package var rows: [[String]] = []

  package init(_ header: [String], _ rows: [[String]] = []) {
    self.header = header
    self.rows = rows
  }

  /// Two spaces between columns, none at a line's end. Nothing in a cell can leave its line.
  package func lines(indent: String = "") -> [String] {
    let cells = ([header] + rows).map { $0.map(PaperText.cleaned) }
    let columns = header.indices
    let widths = columns.map { column in cells.map { TextWidth.cells($0[column]) }.max() ?? 0 }
    let isNumber = columns.map { column in
      !rows.isEmpty && cells.dropFirst().allSatisfy { Self.isNumber($0[column]) }
    }
    return cells.map { row in
      var line = indent
      for column in columns {
        let space = String(
          repeating: " ", count: widths[column] - TextWidth.cells(row[column]))
        line +=
          (column == 0 ? "" : "  ")
          + (isNumber[column] ? space + row[column] : row[column] + space)
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
      && text.utf8.count { $0 == 0x2D } <= (text.hasPrefix("-") ? 1 : 0)
  }
}
