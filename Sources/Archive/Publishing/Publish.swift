package import Files
import Glibc

extension Archive {
  /// A hidden folder for a new issue of the period. Needs the lock.
  package borrowing func stage(_ period: String) throws(FileError) -> StagedIssue {
    try requireLock()
    guard PeriodFolder.isName(period) else {
      throw FileError(.cannotCreate, "create", folder.shown(period), code: EINVAL)
    }
    return try StagedIssue(
      period: period, in: try folder.again(), fileMode: fileMode, folderMode: folderMode)
  }

  /// The number the next issue of the period gets, for what is written into it.
  package borrowing func nextNumber(of period: String) throws(FileError) -> Int {
    (try issues(of: period).last?.number ?? 0) + 1
  }

  /// The staged files become the period's next issue, and `current` leads to it.
  ///
  /// Order: everything is on the disk; the link is ready under a hidden name; the folder gets its number; the link gets
  /// its name. A failure up to there takes the number back, so nothing is published. Only the very last fsync comes
  /// too late for that: `.unconfirmed`, whose path names the issue.
  ///
  /// - Parameter willPublish: called once when all that can be prepared is; the last chance to throw. A program that catches
  ///   signals says here that it finishes, and then throws if one had come.
  package borrowing func publish(
    _ issue: consuming StagedIssue,
    willPublish: () throws(FileError) -> Void = { () throws(FileError) in }
  ) throws(FileError) -> IssueName {
    try requireLock()
    let number = try nextNumber(of: issue.period)
    guard let name = IssueName(period: issue.period, number: number) else {
      throw FileError(.cannotCreate, "create", issue.periodFolder.path, code: EINVAL)
    }
    try issue.settle()
    try Current.prepare(in: issue.periodFolder, number)
    do {
      try willPublish()
      try issue.exchange(number)
    } catch {
      try? issue.periodFolder.remove(file: Staging.link)
      throw error
    }
    issue.isSettled = true
    try Current.confirm(in: issue.periodFolder, number)
    return name
  }
}

extension StagedIssue {
  /// Every file and folder is on the disk with its mode, and there are the files that were finished and no other.
  borrowing func settle() throws(FileError) {
    let found = try folder.tree().map { "\($0.name) \($0.bytes)" }
    let known = files.map { "\($0.path) \($0.digest.bytes)" }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard found.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) == known else {
      throw FileError(.inputOutput, "publish", folder.path, code: ESTALE)
    }
    try folder.synchronizeTree()
    try folder.setMode(folderMode)
    try folder.synchronize()
    // Its first issue made the period's folder.
    try archiveFolder.synchronize()
  }

  /// Takes the number back when `current` cannot follow, so that `deinit` finds the folder where it was.
  borrowing func exchange(_ number: Int) throws(FileError) {
    try periodFolder.rename(name, toNew: String(number))
    do {
      try periodFolder.synchronize()
      try periodFolder.rename(Staging.link, to: Current.name)
    } catch {
      try? periodFolder.rename(String(number), toNew: name)
      throw error
    }
  }
}

/// The link people follow.
enum Current {
  static let name = "current"

  /// Ready under a hidden name; only a link is ever replaced.
  static func prepare(in period: borrowing Folder, _ number: Int) throws(FileError) {
    if let there = try period.entry(name), there.kind != .link {
      throw FileError(.cannotCreate, "replace", period.shown(name), code: EEXIST)
    }
    if try period.entry(Staging.link) != nil { try period.remove(file: Staging.link) }
    try period.link(Staging.link, to: String(number))
  }

  /// The issue is there for all to see; only the disk's word is missing.
  static func confirm(in period: borrowing Folder, _ number: Int) throws(FileError) {
    do { try period.synchronize() } catch {
      throw FileError(.unconfirmed, "publish", period.shown(String(number)), code: error.code)
    }
  }
}
