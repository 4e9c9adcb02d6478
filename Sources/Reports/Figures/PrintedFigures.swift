package import Facts
package import Metrics

extension Measures {
  /// Every figure of every grain as data files print it, by identity; empty text where there is no value.
  ///
  /// - Parameter keys: over all commissions read.
  package func printedFigures(_ keys: ProjectKeys) -> [String: String] {
    var printed: [String: String] = [:]
    for figure in figures { printed[figure.identity] = Cell(figure.measure).printed }
    for borough in boroughs {
      printed[borough.reachIdentity(horizon.period)] = borough.reach?.rawValue ?? ""
    }
    for project in projects {
      for (identity, cell) in project.figures(key: keys[project.commission.id], horizon.period) {
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
