import Facts
import Metrics
package import Reports

/// A figure as an issue printed it.
package struct FrozenFigure: Hashable, Sendable {
  package let identity: FigureIdentity
  /// As it stands in the file, unquoted; empty where there was no value.
  package let value: String
  /// nil for a cell that has a value: projects.csv and boroughs.csv tell no other.
  package let status: FigureStatus?
  package let n: Int?

  package init(identity: FigureIdentity, value: String, status: FigureStatus?, n: Int? = nil) {
    self.identity = identity
    self.value = value
    self.status = status
    self.n = n
  }

  /// The value, or in words why there is none.
  package var words: String {
    value.isEmpty ? (status ?? .notApplicable).rawValue : value
  }
}

/// Every figure of an issue by identity: the rows of figures.csv, and the cells of projects.csv and boroughs.csv.
package struct FrozenFigures: Sendable {
  package private(set) var byIdentity: [String: FrozenFigure] = [:]

  package subscript(identity: String) -> FrozenFigure? { byIdentity[identity] }

  /// - Parameter isAsked: of which projects, by the keys that identities name them by; nil for none.
  /// - Throws: `.retracted` for an issue whose files are gone.
  package init(
    _ files: FrozenFiles, _ manifest: Manifest,
    ofProjects isAsked: ((_ key: String) -> Bool)? = { _ in true }
  ) throws {
    if let reason = manifest.retraction { throw FrozenError(.retracted(reason), Manifest.path) }
    try readFigures(files)
    try readReach(files, manifest.period)
    guard let isAsked else { return }
    try FrozenProject.all(files).forEach { project in
      guard isAsked(project.key) else { return }
      for figure in project.figures(manifest.period) { add(figure) }
    }
  }

  private mutating func add(_ figure: FrozenFigure) {
    byIdentity[figure.identity.description] = figure
  }

  private mutating func readFigures(_ files: FrozenFiles) throws {
    try RowReader(.figures, files) { columns in
      let (identity, value) = (columns["figure"], columns["value"])
      let (status, n) = (columns["status"], columns["n"])
      return { row in
        FrozenFigure(
          identity: try row.need(identity, row.printed(identity).flatMap { FigureIdentity($0) }),
          value: row.printed(value) ?? "",
          status: try row.need(status, row.printed(status).flatMap { FigureStatus(rawValue: $0) }),
          n: try row.integer(n).map { Int($0) })
      }
    }.forEach { add($0) }
  }

  private mutating func readReach(_ files: FrozenFiles, _ period: Period) throws {
    try RowReader(.boroughs, files) { columns in
      let (code, reach) = (columns["borough_code"], columns[Metric.reach.id])
      return { row -> FrozenFigure? in
        guard let value = row.printed(reach) else { return nil }
        let key = Figure.encoded(try row.need(code, row.text(code)))
        return FrozenFigure(
          identity: FigureIdentity(
            .reach, .borough, encodedKey: key, span: Metric.reach.span(of: period)),
          value: value, status: nil)
      }
    }.forEach { if let figure = $0 { add(figure) } }
  }
}
