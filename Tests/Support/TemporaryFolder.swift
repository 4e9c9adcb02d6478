import Foundation
import Glibc
import Synchronization
package import System

/// A folder of a test's own, removed with all that is in it.
package struct TemporaryFolder: ~Copyable, Sendable {
  package let path: String

  package init() throws {
    let name = "board-report-test-" + String(UInt64.random(in: .min ... .max), radix: 36)
    path = FileManager.default.temporaryDirectory.path + "/" + name
    _ = try Folder.openOrCreate(path, mode: 0o700)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// It, opened.
  package func folder() throws -> Folder { try Folder.open(path) }

  /// Something in it.
  package subscript(_ name: String) -> String { path + "/" + name }
}

/// Removes a folder when the tests end. Nothing else removes the folder of a static value, because its deinit never runs.
package func removeAtExit(_ path: String) { leftovers.withLock { $0.append(path) } }

private let leftovers: Mutex<[String]> = {
  atexit { for path in leftovers.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) } }
  return Mutex([])
}()

/// The names in a folder, sorted, hidden ones too.
package func names(in path: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: path).sorted()
}

/// The text of a file, as another program reads it.
package func text(of path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

package func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

package func link(_ path: String, to target: String) throws {
  try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
}

package func makeFolders(_ path: String) throws {
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
}

/// The permission bits, in octal.
package func mode(of path: String) throws -> String {
  let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  return String(mode ?? 0, radix: 8)
}

package func exists(_ path: String) -> Bool { (try? FileManager.default.attributesOfItem(atPath: path)) != nil }
