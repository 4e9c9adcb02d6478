import Foundation
import Support
import Testing

/// An issue's files by their bytes, but for what the snapshot's time alone may change: its own two cells in
/// datapackage.json, one line of Methods, and the digest of the paper that holds that line.
func issue(_ folder: String) throws -> [String: String] {
  var issue = try tree(folder)
  // A standby differs from its primary in what it is.
  let package = try text(of: folder + "/datapackage.json").replacing(/"server": \{[^}]*\}/, with: "")
  let paper = try text(of: folder + "/board-report.md")
  let created = try #require(package.firstMatch(of: /"created": "([^"]+)"/)?.1)
  let lines = paper.components(separatedBy: "\n").filter { $0.hasPrefix("The data is that of ") }
  #expect(lines.count == 1)
  let sum = try digest(of: folder + "/board-report.md")
  #expect(package.contains("\"sha256:\(sum)\""))
  let moments = package.ranges(of: created).count
  #expect(moments == 2)
  issue["board-report.md"] = paper.replacing(lines[0], with: "")
  issue["datapackage.json"] = package.replacing(created, with: "").replacing(sum, with: "").replacing(
    "\"bytes\": \(paper.utf8.count),", with: "")
  return issue
}

/// Two first issues of the quarter that are the same bytes.
func expectSame(_ world: borrowing World, _ other: borrowing World) throws {
  let path = "/2010-11-Q3/1"
  let (one, two) = (try issue(world.archive + path), try issue(other.archive + path))
  #expect(one.count > 35)
  #expect(Set(one.keys) == Set(two.keys))
  for (file, bytes) in one where two[file] != bytes { Issue.record("\(file) differs") }
}
