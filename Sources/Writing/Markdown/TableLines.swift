import Reports

/// A table's lines of Markdown, padded so that they line up in a fixed-width font.
///
/// Dashes are in proportion to what the columns hold: that is what pandoc takes widths from.
struct TableLines {
  /// A column is not padded beyond this: one long text must not fill every other row with spaces.
  private static let widest = 60

  private let alignments: [PaperTable.Alignment]
  private let rows: [[(source: String, width: Int)]]
  private let widths: [Int]

  init(_ table: PaperTable, path: String) throws(WritingError) {
    let rows = [table.heads.map(\.title)] + table.rows
    if let wrong = rows.firstIndex(where: { $0.count != table.heads.count || $0.isEmpty }) {
      throw WritingError(.cellCount, path: path, row: wrong)
    }
    let cells = rows.map { row in
      row.map { prose in
        let source = MarkdownText(prose).source
        return (source: source, width: TextWidth.cells(source))
      }
    }
    self.rows = cells
    alignments = table.heads.map(\.alignment)
    widths = table.heads.indices.map { column in
      let widest = cells.reduce(3) { max($0, $1[column].width) }
      return min(widest, Self.widest)
    }
  }

  var lines: [String] {
    var lines = rows.map(line)
    lines.insert(rule, at: 1)
    return lines
  }

  private var rule: String {
    let dashes = zip(widths, alignments).map { width, alignment in
      let dashes = String(repeating: "-", count: width - 1)
      return alignment == .left ? ":" + dashes : dashes + ":"
    }
    return "| " + dashes.joined(separator: " | ") + " |"
  }

  private func line(_ row: [(source: String, width: Int)]) -> String {
    let cells = row.indices.map { column in
      let room = String(repeating: " ", count: max(0, widths[column] - row[column].width))
      let source = row[column].source
      return alignments[column] == .left ? source + room : room + source
    }
    return "| " + cells.joined(separator: " | ") + " |"
  }
}
