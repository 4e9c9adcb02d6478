import Core
import System
import Testing

@testable import Issues

@Suite struct ManifestTests {
  private func manifest() throws -> Manifest {
    try Manifest(parsing: try #require(try IssuedProgramme().files()[Manifest.path]))
  }

  @Test func `a manifest is read back as it was written`() throws {
    let manifest = try manifest()
    #expect(manifest.name == "2010-11-Q3/1")
    #expect(manifest.reportingEnd == (try calendarDay("2011-01-01")))
    #expect(manifest.thresholds == (try IssuedProgramme().thresholds))
    #expect(manifest.snapshot.description == "2011-01-10T09:00:00Z")
    #expect(manifest.definitionVersions["days_delivered"] == 1)
    #expect(manifest.files.contains { $0.path == "evidence/strands.csv" })
    #expect(manifest.retraction == nil && manifest.server == .standby(lastCommit: manifest.snapshot))
  }

  @Test func `a draft's period was not over on the day that the run took for today`() throws {
    func manifest(_ today: String, status: String, withoutKey: Bool = false) throws -> Manifest {
      var programme = try IssuedProgramme()
      programme.today = try calendarDay(today)
      let bytes = try #require(try programme.files()[Manifest.path])
      var text = String(decoding: bytes, as: UTF8.self)
      for word in ["provisional", "final"] {
        text.replace("\"status\": \"\(word)\"", with: "\"status\": \"\(status)\"")
      }
      #expect(text.contains("\"today\": \"\(today)\""))
      if withoutKey { text.replace("\"today\"", with: "\"other\"") }
      return try Manifest(parsing: Array(text.utf8))
    }
    #expect(try manifest("2010-11-22", status: "draft").context?.reportingEnd == (try calendarDay("2010-11-23")))
    #expect(try manifest("2010-12-31", status: "draft").isPartial)
    #expect(try !manifest("2011-01-01", status: "draft").isPartial)
    // Without the key it is the day of the snapshot: 10 January 2011.
    #expect(try !manifest("2010-12-31", status: "draft", withoutKey: true).isPartial)
    #expect(try manifest("2010-12-31", status: "provisional", withoutKey: true).isPartial)
    #expect(try !manifest("2011-01-10", status: "final", withoutKey: true).isPartial)
  }

  @Test func `what is no manifest is refused`() {
    for text in ["", "{}", "{\"boardReport\": {}}", "[1, 2", "{\"a\": 1.5}", "nonsense"] {
      #expect(throws: IssueError.self) { try Manifest(parsing: Array(text.utf8)) }
    }
  }

  @Test func `JSON comes back byte for byte`() throws {
    let bytes = try #require(try IssuedProgramme().files()[Manifest.path])
    #expect(JSON(parsing: bytes)?.bytes == bytes)
    #expect(JSON(parsing: Array("{\"a\\u00e9\\n\": [true, -12, \"\\\"\"]}".utf8))?["aé\n"]?.array?.count == 3)
  }

  @Test func `a changed byte, a missing and an extra file are named`() throws {
    let manifest = try manifest()
    #expect(Verification(manifest, found: manifest.files).isWhole)
    var found = manifest.files.filter { $0.path != "boroughs.csv" }
    found.append(.init(path: "notes.txt", bytes: 1, sha256: "aa"))
    let place = try #require(found.firstIndex { $0.path == "days.csv" })
    found[place] = .init(path: "days.csv", bytes: found[place].bytes, sha256: "11")
    let verification = Verification(manifest, found: found)
    #expect(!verification.agrees)
    #expect(
      verification.differences.map(\.description) == [
        "boroughs.csv: missing", "days.csv: its bytes have changed", "notes.txt: not in the manifest",
      ])
  }

  @Test func `a retracted issue keeps its manifest, with the reason`() throws {
    let bytes = try #require(try IssuedProgramme().files()[Manifest.path])
    let kept = try Manifest.retracting(bytes, reason: "consent \"withdrawn\"", on: try calendarDay("2011-02-01"))
    let manifest = try Manifest(parsing: kept)
    #expect(manifest.retraction == "consent \"withdrawn\"")
    #expect(manifest.files == (try self.manifest()).files)
    let gone = Verification(manifest, found: [])
    #expect(gone.agrees && !gone.isWhole)
    #expect(!Verification(manifest, found: manifest.files).agrees)
    #expect(throws: IssueError(.retracted("consent \"withdrawn\""), Manifest.path)) {
      try SavedIssue(IssueFiles([Manifest.path: kept]))
    }
  }
}
