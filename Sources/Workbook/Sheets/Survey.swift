import Facts
import Reports
import Writing

/// What is known of a sheet's rows before one is written: they go past once for this, and once more to be written.
struct Survey {
  private(set) var rows = 0
  private(set) var cells = 0
  /// Of texts.
  private(set) var bytes = 0
  /// In characters, by column.
  private(set) var widths: [Int]

  /// - Throws: `.tooManyRows` before anything is written.
  init(_ sheet: Sheet, _ source: StagedRows, checkpoint: () throws -> Void) throws {
    // Beside a column's name stands the filter's button.
    widths = sheet.columns.map { min(max(Self.longestWord($0.title) + 3, 10), sheet.widest) }
    try source.forEach(sheet) { row in
      rows += 1
      if rows % 4096 == 0 { try checkpoint() }
      for (index, cell) in row.enumerated() where cell != .empty { add(cell, sheet, index) }
    }
    let above = sheet.lines(width: widths.reduce(0, +)).count + 3
    guard rows + above <= Sheet.mostRows else {
      throw WorkbookError(.tooManyRows(rows), sheet.source)
    }
  }

  private mutating func add(_ cell: Cell, _ sheet: Sheet, _ index: Int) {
    cells += 1
    if case .text(let text) = cell {
      bytes += text.string.utf8.count
      // Wide enough already, whatever it says.
      if widths[index] == sheet.widest { return }
    }
    let width = CellValue(cell).width(CellStyle(cell, sheet.columns[index])) + 1
    widths[index] = min(max(widths[index], width), sheet.widest)
  }

  private static func longestWord(_ title: String) -> Int {
    title.split(separator: " ").map { TextWidth.cells(String($0)) }.max() ?? 0
  }
}

extension Sheet {
  /// Where its rows come from, for messages.
  var source: String { if case .file(let shape) = rows { shape.path } else { name } }
}
