import Facts
import Metrics
package import Reports

extension Revision {
  /// Every figure that differs between two issues of one period, with its cause and the rows behind it; by identity.
  ///
  /// A figure that no row moved, though its definition has its old version, is one of method too: what was not data was the
  /// way of counting (a day later in a period that is not over, another program).
  package static func between(_ old: FrozenIssue, _ new: FrozenIssue) throws -> [Revision] {
    let (was, now) = (old.figures.byIdentity, new.figures.byIdentity)
    let differing = Set(was.keys).union(now.keys).filter {
      Text(was[$0]?.value ?? "") != Text(now[$0]?.value ?? "")
    }
    guard !differing.isEmpty else { return [] }
    let movers = try Movers(old, new)
    let methods = Methods(old.manifest, new.manifest)
    return differing.sorted { Text($0) < Text($1) }.compactMap { name in
      guard let identity = (now[name] ?? was[name])?.identity else { return nil }
      let isNew = was[name] == nil || now[name] == nil
      let rows =
        Catalogue.metric(identity.metric).map { movers.rows(identity, $0, isNew: isNew) } ?? []
      let causes = Set(rows.map(\.cause))
      let found = Cause.allCases.first { causes.contains($0) }
      return Revision(
        figure: name, was: was[name]?.value ?? "", now: now[name]?.value ?? "",
        cause: methods.changed(identity.metric) ? .method : found ?? .method,
        rows: named(rows))
    }
  }

  /// The first 20 in code-point order, then how many more.
  private static func named(_ rows: [RowChange]) -> String {
    let names = Set(rows.map { Text($0.name) }).sorted().map(\.string)
    let rest = names.count > 20 ? ["+\(names.count - 20)"] : []
    return (names.prefix(20) + rest).joined(separator: " ")
  }
}
