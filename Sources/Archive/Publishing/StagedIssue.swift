package import Files

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
