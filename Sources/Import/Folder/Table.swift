package import Facts

/// One file of a data folder that was looked through: how it is written, and where its columns are.
package struct Table: Sendable {
  package let relation: Contract.Relation
  package let encoding: TextEncoding
  /// A comma or a semicolon.
  package let delimiter: UInt8
  /// Rows below the header, blank lines not counted.
  package internal(set) var rows = 0
  /// For each column of the relation the field that holds it; nil where the file leaves the column out.
  let fields: [Int?]
  /// Whether the file has the column.
  func has(_ column: Contract.Column) -> Bool {
    relation.index(of: column.name).map { fields[$0] != nil } ?? false
  }
  /// Fields of the header, nameless ones at its end not counted.
  let width: Int

  package var file: String { Self.file(of: relation) }

  static func file(of relation: Contract.Relation) -> String { relation.name + ".csv" }

  /// What takes the rows of `DataFolder.forEachPiece`, into a table of the relation's columns.
  ///
  /// - Parameters:
  ///   - target: as SQL names it, quoted.
  ///   - isFrozen: for a table made in the same transaction: its rows are visible to all at once and need no vacuum.
  ///   - numbered: whether the target has one more column, `line`, for the place in the file.
  package func copyStatement(
    into target: String, isFrozen: Bool = false, numbered: Bool = false
  ) -> String {
    let columns = relation.columns.map(\.name).joined(separator: ", ") + (numbered ? ", line" : "")
    return "COPY \(target) (\(columns)) FROM STDIN" + (isFrozen ? " (FREEZE)" : "")
  }
}
