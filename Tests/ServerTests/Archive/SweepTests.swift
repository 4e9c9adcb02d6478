import Issues
import Support
import System
import Testing

@Suite(.waits) struct SweepTests {
  @Test func `hidden leftovers go and everything else stays`() throws {
    let world = try ArchiveFolder()
    try world.publish("a")
    try makeFolders(world["2010-11-Q3/.staging-1f/evidence"])
    try write("secret", to: world["2010-11-Q3/.staging-1f/evidence/days.csv"])
    try link(world["2010-11-Q3/.staging-current"], to: "2")
    try write("half", to: world[".staging-77-.last-run.json"])
    try makeFolders(world["notes/.staging-mine"])
    try makeFolders(world["2010-11-Q2/.staging-2f"])
    let archive = try world.open()
    let sweep = try sweepWhole(archive)
    #expect(sweep.removed.count == 4)
    #expect(sweep.completed == [])
    #expect(try names(in: world.path) == [".lock", "2010-11-Q3", "notes"])
    #expect(try names(in: world["notes"]) == [".staging-mine"])
    #expect(try names(in: world[quarter]) == ["1", "current"])
    #expect(try sweepWhole(archive).removed == [])
  }

  @Test(arguments: [true, false]) func `a swap cut short is completed when the issue is whole`(_ isWhole: Bool) throws {
    let world = try ArchiveFolder()
    try world.publish("a")
    try makeFolders(world["2010-11-Q3/2"])
    try write("b", to: world["2010-11-Q3/2/board-report.md"])
    let archive = try world.open()
    let sweep = try archive.sweep { (archive, issue) throws(FileError) in
      #expect(try archive.files(of: issue).map(\.name) == ["board-report.md"])
      return isWhole
    }
    #expect(sweep.completed.map(\.number) == (isWhole ? [2] : []))
    #expect(sweep.doubtful.map(\.number) == (isWhole ? [] : [2]))
    #expect(try world.current() == (isWhole ? "b" : "a"))
    #expect(try archive.nextNumber(of: quarter) == 3)
  }

  @Test func `an issue whose files go keeps its manifest alone`() throws {
    let world = try ArchiveFolder()
    let issue = try world.publish("a")
    let archive = try world.open()
    for _ in 1...2 { try archive.retract(issue, keeping: "datapackage.json", [123, 125]) }
    #expect(try names(in: world["2010-11-Q3/1"]) == ["datapackage.json"])
    #expect(try archive.read(issue, "datapackage.json") == [123, 125])
  }
}

@Suite(.waits) struct ReadingTests {
  @Test func `an issue is found by its period or its number`() throws {
    let world = try ArchiveFolder()
    try world.publish("a")
    try world.publish("b")
    let archive = try Archive.open(world.path, fileMode: 0o640, create: false)
    for (text, number) in [("2010-11-Q3", 2), ("2010-11-Q3/1", 1)] {
      let reference = try #require(IssueReference(text))
      #expect(try archive.resolve(reference).number == number)
    }
    for text in ["2010-11-Q3/3", "2010-11-Q4", "2010-11-Q4/1"] {
      let reference = try #require(IssueReference(text))
      let error = #expect(throws: FileError.self) { try archive.resolve(reference) }
      #expect(error?.kind == .notFound)
      #expect(error?.path == world[text])
    }
  }

  @Test func `every file is told with its path, planted links as links`() throws {
    let world = try ArchiveFolder()
    let issue = try world.publish("abc")
    try link(world["2010-11-Q3/1/extra"], to: "/etc/hostname")
    let archive = try Archive.open(world.path, fileMode: 0o640, create: false)
    let files = try archive.files(of: issue)
    #expect(files.map(\.name) == ["board-report.md", "evidence/days.csv", "extra"])
    #expect(files.map(\.kind) == [.file, .file, .link])
    #expect(throws: FileError.self) { _ = try archive.read(issue, "extra") }
    #expect(try archive.read(issue, "evidence/days.csv") == Array("abc".utf8))
    let digest = try archive.digest(issue, "evidence/days.csv")
    #expect(digest.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
