import Archive
import Files
import Frozen

/// Compares an issue's files with its manifest.
enum Verifying {
  /// Every byte of it, and nothing beside it.
  static func verify(_ issue: IssueName, in archive: borrowing Archive) throws -> Verification {
    let manifest = try FrozenFiles(try archive.folder(of: issue)).manifest()
    var found: [Manifest.File] = []
    for entry in try archive.files(of: issue) where entry.name != Manifest.path {
      guard entry.kind == .file else {
        found.append(.init(path: entry.name, bytes: 0, sha256: ""))
        continue
      }
      let digest = try archive.reader(issue, entry.name).digest()
      found.append(.init(path: entry.name, bytes: digest.bytes, sha256: digest.sha256))
    }
    return Verification(manifest, found: found)
  }

  /// For the sweep: an issue that a killed run had finished, but for the link.
  static func isWhole(_ archive: borrowing Archive, _ issue: IssueName) throws(FileError) -> Bool {
    do { return try verify(issue, in: archive).isWhole } catch let error as FileError {
      throw error
    } catch {
      return false
    }
  }
}
