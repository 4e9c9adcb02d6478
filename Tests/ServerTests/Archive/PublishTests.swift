import Issues
import Support
import System
import Testing

@Suite(.waits) struct PublishTests {
  @Test func `issues are numbered and current leads to the last`() throws {
    let world = try ArchiveFolder()
    for (text, name) in [("a", "1"), ("b", "2"), ("c", "3")] {
      #expect(try world.publish(text).description == "2010-11-Q3/\(name)")
      #expect(try world.current() == text)
    }
    #expect(try names(in: world[quarter]) == ["1", "2", "3", "current"])
    #expect(try text(of: world["2010-11-Q3/1/evidence/days.csv"]) == "a")
    let archive = try Archive.open(world.path, fileMode: 0o640, create: false)
    #expect(try archive.issues(of: quarter).map(\.number) == [1, 2, 3])
    #expect(try archive.current(of: quarter)?.number == 3)
    #expect(try archive.periods() == [quarter])
  }

  @Test func `the tenth issue follows the ninth`() throws {
    let world = try ArchiveFolder()
    for number in 1...11 { #expect(try world.publish("").number == number) }
  }

  @Test func `what is staged is hidden from everyone, and gone when let go of`() throws {
    let world = try ArchiveFolder()
    let archive = try world.open()
    do {
      var issue = try archive.stage(quarter)
      try issue.write("a.csv", [1])
      let hidden = try names(in: world[quarter])
      #expect(hidden.count == 1)
      #expect(hidden[0].hasPrefix(".staging-"))
      #expect(try mode(of: world["2010-11-Q3/" + hidden[0]]) == "700")
      #expect(try archive.issues(of: quarter) == [])
    }
    #expect(try names(in: world.path) == [".lock"])
  }

  @Test func `discarding leaves what was there before`() throws {
    let world = try ArchiveFolder()
    try world.publish("a")
    let archive = try world.open()
    var issue = try archive.stage(quarter)
    try issue.write("a.csv", [1])
    try issue.discard()
    #expect(try names(in: world[quarter]) == ["1", "current"])
  }

  @Test func `a retry begins with nothing`() throws {
    let world = try ArchiveFolder()
    let archive = try world.open()
    var issue = try archive.stage(quarter)
    try issue.write("evidence/old.csv", [1])
    _ = try issue.create("half.csv")
    try issue.empty()
    #expect(issue.files == [])
    try issue.write("evidence/new.csv", Array("new".utf8))
    #expect(issue.files.map(\.path) == ["evidence/new.csv"])
    #expect(issue.files.map(\.bytes) == [3])
    let name = try archive.publish(issue)
    #expect(try archive.files(of: name).map(\.name) == ["evidence/new.csv"])
  }

  @Test func `a file that was not finished stops publication`() throws {
    let world = try ArchiveFolder()
    try world.publish("a")
    let archive = try world.open()
    var issue = try archive.stage(quarter)
    try issue.write("a.csv", [1])
    _ = try issue.create("half.csv")
    #expect(archive.refusal(of: issue)?.kind == .inputOutput)
    #expect(try names(in: world[quarter]) == ["1", "current"])
    #expect(try world.current() == "a")
  }

  @Test func `a refusal at the last moment publishes nothing`() throws {
    let world = try ArchiveFolder()
    try world.publish("a")
    let archive = try world.open()
    let issue = try archive.stage(quarter)
    let refusal = FileError(.interrupted, "publish", "report", code: 4)
    let error = archive.refusal(of: issue) { () throws(FileError) in throw refusal }
    #expect(error == refusal)
    #expect(try names(in: world[quarter]) == ["1", "current"])
  }

  @Test func `a path that leaves the issue is refused`() throws {
    let world = try ArchiveFolder()
    let archive = try world.open()
    var issue = try archive.stage(quarter)
    for path in ["../x", "/x", "a//b", "evidence/../../x", "", "a/", "."] {
      #expect(throws: FileError.self) { try issue.write(path, [1]) }
    }
    #expect(issue.files == [])
  }

  @Test(arguments: ["folder", "file"]) func `something other than a link in place of current is not replaced`(
    _ kind: String
  ) throws {
    let world = try ArchiveFolder()
    try makeFolders(world[quarter])
    if kind == "folder" { try makeFolders(world["2010-11-Q3/current/x"]) }
    if kind == "file" { try write("mine", to: world["2010-11-Q3/current"]) }
    let error = #expect(throws: FileError.self) { try world.publish("a") }
    #expect(error?.kind == .cannotCreate)
    #expect(try names(in: world[quarter]) == ["current"])
  }

  @Test func `only the holder of the lock changes the archive`() throws {
    let world = try ArchiveFolder()
    let archive = try Archive.open(world.path, fileMode: 0o640, create: true)
    #expect(throws: FileError.self) { _ = try archive.stage(quarter) }
    #expect(throws: FileError.self) { _ = try sweepWhole(archive) }
    #expect(try names(in: world.path) == [])
  }
}
