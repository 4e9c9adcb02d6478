package import Facts
package import Metrics

extension Table {
  /// Every figure of every grain but project, by identity.
  package static func figures(_ measures: Measures, _ statuses: Statuses) -> Table {
    let rows = measures.figures.map { (Text($0.identity), $0) }.sorted { $0.0 < $1.0 }
    return Table(
      .figures,
      rows: rows.map { identity, figure in
        [
          .text(identity), Cell(figure.metric.id), Cell(figure.grain.rawValue),
          Cell(Figure.encoded(figure.key)), Cell(figure.span), Cell(figure.measure),
          Cell(figure.metric.unit.rawValue), Cell(statuses.status(of: figure).rawValue),
          Cell(figure.n),
        ]
      })
  }

  package static func revisions(_ revisions: [Revision]) -> Table {
    let rows = revisions.sorted { Text($0.figure) < Text($1.figure) }
    return Table(
      .revisions,
      rows: rows.map {
        [
          Cell($0.figure), Cell(recorded: $0.was), Cell(recorded: $0.now),
          $0.difference.map { .number($0) } ?? .empty, Cell($0.cause.rawValue),
          Cell(recorded: $0.rows),
        ]
      })
  }

  /// By rule, relation and key; `findings` may come in any order.
  package static func quality(_ findings: [Finding]) -> Table {
    let rows = findings.map { (keys: [$0.rule, $0.relation, $0.key].map { Text($0) }, $0) }
      .sorted { $0.keys.lexicographicallyPrecedes($1.keys) }
    return Table(
      .quality,
      rows: rows.map { _, finding in
        [
          Cell(finding.rule), Cell(finding.severity.rawValue), Cell(finding.relation),
          Cell(finding.key), Cell(finding.message),
        ]
      })
  }
}

extension Cell {
  /// Empty text is an empty cell.
  fileprivate init(recorded string: String) {
    self = string.isEmpty ? .empty : .text(Text(string))
  }
}
