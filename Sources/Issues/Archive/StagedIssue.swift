import Glibc
package import System

/// An issue while it is written: a hidden folder beside the published ones, which nobody but its owner can enter.
///
/// An issue that is dropped before it is published is removed, and so is its period's folder when nothing is left in it.
package struct StagedIssue: ~Copyable {
  package let period: String
  /// Finished files, in the order in which they were finished.
  package private(set) var files: [Manifest.File] = []

  let folder: Folder
  private let name: String
  private let periodFolder: Folder
  private let archiveFolder: Folder
  private let fileMode: UInt16
  private let folderMode: UInt16
  /// Published or removed: nothing is left to clean up.
  private var isSettled = false

  fileprivate init(period: String, in archive: consuming Folder, fileMode: UInt16, folderMode: UInt16) throws(FileError)
  {
    let name = Staging.prefix + String(UInt64.random(in: .min ... .max), radix: 16)
    let periodFolder = try archive.openOrCreate(folder: period, mode: folderMode)
    do {
      // Messages name the period, because nobody knows the hidden folder.
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

  deinit { if !isSettled { Staging.remove(name, from: periodFolder, period, from: archiveFolder) } }

  /// Creates a file. Hand the writer to `finish` when everything is in it.
  package borrowing func create(_ path: String) throws(FileError) -> FileWriter {
    let place = try RelativePath(checking: path, in: folder)
    var parent = try folder.duplicate()
    for name in place.folders { parent = try parent.openOrCreate(folder: name, mode: folderMode) }
    return try parent.create(file: place.name, mode: fileMode, called: path)
  }

  /// Adds the file to the issue. It is on the disk once the issue is published.
  package mutating func finish(_ writer: consuming FileWriter) throws(FileError) {
    let path = writer.name
    let digest = try writer.close()
    files.append(Manifest.File(path: path, bytes: digest.bytes, sha256: digest.sha256))
  }

  package mutating func write(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    var writer = try create(path)
    try writer.append(bytes)
    try finish(writer)
  }

  /// Adds a file that a library writes by its path. The library also gets a folder for its temporary files, which is removed
  /// afterwards.
  ///
  /// - Parameters:
  ///   - scratchBytes: about what the temporary files need. The disk must have as much to spare.
  ///   - body: writes the file; its parameters are the file's path and the folder's.
  package mutating func write(
    _ path: String, scratchBytes: Int, by body: (_ path: String, _ folder: String) throws -> Void
  ) throws {
    let scratch = try folder.create(folder: Staging.scratch, mode: 0o700)
    do {
      try scratch.requireFreeSpace(scratchBytes)
      let place = "\(try periodFolder.absolutePath())/\(name)/\(Staging.scratch)"
      try body("\(place)/file", place)
      var reader = try scratch.open(file: "file")
      var writer = try create(path)
      while case let piece = try reader.read(), !piece.isEmpty { try writer.append(piece) }
      try finish(writer)
      try folder.remove(tree: Staging.scratch)
    } catch {
      try? folder.remove(tree: Staging.scratch)
      throw error
    }
  }

  /// Removes every file: a retry begins with nothing.
  package mutating func empty() throws(FileError) {
    files = []
    try folder.empty()
  }

  /// Removes the issue, and throws where that fails.
  package consuming func discard() throws(FileError) {
    try periodFolder.remove(tree: name)
    isSettled = true
    _ = try archiveFolder.remove(emptyFolder: period)
  }
}

// Publishing.
extension StagedIssue {
  /// Puts every file and folder on the disk with its mode. There must be the files that were finished and no other.
  fileprivate borrowing func settle() throws(FileError) {
    let found = try folder.tree().map { "\($0.name) \($0.bytes)" }
    guard Set(found) == Set(files.map { "\($0.path) \($0.bytes)" }), found.count == files.count else {
      throw FileError(.inputOutput, "publish", folder.path, code: ESTALE)
    }
    try folder.synchronizeTree()
    try folder.setMode(folderMode)
    try folder.synchronize()
    // A period's first issue made the period's folder.
    try archiveFolder.synchronize()
  }

  /// Gives the folder its number, and `current` the link to it. When `current` cannot follow, the folder gets its hidden name
  /// back, so that `deinit` finds it.
  fileprivate borrowing func exchange(_ number: Int) throws(FileError) {
    try periodFolder.rename(name, toNew: String(number))
    do {
      try periodFolder.synchronize()
      try periodFolder.rename(Staging.link, to: Current.name)
    } catch {
      try? periodFolder.rename(String(number), toNew: name)
      throw error
    }
  }

  fileprivate consuming func replaceDraft(_ willPublish: () throws(FileError) -> Void) throws(FileError) {
    try settle()
    try willPublish()
    if try periodFolder.entry(Archive.draftName) != nil {
      try periodFolder.rename(Archive.draftName, toNew: Staging.oldDraft)
    }
    try periodFolder.rename(name, toNew: Archive.draftName)
    isSettled = true
    try periodFolder.synchronize()
    if try periodFolder.entry(Staging.oldDraft) != nil { try periodFolder.remove(tree: Staging.oldDraft) }
  }

  fileprivate consuming func publish(_ number: Int, _ willPublish: () throws(FileError) -> Void) throws(FileError) {
    try settle()
    try Current.prepare(in: periodFolder, number)
    do {
      try willPublish()
      try exchange(number)
    } catch {
      try? periodFolder.remove(file: Staging.link)
      throw error
    }
    isSettled = true
    try Current.confirm(in: periodFolder, number)
  }
}

extension Archive {
  /// Makes a hidden folder for a new issue of the period. Needs the lock.
  package borrowing func stage(_ period: String) throws(FileError) -> StagedIssue {
    try requireLock()
    guard PeriodFolder.isName(period) else {
      throw FileError(.cannotCreate, "create", folder.shown(period), code: EINVAL)
    }
    return try StagedIssue(period: period, in: try folder.duplicate(), fileMode: fileMode, folderMode: folderMode)
  }

  package borrowing func nextNumber(of period: String) throws(FileError) -> Int {
    (try issues(of: period).last?.number ?? 0) + 1
  }

  /// Makes the staged files the period's next issue, and lets `current` lead to it.
  ///
  /// First all files are on the disk. Then the link is made under a hidden name, the folder gets its number, and the link gets
  /// its name. A failure up to there takes the number back, so nothing is published. Only the very last fsync comes too late for
  /// that: it throws `.unconfirmed`, whose path names the issue.
  ///
  /// - Parameter willPublish: called once when all that can be prepared is. It is the last chance to throw. A program that
  ///   catches signals says here that it finishes, and then throws if a signal had come.
  package borrowing func publish(
    _ issue: consuming StagedIssue, willPublish: () throws(FileError) -> Void = { () throws(FileError) in }
  ) throws(FileError) -> IssueName {
    try requireLock()
    let number = try nextNumber(of: issue.period)
    guard let name = IssueName(period: issue.period, number: number) else {
      throw FileError(.cannotCreate, "create", folder.shown(issue.period), code: EINVAL)
    }
    try issue.publish(number, willPublish)
    return name
  }
}

// Drafts.
extension Archive {
  /// The folder of a period's draft, which is no issue.
  package static let draftName = "draft"

  /// Makes the staged files the period's draft in place of the last one. Needs the lock.
  ///
  /// - Parameter willPublish: see `publish`.
  package borrowing func publish(
    draft: consuming StagedIssue, willPublish: () throws(FileError) -> Void = { () throws(FileError) in }
  ) throws(FileError) {
    try requireLock()
    try draft.replaceDraft(willPublish)
  }
}

/// The hidden names of what is not published yet.
enum Staging {
  static let prefix = ".staging-"
  /// Within a staged issue, for a library's temporary files.
  static let scratch = ".scratch"
  /// A draft that another replaces.
  static let oldDraft = ".staging-old-draft"
  /// Becomes `current`.
  static let link = ".staging-current"

  /// Removes what it can. The next run sweeps the rest.
  static func remove(
    _ name: String, from periodFolder: borrowing Folder, _ period: String, from archive: borrowing Folder
  ) {
    try? periodFolder.remove(tree: name)
    _ = try? archive.remove(emptyFolder: period)
  }
}

/// The link that people follow.
enum Current {
  static let name = "current"

  /// Makes the link under a hidden name. Only a link is ever replaced.
  static func prepare(in period: borrowing Folder, _ number: Int) throws(FileError) {
    if let there = try period.entry(name), there.kind != .link {
      throw FileError(
        .cannotCreate, "replace", period.shown(name), code: EEXIST,
        fault: "must be a link to an issue, but is a \(there.kind == .folder ? "folder" : "file"), "
          + "as a copy of the archive makes it; remove it")
    }
    if try period.entry(Staging.link) != nil { try period.remove(file: Staging.link) }
    try period.link(Staging.link, to: String(number))
  }

  /// Puts the issue on the disk. All readers see it already.
  static func confirm(in period: borrowing Folder, _ number: Int) throws(FileError) {
    do { try period.synchronize() } catch {
      throw FileError(.unconfirmed, "publish", period.shown(String(number)), code: error.code)
    }
  }
}
