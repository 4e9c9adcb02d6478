package import Facts
package import Metrics
package import Reports

/// An issue read back: its figures, and the facts they were computed from.
package struct FrozenIssue {
  package let files: FrozenFiles
  package let manifest: Manifest
  package let figures: FrozenFigures
  package let programme: Programme
  package let horizon: Horizon
  package let keys: ProjectKeys

  package init(_ files: FrozenFiles) throws { try self.init(files, try files.manifest()) }

  /// - Parameter manifest: of a staged issue, whose manifest is written last, as it will be.
  package init(_ files: FrozenFiles, _ manifest: Manifest) throws {
    guard let horizon = manifest.horizon else {
      throw FrozenError(.malformed("asOf lies before the period"), Manifest.path)
    }
    self.files = files
    self.manifest = manifest
    self.horizon = horizon
    figures = try FrozenFigures(files, manifest)
    programme = try Rebuild.programme(files, horizon)
    keys = ProjectKeys(programme)
  }

  /// What metrics make of the frozen rows.
  package var measures: Measures { Measures(programme, horizon, manifest.thresholds) }

  /// What a later issue of the period is compared with.
  ///
  /// - Parameter firstSettled: values of the period's first issue that was not provisional; nil when there is none.
  package func previousIssue(firstSettled: [String: String]?) -> PreviousIssue {
    PreviousIssue(
      number: manifest.issue, snapshot: manifest.snapshot,
      figures: figures.byIdentity.mapValues { .init(value: $0.value, status: $0.status) },
      firstSettled: firstSettled)
  }
}

extension FrozenFigures {
  /// What `PreviousIssue.firstSettled` holds, of the period's first issue that was not provisional.
  package var values: [String: String] { byIdentity.mapValues(\.value) }
}
