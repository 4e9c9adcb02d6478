import Archive
import Facts
import Files
import Frozen

/// Why a period's report that is due is not there for the board.
enum Shortfall: Hashable {
  case neverIssued
  /// There are issues, but `current` leads to none.
  case notCurrent
  case provisional(IssueName)
  /// What is wrong first, and of how many things.
  case damaged(IssueName, String, of: Int)
  /// The reason given.
  case retracted(IssueName, String)
  /// What keeps the archive from telling.
  case unreadable(String)

  /// nil when the period's current issue is whole, as its manifest has it, and not provisional.
  static func find(of period: Period, in archive: borrowing Archive) throws -> Shortfall? {
    do { return try look(for: period, in: archive) } catch let error as FileError {
      // The other quarters are still told.
      return .unreadable(error.line)
    }
  }

  private static func look(
    for period: Period, in archive: borrowing Archive
  ) throws -> Shortfall? {
    guard let name = try archive.current(of: period.name) else {
      return try archive.issues(of: period.name).isEmpty ? .neverIssued : .notCurrent
    }
    do {
      let manifest = try FrozenFiles(try archive.folder(of: name)).manifest()
      guard manifest.period == period, manifest.issue == name.number else {
        return .damaged(name, "\(Manifest.path): of another issue, \(manifest.name)", of: 1)
      }
      if let reason = manifest.retraction { return .retracted(name, reason) }
      let differences = try Verifying.verify(name, in: archive).differences
      if let first = differences.first {
        return .damaged(name, "\(first)", of: differences.count)
      }
      return manifest.isPartial ? .provisional(name) : nil
    } catch let error as FrozenError {
      return .damaged(name, "\(error)", of: 1)
    }
  }
}

extension Shortfall: CustomStringConvertible {
  var description: String {
    switch self {
    case .neverIssued: "never issued"
    case .notCurrent: "issued, but current leads to none"
    case .provisional(let name): "\(name) is provisional"
    case .damaged(let name, let what, let count):
      "\(name) is damaged: \(what)" + (count > 1 ? " (and \(count - 1) more)" : "")
    case .retracted(let name, let reason): "\(name) was retracted: \(reason)"
    case .unreadable(let what): what
    }
  }

  /// Why an issue is made although the figures may not have changed; nil where that needs no reason.
  var reissueReason: String? {
    if case .damaged = self { "\(self)" } else { nil }
  }
}
