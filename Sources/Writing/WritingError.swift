/// A value that does not fit the shape it is to be written in: our own mistake, found before anything is published.
package struct WritingError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// A row has more or fewer cells than its table has columns.
    case cellCount = "not a cell for every column"
    /// A cell's kind is not its column's, or a number has not the column's decimals.
    case cellKind = "a cell of another kind than its column"
    /// A column that promises a value in every row has none.
    case missingCell = "no value where every row has one"
    /// A text stands in a column whose vocabulary does not know it.
    case unknownWord = "a word the column's vocabulary does not have"
    /// A column is named twice, or a key names a column that is not there.
    case shape = "columns or key that do not fit together"
  }

  package let code: Code
  /// The file within the issue.
  package let path: String
  /// The row, from 1; nil where the table itself is wrong. The rows before it are written and right.
  package let row: Int?
  /// The column's name, where it is one column's fault.
  package let column: String?

  package init(_ code: Code, path: String, row: Int? = nil, column: String? = nil) {
    self.code = code
    self.path = path
    self.row = row
    self.column = column
  }
}

extension WritingError: CustomStringConvertible {
  /// `days.csv, row 3, column days: a cell of another kind than its column`; never a value from the data.
  package var description: String {
    let place = [path, row.map { "row \($0)" }, column.map { "column \($0)" }]
    return place.compactMap { $0 }.joined(separator: ", ") + ": " + code.rawValue
  }
}
