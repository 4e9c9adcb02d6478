import Reports

/// A sheet before it is written: a title, notes, and one table.
struct Sheet {
  /// What every spreadsheet program takes.
  static let mostRows = 1_048_576

  enum Rows {
    case values([[Cell]])
    /// The rows of a data file of the issue, read back: the workbook holds what the file holds, in the sheet's columns.
    case file(TableShape)
  }

  /// On its tab, and in the contents.
  let name: String
  let title: String
  /// What the contents say of it; above the table too.
  let meaning: String
  /// More that stands above the table.
  var notes: [String] = []
  let columns: [Column]
  let rows: Rows
  /// Drawn beside the table, from its rows.
  var chart: Chart?
  /// The first column's cells name sheets and lead to them.
  var isContents = false
  /// In characters: a column is not made wider; longer text is wrapped.
  var widest = 48

  /// What Excel calls its table: letters alone.
  var tableName: String { "Table_" + name.split(separator: " ").joined(separator: "_") }

  /// What stands above the table, a row each, in lines that fit.
  func lines(width: Int) -> [String] {
    ([meaning] + notes).flatMap { LineBreaking.lines($0, width: max(width, 80)) }
  }
}
