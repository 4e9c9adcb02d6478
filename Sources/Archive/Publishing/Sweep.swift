package import Files

/// What a sweep found and did.
package struct Sweep: Equatable, Sendable {
  /// Paths of hidden leftovers that are gone now.
  package var removed: [String] = []
  /// Issues that `current` leads to now.
  package var completed: [IssueName] = []
  /// The newest of their period, yet `current` does not lead to them and they are not whole.
  package var doubtful: [IssueName] = []
}

extension Archive {
  /// Puts right what a killed run left. Needs the lock: whatever is hidden then belongs to nobody.
  ///
  /// A run killed between the two renames leaves a numbered issue that `current` does not lead to. Its files were on the disk
  /// before it got its number, so the swap is completed, as the run itself was bound to do; but only when the caller finds the
  /// issue whole by its manifest, because a person may have put a folder there. Otherwise it stays as it is and
  /// is told: the next issue takes the next number and `current` with it.
  package borrowing func sweep(
    isWhole: (borrowing Archive, IssueName) throws(FileError) -> Bool
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
  /// An issue's files go; one, its manifest, stays with what it says now, and is written first. Told again, it goes on where
  /// it stopped. Needs the lock.
  package borrowing func withdraw(
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
