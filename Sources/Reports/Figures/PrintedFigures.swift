package import Facts
package import Metrics

extension Measures {
  /// Figures of every grain as data files print them, by identity; empty text where there is no value.
  ///
  /// - Parameters:
  ///   - keys: over all commissions read.
  ///   - isAsked: of which projects, by their keys.
  package func printedFigures(
    _ keys: ProjectKeys, ofProjects isAsked: (_ key: String) -> Bool
  ) -> [String: String] {
    var printed: [String: String] = [:]
    for figure in figures { printed[figure.identity] = Cell(figure.measure).printed }
    for borough in boroughs {
      printed[borough.reachIdentity(horizon.period)] = borough.reach?.rawValue ?? ""
    }
    for project in projects {
      let key = keys[project.commission.id]
      guard isAsked(key) else { continue }
      for (identity, cell) in project.figures(key: key, horizon.period) {
        printed[identity] = cell.printed
      }
    }
    return printed
  }
}

extension BoroughMeasures {
  /// Of the borough's cell in the column reach.
  package func reachIdentity(_ period: Period) -> String {
    FigureIdentity(
      .reach, .borough, encodedKey: Figure.encoded(borough?.code), span: period.toDateName
    ).description
  }
}
