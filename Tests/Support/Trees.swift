import Foundation
import System

/// Everything in a folder: each file by its bytes, each link by its target, each folder by its mode. Left out is what
/// every run replaces, also one that fails: its own record.
package func tree(_ folder: String) throws -> [String: String] {
  let files = FileManager.default
  var tree: [String: String] = [:]
  for path in try files.subpathsOfDirectory(atPath: folder) where !path.hasSuffix(".last-run.json") {
    let whole = folder + "/" + path
    let kind = try files.attributesOfItem(atPath: whole)[.type] as? FileAttributeType
    tree[path] =
      switch kind {
      case .typeSymbolicLink: "-> " + (try files.destinationOfSymbolicLink(atPath: whole))
      case .typeDirectory: "folder " + (try mode(of: whole))
      default: try mode(of: whole) + " " + (try digest(of: whole))
      }
  }
  return tree
}

package func digest(of path: String) throws -> String {
  try Digest.sha256(of: Array(Data(contentsOf: URL(fileURLWithPath: path))))
}
