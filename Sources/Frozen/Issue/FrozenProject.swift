import Facts
import Metrics
import Reports

/// A project's row of projects.csv as far as it holds figures.
struct FrozenProject {
  /// As identities name it.
  let key: String
  /// By `metrics`, as they stand in the file.
  let values: [String]
  /// The metrics that are unknown.
  let lacking: Set<String>

  static let metrics = TableShape.projects.metrics(of: .project).map(\.metric)

  /// One after the other, in the file's order.
  static func all(_ files: FrozenFiles) throws -> RowReader<FrozenProject> {
    let keys = try keys(files)
    return try RowReader(.projects, files) { columns in
      let places = metrics.map { columns[$0.id] }
      let unknown = columns["unknown"]
      return { row in
        FrozenProject(
          key: keys[try row.commissionID(columns)], values: places.map { row.printed($0) ?? "" },
          lacking: Set((row.printed(unknown) ?? "").split(separator: " ").map { String($0) }))
      }
    }
  }

  func figures(_ period: Period) -> [FrozenFigure] {
    zip(Self.metrics, values).map { metric, value in
      let reason = lacking.contains(metric.id) ? FigureStatus.unknown : .notApplicable
      return FrozenFigure(
        identity: identity(metric, period), value: value,
        status: value.isEmpty || reason == .unknown ? reason : nil)
    }
  }

  func identity(_ metric: Metric, _ period: Period) -> FigureIdentity {
    FigureIdentity(metric, .project, encodedKey: key, span: metric.span(of: period))
  }

  /// Over all commissions read, in scope or not.
  private static func keys(_ files: FrozenFiles) throws -> ProjectKeys {
    var references: [(id: Int64, reference: Text?)] = []
    try RowReader(.evidenceCommissions, files) { columns in
      let reference = columns["reference"]
      return { row in (try row.commissionID(columns), row.text(reference)) }
    }.forEach { references.append(($0, $1)) }
    return ProjectKeys(references)
  }
}
