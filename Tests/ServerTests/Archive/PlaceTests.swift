import Foundation
import Issues
import Support
import System
import Testing

/// Where the archive stands, who may read it, and who holds it.
@Suite(.waits) struct PlaceTests {
  @Test func `a link, a file or a missing parent in the archive's place is refused`() throws {
    let home = try TemporaryFolder()
    try makeFolders(home["elsewhere"])
    try link(home["link"], to: home["elsewhere"])
    try write("mine", to: home["file"])
    for name in ["link", "link/", "file", "missing/reports"] {
      let error = #expect(throws: FileError.self) { _ = try Archive.open(home[name], fileMode: 0o640, create: true) }
      #expect(error?.kind == .cannotCreate)
    }
    #expect(try names(in: home["elsewhere"]) == [])
    #expect(try text(of: home["file"]) == "mine")
  }

  @Test func `a period's folder that is a link is neither followed nor read`() throws {
    let world = try ArchiveFolder()
    try makeFolders(world.home["elsewhere"])
    try makeFolders(world.path)
    try link(world[quarter], to: world.home["elsewhere"])
    #expect(throws: FileError.self) { try world.publish("a") }
    #expect(try names(in: world.home["elsewhere"]) == [])
  }

  @Test func `an archive that is not there is told apart when only reading`() throws {
    let home = try TemporaryFolder()
    let error = #expect(throws: FileError.self) {
      _ = try Archive.open(home["reports"], fileMode: 0o640, create: false)
    }
    #expect(error?.kind == .notFound)
    #expect(try names(in: home.path) == [])
  }

  @Test(arguments: ["000", "077"], [("640", "750"), ("644", "755"), ("600", "700")])
  func `modes are the job's, whatever the umask`(_ umask: String, _ modes: (file: String, folder: String)) throws {
    let world = try ArchiveFolder()
    let run = try shell("umask $1; exec \"$PROBE\" publish \"$2\" 2010-11-Q3 text $3", umask, world.path, modes.file)
    #expect(run.lines == ["2010-11-Q3/1"])
    for name in ["", "2010-11-Q3", "2010-11-Q3/1", "2010-11-Q3/1/evidence"] {
      #expect(try mode(of: world[name]) == modes.folder)
    }
    for name in ["board-report.md", "evidence/days.csv"] {
      #expect(try mode(of: world["2010-11-Q3/1/" + name]) == modes.file)
    }
  }

  @Test func `a second run finds the archive busy until the first is killed`() throws {
    let world = try ArchiveFolder()
    var holder = try start("exec \"$PROBE\" hold \"$1\"", [world.path])
    #expect(try holder.readLine(deadlineMilliseconds: 10_000) == "held")
    let error = #expect(throws: FileError.self) { _ = try world.open(tries: 1) }
    #expect(error?.kind == .busy)
    #expect(error?.line == "\(world.path) is locked by another run; wait until that run ends")
    holder.kill(9)
    #expect(try holder.wait() == .killed(signal: 9))
    try world.publish("a")
  }

  @Test func `a file above the limit of size is an error and leaves nothing`() throws {
    let world = try ArchiveFolder()
    let line = "ulimit -f 8; exec \"$PROBE\" publish \"$1\" 2010-11-Q3 text 640"
    let run = try shell(line, world.path)
    #expect(run.status == .exited(1))
    #expect(run.lines.count == 1)
    #expect(run.lines[0].hasPrefix("inputOutput "))
    #expect(run.lines[0].hasSuffix("cannot write: File too large (EFBIG)"))
    #expect(try names(in: world.path) == [".lock"])
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root")) func `a full disk is an error and leaves what was there`()
    throws
  {
    let home = try TemporaryFolder()
    let line = """
      mount -t tmpfs -o size=96k none "$1" || exit 9
      "$PROBE" publish "$1/reports" 2010-11-Q3 a 640
      "$PROBE" publish "$1/reports" 2010-11-Q3 larger 640
      cd "$1/reports/2010-11-Q3" && echo $(ls -A) && cat current/board-report.md
      """
    let run = try shell("unshare -m sh -c '\(line)' sh \"$1\"", home.path)
    #expect(run.lines.count == 4)
    #expect(run.lines.first == "2010-11-Q3/1")
    #expect(run.lines[1].hasSuffix("No space left on device (ENOSPC)"))
    #expect(run.lines.suffix(2) == ["1 current", "a"])
  }

  @Test func `what the last run said is replaced whole`() throws {
    let world = try ArchiveFolder()
    let archive = try Archive.open(world.path, fileMode: 0o640, create: true)
    #expect(try archive.read(record: .lastRun) == nil)
    try archive.write(record: .lastRun, Array("{}".utf8))
    try archive.write(record: .lastRun, Array("[]".utf8))
    #expect(try archive.read(record: .lastRun) == Array("[]".utf8))
    #expect(try names(in: world.path) == [".last-run.json"])
    #expect(try mode(of: world[".last-run.json"]) == "640")
  }
}
