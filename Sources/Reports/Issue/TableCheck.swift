import Facts

extension Table {
  /// Every row as wide as the shape, every cell of its column's kind, no empty cell without a reason, no key twice.
  package func check() throws(ReportError) {
    for (index, row) in rows.enumerated() { try shape.check(row, number: index + 1) }
    guard !shape.key.isEmpty else { return }
    let columns = shape.key.compactMap { name in shape.columns.firstIndex { $0.name == name } }
    var seen = Set<[Cell]>(minimumCapacity: rows.count)
    for (index, row) in rows.enumerated()
    where !seen.insert(columns.map { row[$0] }).inserted {
      throw ReportError(.duplicate, "\(shape.path), row \(index + 1)", "its key stands twice")
    }
  }
}

extension TableShape {
  /// - Parameter number: of the row, from 1, the header not counted.
  package func check(_ row: [Cell], number: Int) throws(ReportError) {
    guard row.count == columns.count else {
      throw ReportError(
        .cellCount, "\(path), row \(number)", "\(row.count) cells for \(columns.count) columns")
    }
    // The place of a cell is put into words only where it is told: there are many cells.
    func refusal(_ code: ReportError.Code, _ index: Int, _ problem: String) -> ReportError {
      ReportError(code, "\(path), row \(number), column \(columns[index].name)", problem)
    }
    for index in row.indices {
      if row[index] == .empty {
        guard !columns[index].isRequired, columns[index].blank != nil else {
          throw refusal(.unexplainedBlank, index, "the cell is empty without a reason")
        }
      } else if !columns[index].kind.takes(row[index]) {
        throw refusal(.cellKind, index, "the cell is not of the column's kind")
      }
    }
  }
}

extension Column.Kind {
  fileprivate func takes(_ cell: Cell) -> Bool {
    switch (self, cell) {
    case (.text, .text), (.date, .day), (.dateTime, .instant), (.boolean, .boolean): true
    case (.number, .number): true
    case (.integer, .number(let number)): number.scale == 0
    case (.decimal(let scale), .number(let number)): number.scale == scale
    default: false
    }
  }
}
