import Foundation
import Support
import System
import Testing

/// How many bytes of the quarter's first issues differ, but for what the snapshot's time alone may change: its own two cells in
/// datapackage.json, one line of Methods, and the digest of the paper that holds that line. Added to what `Tests/faults` prints.
func differingBytes(_ one: borrowing World, _ other: borrowing World) throws -> Int {
  let path = "/2010-11-Q3/1"
  let (first, second) = (try timeless(one.archive + path), try timeless(other.archive + path))
  #expect(first.count > 40)
  var differing = 0
  for name in Set(first.keys).union(second.keys) {
    let (one, other) = (first[name] ?? [], second[name] ?? [])
    differing += zip(one, other).count { $0 != $1 } + abs(one.count - other.count)
  }
  Figures.add("bytes differing between re-runs", differing)
  Figures.add("bytes compared between re-runs", first.values.reduce(0) { $0 + $1.count })
  return differing
}

private func timeless(_ folder: String) throws -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
    guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
    files[name] = Array(bytes)
  }
  let package = try text(of: folder + "/datapackage.json")
  let paper = try text(of: folder + "/board-report.md")
  let created = String(try #require(package.firstMatch(of: /"created": "([^"]+)"/)).1)
  let line = try #require(paper.split(separator: "\n").first { $0.hasPrefix("The data is that of ") })
  let sum = try Digest.sha256(of: Array(paper.utf8))
  #expect(package.ranges(of: created).count == 2 && package.contains(sum))
  files["board-report.md"] = Array(paper.replacing(line, with: "").utf8)
  files["datapackage.json"] = Array(package.replacing(created, with: "").replacing(sum, with: "").utf8)
  return files
}
