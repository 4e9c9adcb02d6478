/// Every metric, in the order people read them.
package enum Catalogue {
  package static let all: [Metric] =
    Metric.howMuch + Metric.howWell + Metric.betterOff
    + Metric.ofProjects + Metric.ofAdvisers + Metric.ofBoroughs

  /// nil for a name that no metric has.
  package static func metric(_ id: String) -> Metric? { byID[id] }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
}
