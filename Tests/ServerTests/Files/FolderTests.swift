import Support
import System
import Testing

@Suite(.waits) struct FolderTests {
  @Test(arguments: ["", ".", "..", "a/b", "/etc", "a\0b"]) func `a name that is more than one component is refused`(
    _ name: String
  ) throws {
    let home = try TemporaryFolder()
    let folder = try home.folder()
    #expect(throws: FileError.self) { try folder.create(file: name, mode: 0o600).finish() }
    #expect(throws: FileError.self) { _ = try folder.create(folder: name, mode: 0o700) }
    #expect(try names(in: home.path) == [])
  }

  @Test func `a name too long for the file system is refused`() throws {
    let home = try TemporaryFolder()
    let error = #expect(throws: FileError.self) {
      try home.folder().create(file: String(repeating: "é", count: 128), mode: 0o600).finish()
    }
    #expect(error?.line.hasSuffix("File name too long (ENAMETOOLONG)") == true)
  }

  @Test(arguments: ["", "/"]) func `a link in place of a folder is refused, with and without a slash`(_ end: String)
    throws
  {
    let home = try TemporaryFolder()
    try makeFolders(home["real"])
    try link(home["planted"], to: "real")
    let error = #expect(throws: FileError.self) { _ = try Folder.openOrCreate(home["planted"] + end, mode: 0o700) }
    #expect(error?.kind == .cannotCreate)
    #expect(throws: FileError.self) { _ = try Folder.open(home["planted"] + end) }
  }

  @Test func `a link may lead to the parent of a folder`() throws {
    let home = try TemporaryFolder()
    try makeFolders(home["real"])
    try link(home["disk"], to: "real")
    _ = try Folder.openOrCreate(home["disk/reports/"], mode: 0o750)
    #expect(try mode(of: home["real/reports"]) == "750")
  }

  @Test func `a missing parent and a file in place are named`() throws {
    let home = try TemporaryFolder()
    try write("", to: home["file"])
    for (path, name) in [(home["missing/reports"], "ENOENT"), (home["file"], "ENOTDIR")] {
      let error = #expect(throws: FileError.self) { _ = try Folder.openOrCreate(path, mode: 0o700) }
      #expect(error?.kind == .cannotCreate)
      #expect(error?.line.hasPrefix(path + ": cannot create: ") == true)
      #expect(error?.line.hasSuffix("(\(name))") == true)
    }
  }

  @Test func `entries come by their bytes, and links as links`() throws {
    let home = try TemporaryFolder()
    try write("four", to: home["b"])
    try makeFolders(home["é"])
    try link(home["Z"], to: "b")
    let entries = try home.folder().entries()
    #expect(entries.map(\.name) == ["Z", "b", "é"])
    #expect(entries.map(\.kind) == [.link, .file, .folder])
    #expect(entries[1].bytes == 4)
    #expect(try home.folder().target(ofLink: "Z") == "b")
    #expect(try home.folder().entry("none") == nil)
  }

  @Test func `removing a tree removes links, not what they lead to`() throws {
    let home = try TemporaryFolder()
    try makeFolders(home["tree/inner"])
    try makeFolders(home["kept"])
    try write("kept", to: home["kept/file"])
    try link(home["tree/inner/link"], to: home["kept"])
    try home.folder().remove(tree: "tree")
    #expect(try names(in: home.path) == ["kept"])
    #expect(try text(of: home["kept/file"]) == "kept")
  }

  @Test func `renaming to a new name replaces nothing`() throws {
    let home = try TemporaryFolder()
    try makeFolders(home["from"])
    try makeFolders(home["taken"])
    let error = #expect(throws: FileError.self) { try home.folder().rename("from", toNew: "taken") }
    #expect(error?.kind == .cannotCreate)
    try home.folder().rename("from", toNew: "free")
    #expect(try names(in: home.path) == ["free", "taken"])
  }
}
