/// What a data file holds, without its rows: big ones stream past.
package struct TableShape: Hashable, Sendable {
  /// Within the issue: `figures.csv`, `evidence/strands.csv`.
  package let path: String
  package let title: String
  package let meaning: String
  package let columns: [Column]
  /// The names of the columns that tell rows apart; empty where rows may repeat.
  package let key: [String]

  package init(
    _ path: String, _ title: String, _ meaning: String, key: [String], _ columns: [Column]
  ) {
    self.path = path
    self.title = title
    self.meaning = meaning
    self.key = key
    self.columns = columns
  }
}

/// A data file as a value: every row has a cell for every column, in order.
package struct Table: Hashable, Sendable {
  package let shape: TableShape
  package let rows: [[Cell]]

  package init(_ shape: TableShape, rows: [[Cell]]) {
    self.shape = shape
    self.rows = rows
  }
}
