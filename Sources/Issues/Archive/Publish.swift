import Glibc
package import System

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

/// A file of an issue that is being made.
package struct StagedFile: Equatable, Sendable {
  /// Below the issue, `evidence/commissions.csv`.
  package let path: String
  package let digest: FileDigest
}

/// An issue while it is written: a hidden folder beside the published ones, which nobody but its owner can enter.
///
/// Let go of before it is published, it is removed, and so is its period's folder when nothing is left in that.
package struct StagedIssue: ~Copyable {
  package let period: String
  /// Finished files, in the order in which they were finished.
  package private(set) var files: [StagedFile] = []

  let folder: Folder
  let name: String
  let periodFolder: Folder
  let archiveFolder: Folder
  private let fileMode: UInt16
  let folderMode: UInt16
  /// Published or removed: nothing is left to clean up.
  var isSettled = false

  init(
    period: String, in archive: consuming Folder, fileMode: UInt16, folderMode: UInt16
  ) throws(FileError) {
    let name = Staging.prefix + String(UInt64.random(in: .min ... .max), radix: 16)
    let periodFolder = try archive.openOrCreate(folder: period, mode: folderMode)
    do {
      // Messages name the period: nobody knows the hidden folder.
      self.folder = try periodFolder.create(folder: name, mode: 0o700, shownAs: periodFolder.path)
    } catch {
      Staging.remove(name, from: periodFolder, period, from: archive)
      throw error
    }
    self.period = period
    self.name = name
    self.periodFolder = periodFolder
    self.archiveFolder = archive
    self.fileMode = fileMode
    self.folderMode = folderMode
  }

  deinit {
    if !isSettled { Staging.remove(name, from: periodFolder, period, from: archiveFolder) }
  }

  /// A new file; hand the writer to `finish` when everything is in it.
  package borrowing func create(_ path: String) throws(FileError) -> FileWriter {
    let place = try RelativePath(checking: path, in: folder)
    var parent = try folder.again()
    for name in place.folders { parent = try parent.openOrCreate(folder: name, mode: folderMode) }
    return try parent.create(file: place.name, mode: fileMode, called: path)
  }

  /// The file belongs to the issue from now on; it is on the disk once the issue is published.
  @discardableResult
  package mutating func finish(_ writer: consuming FileWriter) throws(FileError) -> StagedFile {
    let path = writer.name
    let file = StagedFile(path: path, digest: try writer.close())
    files.append(file)
    return file
  }

  @discardableResult
  package mutating func write(_ path: String, _ bytes: [UInt8]) throws(FileError) -> StagedFile {
    var writer = try create(path)
    try writer.append(bytes)
    return try finish(writer)
  }

  /// A file that a library writes by its path: beside its temporary files, in a folder that is gone afterwards.
  ///
  /// - Parameters:
  ///   - scratchBytes: about what the temporary files need: the disk must have as much to spare.
  ///   - body: is given the path, and the folder's.
  @discardableResult
  package mutating func write(
    _ path: String, scratchBytes: Int, by body: (_ path: String, _ folder: String) throws -> Void
  ) throws -> StagedFile {
    let scratch = try folder.create(folder: Staging.scratch, mode: 0o700)
    do {
      try scratch.requireRoom(scratchBytes)
      let place = "\(try periodFolder.absolutePath())/\(name)/\(Staging.scratch)"
      try body("\(place)/file", place)
      var reader = try scratch.open(file: "file")
      var writer = try create(path)
      while true {
        let piece = try reader.read()
        if piece.isEmpty { break }
        try writer.append(piece)
      }
      let file = try finish(writer)
      try folder.remove(tree: Staging.scratch)
      return file
    } catch {
      try? folder.remove(tree: Staging.scratch)
      throw error
    }
  }

  /// A retry begins with nothing.
  package mutating func empty() throws(FileError) {
    files = []
    try folder.empty()
  }

  /// Removed now, with failures told.
  package consuming func discard() throws(FileError) {
    try periodFolder.remove(tree: name)
    isSettled = true
    _ = try archiveFolder.remove(emptyFolder: period)
  }
}

