import Core
import Glibc
package import System

/// The folder in which everything issued stays: one folder a period, in it one folder an issue, by number, and `current`,
/// a link to the issue that people should read.
///
/// Anyone may read at any time. Only the holder of the lock publishes, sweeps or retracts.
package struct Archive: ~Copyable {
  package let folder: Folder
  /// Of every file published, whatever the umask.
  let fileMode: UInt16
  private var heldLock: FileLock?

  /// - Parameters:
  ///   - path: nothing but a folder may be in its place, and no link.
  ///   - create: makes the last component. A missing parent is `.cannotCreate`; without it a missing archive is `.notFound`.
  package static func open(_ path: String, fileMode: UInt16, create: Bool) throws(FileError) -> Archive {
    let mode = folderMode(for: fileMode)
    let folder = create ? try Folder.openOrCreate(path, mode: mode) : try Folder.open(path)
    return Archive(folder: folder, fileMode: fileMode & 0o777, heldLock: nil)
  }

  /// Takes the lock, which is held until this value goes. Throws `.busy` when another run holds it.
  package mutating func lock() throws(FileError) { if heldLock == nil { heldLock = try folder.lock(".lock") } }

  /// Who can read the files can enter their folders. The owner can always add to the folders.
  package var folderMode: UInt16 { Self.folderMode(for: fileMode) }

  package static func folderMode(for fileMode: UInt16) -> UInt16 {
    0o700 | (fileMode & 0o777) | (fileMode & 0o444) >> 2
  }

  /// Whoever changes the archive holds its lock.
  borrowing func requireLock() throws(FileError) {
    let held =
      switch heldLock {
      case .some: true
      case .none: false
      }
    guard held else { throw FileError(.busy, "change", folder.path, code: ENOLCK) }
  }
}

/// What runs remember beside the issues.
package enum ArchiveRecord: String {
  /// What the last run wrote about itself, whether it published or not.
  case lastRun = ".last-run.json"
  /// Which issues were delivered.
  case delivered = ".delivered.json"
}

extension Archive {
  /// Returns the bytes of a record; nil when there is none.
  package borrowing func read(record: ArchiveRecord) throws(FileError) -> [UInt8]? {
    do { return try folder.read(file: record.rawValue) } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }

  /// Replaces a record as a whole.
  package borrowing func write(record: ArchiveRecord, _ bytes: [UInt8]) throws(FileError) {
    try folder.writeAtomically(record.rawValue, bytes, mode: fileMode)
  }
}

// What there is.
extension Archive {
  /// Returns every period that has a folder, by name.
  package borrowing func periods() throws(FileError) -> [String] {
    try folder.entries().filter { $0.kind == .folder && PeriodFolder.isName($0.name) }.map(\.name)
  }

  /// Returns a period's issues by number; none when the period has no folder.
  package borrowing func issues(of period: String) throws(FileError) -> [IssueName] {
    guard let place = try open(period: period) else { return [] }
    return try place.entries().filter { $0.kind == .folder }.compactMap { entry in
      IssueName.number(entry.name).flatMap { IssueName(period: period, number: $0) }
    }.sorted()
  }

  /// Returns the issue that `current` leads to; nil when there is none.
  package borrowing func current(of period: String) throws(FileError) -> IssueName? {
    guard let place = try open(period: period), let target = try place.target(ofLink: Current.name),
      let number = IssueName.number(target), try place.entry(target)?.kind == .folder
    else { return nil }
    return IssueName(period: period, number: number)
  }

  /// Returns the issue that people mean; throws `.notFound` when it is not there.
  package borrowing func resolve(_ reference: IssueReference) throws(FileError) -> IssueName {
    let current = try current(of: reference.period)
    let number = reference.number ?? current?.number
    guard let found = try issues(of: reference.period).first(where: { $0.number == number }) else {
      let name = reference.number.map { "\(reference.period)/\($0)" } ?? reference.period
      throw FileError(.notFound, "find", folder.shown(name), code: ENOENT)
    }
    return found
  }

  borrowing func open(_ issue: IssueName) throws(FileError) -> Folder {
    try folder.open(folder: issue.period).open(folder: String(issue.number))
  }

  private borrowing func open(period: String) throws(FileError) -> Folder? {
    guard PeriodFolder.isName(period) else { return nil }
    do { return try folder.open(folder: period) } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }
}

/// One published set of files: a period's folder and the number in it, `2010-11-Q3/1`.
package struct IssueName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The period's folder, such as `2010-11-Q3`.
  package let period: String
  /// From 1 on.
  package let number: Int

  /// nil unless the period is a period folder's name and the number above zero.
  package init?(period: String, number: Int) {
    guard PeriodFolder.isName(period), number > 0 else { return nil }
    self.period = period
    self.number = number
  }

  package var description: String { "\(period)/\(number)" }

  package static func < (left: Self, right: Self) -> Bool {
    left.period == right.period
      ? left.number < right.number : left.period.utf8.lexicographicallyPrecedes(right.period.utf8)
  }

  /// Returns the number that a folder's name is: `1`, never `01`, `+1` or `0`.
  static func number(_ text: String) -> Int? {
    guard let number = Int(text), number > 0, String(number) == text else { return nil }
    return number
  }
}

/// An issue as people name it: `2010-11-Q3`, the period's current one, or `2010-11-Q3/1`.
package struct IssueReference: Hashable, Sendable {
  package let period: String
  /// nil for the current issue.
  package let number: Int?

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let period = parts.first, parts.count <= 2, PeriodFolder.isName(period) else { return nil }
    self.period = period
    number = parts.count == 2 ? IssueName.number(parts[1]) : nil
    if parts.count == 2, number == nil { return nil }
  }
}

/// The names a period's folder may have. The program leaves any other folder of the archive alone.
package enum PeriodFolder {
  /// `2010-11-Q3`, `2010-11-FY`, `2010-Q3`, `2010-FY`, or two days: `2010-08-16_2010-11-05`.
  package static func isName(_ text: String) -> Bool {
    let days = text.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    if days.count == 2 { return days.allSatisfy { CalendarDay(Substring($0)) != nil } }
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    guard (2...3).contains(parts.count), let last = parts.last else { return false }
    return isDigits(parts[0], 4) && (parts.count == 2 || isDigits(parts[1], 2))
      && ["Q1", "Q2", "Q3", "Q4", "FY"].contains(last)
  }

  private static func isDigits(_ text: String, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
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
