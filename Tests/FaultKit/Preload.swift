import Database
import Files
import Foundation
import Support

/// A library that stands before the system's, made by the C compiler that Swift brings.
package struct Preload: ~Copyable, Sendable {
  private let folder: TemporaryFolder

  /// `NAME=value` for a program's environment.
  package var environment: String { "LD_PRELOAD=" + folder["preload.so"] }

  package init(source: String) throws {
    let folder = try TemporaryFolder()
    try write(source, to: folder["preload.c"])
    let made = try shell(
      "for c in clang cc gcc; do command -v $c >/dev/null && exec $c -O1 -shared -fPIC -o \"$1.so\" \"$1.c\" -ldl; done",
      folder["preload"])
    guard made.status.succeeded else { throw DatabaseError(.other, "no C compiler") }
    self.folder = folder
  }

  /// Gives and takes a few bytes at a time.
  package static func short() throws -> Preload {
    try Preload(source: String(decoding: PackageResources.short_c, as: UTF8.self))
  }
}
