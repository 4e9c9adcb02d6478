package import Facts
package import Metrics
package import Reports

/// An issue read back: its figures, and the facts they were computed from.
package struct FrozenIssue {
  package let source: IssueSource
  package let figures: FrozenFigures
  package let programme: Programme
  package let keys: ProjectKeys

  package init(_ files: FrozenFiles) throws {
    source = try IssueSource(files, try files.manifest())
    figures = try source.figures()
    programme = try source.programme()
    keys = ProjectKeys(programme)
  }

  package var manifest: Manifest { source.manifest }
  package var horizon: Horizon { source.horizon }
  var files: FrozenFiles { source.files }

  /// What metrics make of the frozen rows.
  package var measures: Measures { Measures(programme, horizon, manifest.thresholds) }
}

extension FrozenFigures {
  /// As they are printed, by identity.
  package var values: [String: String] { byIdentity.mapValues(\.value) }
}
