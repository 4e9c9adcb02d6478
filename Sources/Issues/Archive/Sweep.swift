package import System

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
  /// A run that was killed between the two renames leaves a numbered issue that `current` does not lead to. Its files were on
  /// the disk before it got its number, so the sweep completes the swap, as the run was bound to do. It does so only for an
  /// issue that is whole, because a person may have put a folder there. An issue that is not whole is left alone: the next issue
  /// takes the next number and `current` with it.
  package borrowing func sweep(
    isWhole: (borrowing Archive, IssueName) throws(FileError) -> Bool = { (archive, issue) throws(FileError) in
      try archive.isWhole(issue)
    }
  ) throws(FileError) -> Sweep {
    try requireLock()
    var sweep = Sweep()
    sweep.removed += try Self.removeHidden(from: folder)
    for period in try periods() {
      let place = try folder.open(folder: period)
      sweep.removed += try Self.removeHidden(from: place)
      if try folder.remove(emptyFolder: period) { continue }
      guard let newest = try issues(of: period).last, newest.number > (try current(of: period)?.number ?? 0) else {
        continue
      }
      // Publishing refuses a folder or a file in place of the link, in words of its own.
      if let there = try place.entry(Current.name), there.kind != .link { continue }
      if try isWhole(self, newest) {
        try Current.prepare(in: place, newest.number)
        try place.rename(Staging.link, to: Current.name)
        try Current.confirm(in: place, newest.number)
        sweep.completed.append(newest)
      } else {
        sweep.doubtful.append(newest)
      }
    }
    return sweep
  }

  private static func removeHidden(from place: borrowing Folder) throws(FileError) -> [String] {
    var removed: [String] = []
    for entry in try place.entries() where entry.name.hasPrefix(Staging.prefix) {
      try place.remove(entry)
      removed.append(place.shown(entry.name))
    }
    return removed
  }

  /// Removes an issue's files. One of them, its manifest, is written first with new bytes, and stays. A second call goes on
  /// where the first stopped. Needs the lock.
  package borrowing func retract(_ issue: IssueName, keeping name: String, _ bytes: [UInt8]) throws(FileError) {
    try requireLock()
    let place = try open(issue)
    try place.writeAtomically(name, bytes, mode: fileMode)
    for entry in try place.entries() where entry.name != name { try place.remove(entry) }
    try place.synchronize()
    // The draft may hold the retracted content too.
    let period = try folder.open(folder: issue.period)
    if try period.entry(Self.draftName) != nil { try period.remove(tree: Self.draftName) }
  }
}

extension Folder {
  fileprivate borrowing func remove(_ entry: FolderEntry) throws(FileError) {
    if entry.kind == .folder { try remove(tree: entry.name) } else { try remove(file: entry.name) }
  }
}
