import Files
import Foundation
import Support
import Testing

/// Everything in a folder: each file by its bytes, each link by its target, each folder by its mode. Left out is what
/// every run replaces, also one that fails: its own record.
func tree(_ folder: String) throws -> [String: String] {
  let files = FileManager.default
  var tree: [String: String] = [:]
  for path in try files.subpathsOfDirectory(atPath: folder)
  where !path.hasSuffix(".last-run.json") {
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

func digest(of path: String) throws -> String {
  try Digest.sha256(of: Array(Data(contentsOf: URL(fileURLWithPath: path))))
}

/// An issue's files by their bytes, but for what the snapshot's time alone may change: its own two cells in
/// datapackage.json, one line of Methods, and the digest of the paper that holds that line.
func issue(_ folder: String) throws -> [String: String] {
  var issue = try tree(folder)
  let package = try text(of: folder + "/datapackage.json")
  let paper = try text(of: folder + "/board-report.md")
  let created = try #require(package.firstMatch(of: /"created": "([^"]+)"/)?.1)
  let lines = paper.components(separatedBy: "\n").filter { $0.hasPrefix("The data is that of ") }
  #expect(lines.count == 1)
  let sum = try digest(of: folder + "/board-report.md")
  #expect(package.contains("\"sha256:\(sum)\""))
  let moments = package.ranges(of: created).count
  #expect(moments == 2)
  issue["board-report.md"] = paper.replacing(lines[0], with: "")
  issue["datapackage.json"] = package.replacing(created, with: "").replacing(sum, with: "")
  return issue
}

/// Two first issues of the quarter that are the same bytes.
func expectSame(_ world: borrowing World, _ other: borrowing World) throws {
  let path = "/2010-11-Q3/1"
  let (one, two) = (try issue(world.archive + path), try issue(other.archive + path))
  #expect(one.count > 40)
  #expect(Set(one.keys) == Set(two.keys))
  for (file, bytes) in one where two[file] != bytes { Issue.record("\(file) differs") }
}
