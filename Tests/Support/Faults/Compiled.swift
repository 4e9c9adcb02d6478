import Database
import Foundation
import System

/// A C source of ours, made into what it is to be by the compiler that Swift brings; gone with this value.
struct Compiled: ~Copyable, Sendable {
  private let folder: TemporaryFolder
  var path: String { folder["made"] }

  init(_ source: String, _ options: String) throws {
    let folder = try TemporaryFolder()
    try write(source, to: folder["source.c"])
    let made = try shell(
      """
      for c in clang cc gcc; do
        command -v $c >/dev/null && exec $c -O1 \(options) -o "$1/made" "$1/source.c" -ldl
      done; exit 1
      """, folder.path)
    guard made.status.succeeded else { throw DatabaseError(.other, "not made by a C compiler") }
    self.folder = folder
  }
}
