import Support
import System
import Testing

@Suite(.waits) struct `A file that a person names` {
  @Test func `is replaced whole, with its mode, through links to its folder`() throws {
    let home = try TemporaryFolder()
    try makeFolders(home["real"])
    try link(home["folder"], to: home["real"])
    for text in ["first", "second"] {
      try Folder.replace(fileAt: home["folder/note"], Array(text.utf8), mode: 0o644)
      #expect(try Support.text(of: home["real/note"]) == text)
    }
    #expect(try mode(of: home["real/note"]) == "644")
    #expect(try names(in: home["real"]) == ["note"])
  }

  @Test(arguments: ["link", "lost", "folder", "pipe", "folder/", ".", "absent/note"])
  func `is written only where a plain file is or nothing`(_ name: String) throws {
    let home = try planted()
    let error = #expect(throws: FileError.self) {
      try Folder.replace(fileAt: home[name], Array("new".utf8), mode: 0o644)
    }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.path == home[name])
    #expect(try names(in: home.path) == ["folder", "link", "lost", "pipe", "victim"])
    #expect(try text(of: home["victim"]) == "victim")
    #expect(try names(in: home["folder"]) == [])
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["pipe", "/dev/null"])
  func `is read only when it is plain, and never waited for`(_ name: String) throws {
    let home = try planted()
    let path = name.hasPrefix("/") ? name : home[name]
    let error = #expect(throws: FileError.self) { try FileReader.bytes(of: path, limit: 9) }
    #expect(error?.line == "\(path) is no plain file; give a plain file")
    #expect(throws: FileError.self) { try home.folder().read(file: "pipe") }
    #expect(try FileReader.bytes(of: home["link"], limit: 9) == Array("victim".utf8))
    #expect(throws: FileError.self) { try FileReader.bytes(of: home["folder"], limit: 9) }
  }

  private func planted() throws -> TemporaryFolder {
    let home = try TemporaryFolder()
    try write("victim", to: home["victim"])
    try link(home["link"], to: home["victim"])
    try link(home["lost"], to: home["absent"])
    try makeFolders(home["folder"])
    #expect(try shell("mkfifo \"$1\"", home["pipe"]).status.succeeded)
    return home
  }
}
