import Files
import Import
import Jobs

/// The mistakes of the last import as a CSV file; without any, its first line alone, so that no old ones stay.
struct ErrorsFile {
  let path: String
  let mode: UInt16
  let bom: Bool

  func write(_ refusal: Refusal?) throws {
    do throws(FileError) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      try Folder.open(Path.folder(of: path))
        .writeAtomically(name, (refusal ?? Refusal()).csv(bom: bom), mode: mode)
    } catch {
      let kind = error.kind == .notFound ? ExitCode.outputCannotBeCreated : .inputOutput
      throw Failure(kind, "--errors \(error.line)")
    }
  }
}

extension Failure {
  /// Tells every mistake on a line of its own, and then is the line that counts them.
  init(_ refusal: Refusal, of folder: String, _ outcome: String) {
    for line in refusal.lines { Console.tell(line) }
    let count = refusal.count == 1 ? "1 mistake" : "\(refusal.count) mistakes"
    self.init(.dataRefused, "\(folder): \(count); \(outcome)")
  }
}
