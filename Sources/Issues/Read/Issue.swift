package import Core
import System

/// An issue read back: its figures, and the facts they were computed from.
package struct SavedIssue {
  package let source: IssueSource
  package let figures: SavedFigures
  package let programme: Programme
  package let keys: ProjectKeys

  package init(_ files: IssueFiles) throws {
    source = try IssueSource(files, try files.manifest())
    figures = try source.figures()
    programme = try source.programme()
    keys = ProjectKeys(programme)
  }

  package var manifest: Manifest { source.manifest }
  package var context: ReportingContext { source.context }
  var files: IssueFiles { source.files }

  /// What metrics make of the frozen rows.
  package var measures: Measures { Measures(programme, context, manifest.thresholds) }
}

extension SavedFigures {
  /// As they are printed, by identity.
  package var values: [String: String] { byIdentity.mapValues(\.value) }
}

/// An issue's files and its manifest. A file is read when a caller needs it, and is not held here.
package struct IssueSource {
  package let files: IssueFiles
  package let manifest: Manifest
  package let context: ReportingContext

  /// - Parameter manifest: of a staged issue, whose manifest is written last, as it will be.
  /// - Throws: `.retracted` for an issue whose files are gone.
  package init(_ files: IssueFiles, _ manifest: Manifest) throws {
    guard let context = manifest.context else {
      throw IssueError(.malformed("reportingEnd lies before the period"), Manifest.path)
    }
    if let reason = manifest.retraction { throw IssueError(.retracted(reason), Manifest.path) }
    self.files = files
    self.manifest = manifest
    self.context = context
  }

  /// - Parameter isAsked: of which projects, by the keys that identities name them by; nil for none.
  package func figures(ofProjects isAsked: ((_ key: String) -> Bool)? = { _ in true }) throws -> SavedFigures {
    try SavedFigures(files, manifest, ofProjects: isAsked)
  }

  /// The facts the figures were computed from.
  package func programme() throws -> Programme { try Rebuild.programme(files, context, manifest.offer) }
}

/// A figure as an issue printed it.
package struct SavedFigure: Hashable, Sendable {
  package let identity: FigureIdentity
  /// As the file prints it, unquoted; empty where there was no value.
  package let value: String
  /// nil for a cell that has a value: projects.csv and boroughs.csv give a status only by an empty cell.
  package let status: FigureStatus?
  package var n: Int?

  /// The value, or in words why there is none.
  package var words: String { value.isEmpty ? (status ?? .notApplicable).rawValue : value }
}

/// Every figure of an issue by identity: the rows of figures.csv, and the cells of projects.csv and boroughs.csv.
package struct SavedFigures: Sendable {
  package private(set) var byIdentity: [String: SavedFigure] = [:]

  package subscript(identity: String) -> SavedFigure? { byIdentity[identity] }

  /// - Parameter isAsked: of which projects, by the keys that identities name them by; nil for none.
  /// - Throws: `.retracted` for an issue whose files are gone.
  package init(
    _ files: IssueFiles, _ manifest: Manifest, ofProjects isAsked: ((_ key: String) -> Bool)? = { _ in true }
  ) throws {
    if let reason = manifest.retraction { throw IssueError(.retracted(reason), Manifest.path) }
    try readFigures(files)
    try readReach(files, manifest.period)
    guard let isAsked else { return }
    try SavedProject.all(files).forEach { project in
      guard isAsked(project.key) else { return }
      for figure in project.figures(manifest.period) { add(figure) }
    }
  }

  private mutating func add(_ figure: SavedFigure) { byIdentity[figure.identity.description] = figure }

  private mutating func readFigures(_ files: IssueFiles) throws {
    try RowReader(.figures, files) { columns in
      let (identity, value) = (columns["figure"], columns["value"])
      let (status, n, word) = (columns["status"], columns["n"], columns["word"])
      return { row in
        SavedFigure(
          identity: try row.need(identity, row.printed(identity).flatMap { FigureIdentity($0) }),
          value: row.printed(value) ?? row.printed(word) ?? "",
          status: try row.need(status, row.printed(status).flatMap { FigureStatus(rawValue: $0) }),
          n: try row.integer(n).map { Int($0) })
      }
    }.forEach { add($0) }
  }

  private mutating func readReach(_ files: IssueFiles, _ period: Period) throws {
    try RowReader(.boroughs, files) { columns in
      let (code, reach) = (columns["borough_code"], columns[metrics.reach.id])
      return { row -> SavedFigure? in
        guard let value = row.printed(reach) else { return nil }
        let key = Figure.encoded(try row.need(code, row.text(code)))
        return SavedFigure(
          identity: FigureIdentity(metrics.reach, .borough, encodedKey: key, span: metrics.reach.span(of: period)),
          value: value, status: nil)
      }
    }.forEach { if let figure = $0 { add(figure) } }
  }
}

extension IssueSource {
  /// Counts the rows of these relations that the issue was made of. The files of the others are not read, but for the small lists.
  package func rows(of names: Set<String>) throws -> RowCounts {
    var counts = RowCounts()
    guard !names.isEmpty else { return counts }
    var people = Programme()
    try people.readPeople(files)
    if manifest.offer.has("boroughs") { counts["boroughs"] = people.boroughs.count }
    counts["advisers"] = people.advisers.count
    counts["bank_holidays"] = people.bankHolidays.count
    counts["actions"] = people.actions.count
    for schema in Contract.held where try names.contains(schema.name) && files.holds(schema) {
      counts[schema.name] = try count(schema.evidencePath)
    }
    if names.contains("days") { counts["days"] = try count(TableShape.days.path) }
    if names.contains("outcomes") { counts["outcomes"] = try count(TableShape.outcomes.path) }
    guard !names.isDisjoint(with: ["commissions", "days", "outcomes"]) else { return counts }
    try RowReader(Commission.relation, files).forEach { project in
      counts["commissions"] += 1
      counts["days"] += project.daysBefore.entries
      counts["outcomes"] += project.outcomesBefore.total
    }
    return counts
  }

  private func count(_ path: String) throws -> Int {
    var count = 0
    try RowReader(path, files) { _ in { _ in } }.forEach { count += 1 }
    return count
  }
}

/// Why a file of an issue cannot be read back. The other files still can.
package struct IssueError: Error, Hashable, Sendable {
  package enum IssueFault: Hashable, Sendable {
    /// The file is not there.
    case missing
    /// The file is not what the program writes.
    case malformed(String)
    /// The issue's files were removed; the reason why.
    case retracted(String)
  }

  package let code: IssueFault
  /// Within the issue.
  package let path: String
  /// From 1; nil where the whole file is meant.
  package let line: Int?

  package init(_ code: IssueFault, _ path: String, line: Int? = nil) {
    self.code = code
    self.path = path
    self.line = line
  }
}

extension IssueError: CustomStringConvertible {
  /// One line, never a value from the data.
  package var description: String {
    let place = line.map { "\(path), line \($0)" } ?? path
    return switch code {
    case .missing: "\(place): it is not there"
    case .malformed(let what): "\(place): \(what)"
    case .retracted(let reason): "retracted: \(reason)"
    }
  }
}
