import Support
import System
import Testing

@Suite(.waits) struct FileWriterTests {
  @Test func `a large file holds what was appended, with its digest`() throws {
    let home = try TemporaryFolder()
    let rows = (1...30_000).map { "\($0),\"Harrow\",0.50\r\n" }
    var writer = try home.folder().create(file: "days.csv", mode: 0o640)
    for row in rows { try writer.append(Array(row.utf8)) }
    let digest = try writer.finish()
    #expect(try text(of: home["days.csv"]) == rows.joined())
    #expect(digest.bytes == rows.joined().utf8.count)
    let summed = try shell("sha256sum < \"$1\"", home["days.csv"])
    #expect(summed.lines == [digest.sha256 + "  -"])
    #expect(try home.folder().open(file: "days.csv").digest() == digest)
  }

  @Test func `an empty file has the digest of nothing`() throws {
    let home = try TemporaryFolder()
    let digest = try home.folder().create(file: "empty", mode: 0o600).finish()
    #expect(digest.bytes == 0)
    #expect(digest.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(try Digest.sha256(of: []) == digest.sha256)
  }

  @Test func `a link planted in place of a file leads nowhere`() throws {
    let home = try TemporaryFolder()
    try write("victim", to: home["victim"])
    try link(home["figures.csv"], to: home["victim"])
    let error = #expect(throws: FileError.self) {
      _ = try home.folder().create(file: "figures.csv", mode: 0o600).finish()
    }
    #expect(error?.kind == .cannotCreate)
    #expect(try text(of: home["victim"]) == "victim")
    #expect(throws: FileError.self) { try home.folder().read(file: "figures.csv") }
  }

  @Test func `an existing file is not written over`() throws {
    let home = try TemporaryFolder()
    try write("first", to: home["file"])
    #expect(throws: FileError.self) { _ = try home.folder().create(file: "file", mode: 0o600).finish() }
    #expect(try text(of: home["file"]) == "first")
  }

  @Test func `a file is read whole up to the limit and not above it`() throws {
    let home = try TemporaryFolder()
    try write("12345", to: home["file"])
    #expect(try home.folder().read(file: "file", limit: 5) == Array("12345".utf8))
    let error = #expect(throws: FileError.self) { try home.folder().read(file: "file", limit: 4) }
    #expect(error?.line.hasSuffix("File too large (EFBIG)") == true)
    let missing = #expect(throws: FileError.self) { try home.folder().read(file: "none") }
    #expect(missing?.kind == .notFound)
    try makeFolders(home["folder"])
    #expect(throws: FileError.self) { try home.folder().read(file: "folder") }
  }

  @Test func `a small file is replaced whole, with its mode`() throws {
    let home = try TemporaryFolder()
    try write("old", to: home["note"])
    try home.folder().writeAtomically("note", Array("new".utf8), mode: 0o644)
    #expect(try text(of: home["note"]) == "new")
    #expect(try mode(of: home["note"]) == "644")
    try makeFolders(home["taken"])
    let error = #expect(throws: FileError.self) { try home.folder().writeAtomically("taken", [], mode: 0o644) }
    #expect(error?.path == home["taken"])
    #expect(try names(in: home.path) == ["note", "taken"])
  }
}
