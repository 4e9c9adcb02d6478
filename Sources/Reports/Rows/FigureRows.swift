package import Facts
package import Metrics

extension Table {
  /// Every figure of every grain but project, by identity.
  package static func figures(_ measures: Measures, _ statuses: Statuses) -> Table {
    let figures = measures.figures
    let identities = figures.map { Text($0.identity) }
    // Places are put in order, for a figure is large to move.
    let order = figures.indices.sorted { identities[$0] < identities[$1] }
    return Table(
      .figures,
      rows: order.map { place in
        let figure = figures[place]
        return [
          .text(identities[place]), Cell(figure.metric.id), Cell(figure.grain.rawValue),
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
    let keys = findings.map { [$0.rule, $0.relation, $0.key].map { Text($0) } }
    let order = findings.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    return Table(
      .quality,
      rows: order.map { place in
        let finding = findings[place]
        return [
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
