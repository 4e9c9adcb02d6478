import Archive
import Files
import Frozen
import Reports

/// The issues of a period that a new one is compared with.
struct Earlier {
  /// The one it follows; nil for a first issue, and when its files were retracted.
  let latest: FrozenIssue?
  /// The first issue that was not provisional and still has its files.
  let settled: FrozenIssue?

  var previous: PreviousIssue? {
    latest?.previousIssue(firstSettled: settled?.figures.values)
  }

  init(of period: String, in archive: borrowing Archive) throws {
    var settled: FrozenIssue?
    for name in try archive.issues(of: period) where settled == nil {
      guard let manifest = try Self.manifest(name, archive), !manifest.isPartial,
        manifest.retraction == nil
      else { continue }
      settled = try FrozenIssue(Self.files(name, archive), manifest)
    }
    self.settled = settled
    guard let current = try archive.current(of: period),
      let manifest = try Self.manifest(current, archive), manifest.retraction == nil
    else {
      latest = nil
      return
    }
    latest = try FrozenIssue(Self.files(current, archive), manifest)
  }

  static func files(_ name: IssueName, _ archive: borrowing Archive) throws -> FrozenFiles {
    FrozenFiles(try archive.folder(of: name))
  }

  private static func manifest(
    _ name: IssueName, _ archive: borrowing Archive
  ) throws -> Manifest? {
    let files = try files(name, archive)
    guard try files.open(Manifest.path) != nil else { return nil }
    return try files.manifest()
  }
}

extension FrozenFiles {
  /// Of a published or a staged issue.
  init(_ folder: IssueFolder) {
    self.init { path in
      guard let next = try folder.pieces(of: path) else { return nil }
      return { try next() }
    }
  }
}
