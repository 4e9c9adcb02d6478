// What our own tables note by themselves.

extension Contract.Column {
  /// The same column, filled in by our own tables where people leave it empty.
  func stamped() -> Self {
    var column = self
    column.isStamped = true
    return column
  }
}

extension Contract.Relation {
  /// What an import reads: the columns that our own tables fill in by themselves may be empty or left out.
  package var asImported: Self {
    Self(
      name: name, meaning: meaning, columns: columns.map(\.asImported), key: key, unique: unique,
      order: order)
  }
}

extension Contract.Column {
  fileprivate var asImported: Self {
    var column = self
    column.isNullable = isNullable || isStamped
    return column
  }
}