/// The hidden names of what is not published yet.
enum Staging {
  static let prefix = ".staging-"
  /// Within a staged issue, for what a library writes on its way.
  static let scratch = ".scratch"
  /// What becomes `current`.
  static let link = ".staging-current"

  /// As far as it goes: the next run sweeps what is left.
  static func remove(
    _ name: String, from periodFolder: borrowing Folder, _ period: String,
    from archive: borrowing Folder
  ) {
    try? periodFolder.remove(tree: name)
    _ = try? archive.remove(emptyFolder: period)
  }
}

/// What a sweep found and did.
package struct Sweep: Equatable, Sendable {
  /// Paths of hidden leftovers that the sweep removed.
  package var removed: [String] = []
  /// Issues that `current` leads to since the sweep.
  package var completed: [IssueName] = []
  /// The newest of their period, yet `current` does not lead to them and they are not whole.
  package var doubtful: [IssueName] = []

  /// What an administrator needs to know, a line each.
  package var lines: [String] {
    removed.map { "\($0): left by a stopped run, removed" }
      + completed.map { "\($0): finished by a stopped run; current leads to it now" }
      + doubtful.map {
        "\($0): newer than current and not whole, so it is left alone; `board-report verify \($0)` says what is wrong"
      }
  }
}

extension Archive {
  /// Puts right what a killed run left. Needs the lock: whatever is hidden then belongs to nobody.
  ///
  /// A run killed between the two renames leaves a numbered issue that `current` does not lead to. Its files were on the disk
  /// before it got its number, so the swap is completed, as the run itself was bound to do; but only when the caller finds the
  /// issue whole by its manifest, because a person may have put a folder there. Otherwise it stays as it is and
  /// is told: the next issue takes the next number and `current` with it.
  package borrowing func sweep(
    isWhole: (borrowing Archive, IssueName) throws(FileError) -> Bool = {
      (archive, issue) throws(FileError) in try archive.isWhole(issue)
    }
  ) throws(FileError) -> Sweep {
    try requireLock()
    var sweep = Sweep()
    sweep.removed += try Self.removeHidden(from: folder)
    for period in try periods() {
      let place = try folder.open(folder: period)
      sweep.removed += try Self.removeHidden(from: place)
      if try folder.remove(emptyFolder: period) { continue }
      guard let newest = try issues(of: period).last,
        newest.number > (try current(of: period)?.number ?? 0)
      else { continue }
      if try place.entry(Current.name).map({ $0.kind == .link }) ?? true, try isWhole(self, newest)
      {
        try lead(to: newest)
        sweep.completed.append(newest)
      } else {
        sweep.doubtful.append(newest)
      }
    }
    return sweep
  }

  /// `current` leads to this issue. Needs the lock.
  package borrowing func lead(to issue: IssueName) throws(FileError) {
    try requireLock()
    let period = try folder.open(folder: issue.period)
    try Current.prepare(in: period, issue.number)
    try period.rename(Staging.link, to: Current.name)
    try Current.confirm(in: period, issue.number)
  }

  private static func removeHidden(from place: borrowing Folder) throws(FileError) -> [String] {
    var removed: [String] = []
    for entry in try place.entries() where entry.name.hasPrefix(Staging.prefix) {
      if entry.kind == .folder {
        try place.remove(tree: entry.name)
      } else {
        try place.remove(file: entry.name)
      }
      removed.append(place.shown(entry.name))
    }
    return removed
  }
}

extension Archive {
  /// An issue's files go; one, its manifest, stays with what it says now, and is written first. OutcomeRowKey again, it goes on where
  /// it stopped. Needs the lock.
  package borrowing func retract(
    _ issue: IssueName, keeping name: String, _ bytes: [UInt8]
  ) throws(FileError) {
    try requireLock()
    let place = try open(issue)
    try place.writeAtomically(name, bytes, mode: fileMode)
    for entry in try place.entries() where entry.name != name {
      if entry.kind == .folder {
        try place.remove(tree: entry.name)
      } else {
        try place.remove(file: entry.name)
      }
    }
    try place.synchronize()
  }
}
