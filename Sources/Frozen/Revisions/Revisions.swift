import Facts
import Metrics
package import Reports

extension Revision {
  /// Every figure that differs between two issues of one period, with its cause and the rows behind it; by identity.
  ///
  /// A figure that no row moved, though its definition has its old version, is one of method too: what was not data was the
  /// way of counting (a day later in a period that is not over, another program).
  package static func between(_ old: IssueSource, _ new: IssueSource) throws -> [Revision] {
    let differing = try Differences(old, new).pairs
    guard !differing.isEmpty else { return [] }
    let movers = try Movers(old, new)
    let methods = Methods(old.manifest, new.manifest)
    let named = differing.map { (name: Text($0.identity.description), pair: $0) }
    // Figures of one project most often have the same rows behind them: their names are held once.
    var held: Set<String> = []
    return named.sorted { $0.name < $1.name }.map { name, pair in
      let isNew = pair.was == nil || pair.now == nil
      let rows =
        Catalogue.metric(pair.identity.metric).map {
          movers.rows(pair.identity, $0, isNew: isNew)
        } ?? []
      let causes = Set(rows.map(\.cause))
      let found = Cause.allCases.first { causes.contains($0) }
      return Revision(
        figure: name.string, was: pair.was ?? "", now: pair.now ?? "",
        cause: methods.changed(pair.identity.metric) ? .method : found ?? .method,
        rows: held.insert(Self.named(rows)).memberAfterInsert)
    }
  }

  /// The first 20 in code-point order, then how many more.
  private static func named(_ rows: [RowChange]) -> String {
    let names = Set(rows.map { Text($0.name) }).sorted().map(\.string)
    let rest = names.count > 20 ? ["+\(names.count - 20)"] : []
    return (names.prefix(20) + rest).joined(separator: " ")
  }
}

extension IssueSource {
  /// Whether every figure is printed as `other` prints it.
  package func hasFigures(of other: IssueSource) throws -> Bool {
    try Differences(other, self).pairs.isEmpty
  }
}
