import Facts
import Metrics

extension PaperTable.Head {
  static func number(_ title: Prose) -> Self { Self(title, .right) }
}

extension Block {
  static func table(_ heads: [PaperTable.Head], _ rows: [[Prose]], from source: String) -> Block {
    .table(PaperTable(heads, rows: rows, source: source))
  }
}

/// A row of a table whose numbers add up: its label, whole numbers and days in one order.
struct SummedRow {
  var label: Prose
  var counts: [Int] = []
  var days: [Days] = []

  static func + (left: SummedRow, right: SummedRow) -> SummedRow {
    SummedRow(
      label: left.label, counts: zip(left.counts, right.counts).map(+),
      days: zip(left.days, right.days).map(+))
  }

  var cells: [Prose] { [label] + counts.map { Prose($0) } + days.map { Prose($0) } }
}

extension [SummedRow] {
  /// The rows' cells and their total; of more than `limit` rows the rest stand summed in one.
  func cells(limit: Int) -> [[Prose]] {
    guard let first = self.first else { return [] }
    let shown = count > limit ? Array(prefix(limit)) : self
    var rows = shown.map(\.cells)
    if count > limit, let rest = dropFirst(limit).reduce(nil, Self.sum) {
      rows.append(rest.labelled("\(count - limit) others").cells)
    }
    let total = dropFirst().reduce(first, +).labelled("Total")
    return rows + [total.cells]
  }

  private static func sum(_ sum: SummedRow?, _ row: SummedRow) -> SummedRow? {
    sum.map { $0 + row } ?? row
  }
}

extension SummedRow {
  fileprivate func labelled(_ label: Prose) -> SummedRow {
    SummedRow(label: label, counts: counts, days: days)
  }
}
