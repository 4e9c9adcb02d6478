import Core
import Glibc
package import System

/// The folder in which everything issued stays: one folder a period, in it one folder an issue, by number, and `current`,
/// a link to the one people should read.
///
/// Anyone may read at any time. Only the holder of the lock publishes, sweeps or withdraws.
package struct Archive: ~Copyable {
  package let folder: Folder
  /// Of every file published, whatever the umask.
  package let fileMode: UInt16
  private var heldLock: FileLock?

  /// - Parameters:
  ///   - path: nothing but a folder may be in its place, and no link.
  ///   - create: makes the last component. A missing parent is `.cannotCreate`; without it a missing archive is `.notFound`.
  package static func open(_ path: String, fileMode: UInt16, create: Bool) throws(FileError)
    -> Archive
  {
    let mode = folderMode(for: fileMode)
    let folder = create ? try Folder.openOrCreate(path, mode: mode) : try Folder.open(path)
    return Archive(folder: folder, fileMode: fileMode & 0o777, heldLock: nil)
  }

  private init(folder: consuming Folder, fileMode: UInt16, heldLock: consuming FileLock?) {
    self.folder = folder
    self.fileMode = fileMode
    self.heldLock = heldLock
  }

  /// Held until this value goes. `.busy` when another run holds it.
  package mutating func lock() throws(FileError) {
    if heldLock == nil { heldLock = try folder.lock(".lock") }
  }

  /// Folders can be entered by whom their files can be read by; their owner can always add to them.
  var folderMode: UInt16 { Self.folderMode(for: fileMode) }

  private static func folderMode(for fileMode: UInt16) -> UInt16 {
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

extension Archive {
  /// What the last run left about itself, whether it published or not; nil when there was none.
  package borrowing func lastRun() throws(FileError) -> [UInt8]? {
    do { return try folder.read(file: Self.lastRunName) } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }

  /// Replaced whole. Needs no lock: a run that found the archive busy says so here too.
  package borrowing func record(lastRun bytes: [UInt8]) throws(FileError) {
    try folder.writeAtomically(Self.lastRunName, bytes, mode: fileMode)
  }

  private static var lastRunName: String { ".last-run.json" }
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
      ? left.number < right.number
      : left.period.utf8.lexicographicallyPrecedes(right.period.utf8)
  }

  /// The number a folder's name stands for: `1`, never `01`, `+1` or `0`.
  static func number(_ text: String) -> Int? {
    guard let number = Int(text), number > 0, String(number) == text else { return nil }
    return number
  }
}

/// An issue as people ask for it: `2010-11-Q3`, the period's current one, or `2010-11-Q3/1`.
package struct IssueReference: Hashable, Sendable {
  package let period: String
  /// nil for the current issue.
  package let number: Int?

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let period = parts.first, parts.count <= 2, PeriodFolder.isName(period) else {
      return nil
    }
    self.period = period
    guard parts.count == 2 else {
      self.number = nil
      return
    }
    guard let number = IssueName.number(parts[1]) else { return nil }
    self.number = number
  }
}

/// The names a period's folder may have; anything else in the archive is not ours and is left alone.
package enum PeriodFolder {
  /// `2010-11-Q3`, `2010-11-FY`, `2010-Q3`, `2010-FY`, or two days: `2010-08-16_2010-11-05`.
  package static func isName(_ text: String) -> Bool {
    let days = text.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    if days.count == 2 { return days.allSatisfy { CalendarDay(Substring($0)) != nil } }
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard (2...3).contains(parts.count), let last = parts.last else { return false }
    return isDigits(parts[0], 4) && (parts.count == 2 || isDigits(parts[1], 2))
      && ["Q1", "Q2", "Q3", "Q4", "FY"].contains(last)
  }

  private static func isDigits(_ text: String, _ count: Int) -> Bool {
    text.utf8.count == count
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

extension Archive {
  /// Every period that has a folder, by name.
  package borrowing func periods() throws(FileError) -> [String] {
    try folder.entries().filter { $0.kind == .folder && PeriodFolder.isName($0.name) }.map(\.name)
  }

  /// A period's issues by number; none when the period has no folder.
  package borrowing func issues(of period: String) throws(FileError) -> [IssueName] {
    guard let place = try open(period: period) else { return [] }
    return try place.entries().filter { $0.kind == .folder }
      .compactMap { entry in
        IssueName.number(entry.name).flatMap { IssueName(period: period, number: $0) }
      }
      .sorted()
  }

  /// The issue `current` leads to; nil when there is none.
  package borrowing func current(of period: String) throws(FileError) -> IssueName? {
    guard let place = try open(period: period),
      let target = try place.target(ofLink: Current.name), let number = IssueName.number(target),
      try place.entry(target)?.kind == .folder
    else { return nil }
    return IssueName(period: period, number: number)
  }

  /// The issue asked for; `.notFound` when it is not there.
  package borrowing func resolve(_ reference: IssueReference) throws(FileError) -> IssueName {
    let issues = try issues(of: reference.period)
    let current = try current(of: reference.period)
    let number = reference.number ?? current?.number
    guard let found = issues.first(where: { $0.number == number }) else {
      let name = reference.number.map { "\(reference.period)/\($0)" } ?? reference.period
      throw FileError(.notFound, "find", folder.shown(name), code: ENOENT)
    }
    return found
  }

  /// Every file at any depth, its name the path below the issue, by the bytes of that path. Links are told as links.
  package borrowing func files(of issue: IssueName) throws(FileError) -> [Entry] {
    try open(issue).tree()
  }

  /// A whole file; EFBIG above the limit, in bytes.
  package borrowing func read(
    _ issue: IssueName, _ path: String, limit: Int = 64 << 20
  ) throws(FileError) -> [UInt8] {
    let folder = try open(issue)
    let place = try RelativePath(checking: path, in: folder)
    return try folder.open(folderOf: place).read(file: place.name, limit: limit)
  }

  /// A file to read in pieces, however large.
  package borrowing func reader(
    _ issue: IssueName, _ path: String
  ) throws(FileError) -> FileReader {
    try open(issue).reader(path)
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
