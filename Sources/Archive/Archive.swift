package import Files
import Glibc

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
