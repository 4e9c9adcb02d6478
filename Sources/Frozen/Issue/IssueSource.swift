package import Facts
import Metrics
package import Reports

/// An issue's files and what its manifest says of them. What is in them is read when it is asked for, and not held here.
package struct IssueSource {
  package let files: FrozenFiles
  package let manifest: Manifest
  package let horizon: Horizon

  /// - Parameter manifest: of a staged issue, whose manifest is written last, as it will be.
  /// - Throws: `.retracted` for an issue whose files are gone.
  package init(_ files: FrozenFiles, _ manifest: Manifest) throws {
    guard let horizon = manifest.horizon else {
      throw FrozenError(.malformed("asOf lies before the period"), Manifest.path)
    }
    if let reason = manifest.retraction { throw FrozenError(.retracted(reason), Manifest.path) }
    self.files = files
    self.manifest = manifest
    self.horizon = horizon
  }

  /// - Parameter isAsked: of which projects, by the keys that identities name them by; nil for none.
  package func figures(
    ofProjects isAsked: ((_ key: String) -> Bool)? = { _ in true }
  ) throws -> FrozenFigures {
    try FrozenFigures(files, manifest, ofProjects: isAsked)
  }

  /// The facts the figures were computed from.
  package func programme() throws -> Programme { try Rebuild.programme(files, horizon) }

  /// What a later issue of the period is compared with.
  ///
  /// - Parameters:
  ///   - firstSettled: the period's first issue that was not provisional; nil when there is none.
  ///   - isRevised: whether any figure of the later issue differs from that one's.
  package func previousIssue(
    firstSettled: IssueSource?, isRevised: Bool
  ) throws -> PreviousIssue {
    PreviousIssue(
      number: manifest.issue, snapshot: manifest.snapshot,
      firstSettled: try firstSettled?.figures(ofProjects: nil).values, isRevised: isRevised)
  }
}
