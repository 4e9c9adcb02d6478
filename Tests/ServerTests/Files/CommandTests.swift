import Glibc
import Support
import System
import Testing

@Suite(.waits) struct `A command` {
  private func run(_ script: String, seconds: Int = 20, mode: UInt16 = 0o750) throws -> Command {
    try Command.run(["sh", "-c", script], folderMode: mode, seconds: seconds, signals: try Signals.install())
  }

  @Test(arguments: [
    ("exit 0", System.ExitStatus.exited(0), ""), ("exit 7", .exited(7), ""), ("kill -9 $$", .killed(signal: 9), ""),
    ("echo one; echo two >&2; echo; echo '  '", .exited(0), "two"), ("printf 'no end'", .exited(0), "no end"),
    ("printf 'a\\rb\\r'", .exited(0), "b"), ("cat; echo read", .exited(0), "read"),
    ("head -c 300000 /dev/zero | tr '\\0' '\\n'; echo last", .exited(0), "last"),
  ]) func `tells how it ended and what it said last`(_ script: String, _ status: System.ExitStatus, _ line: String)
    throws
  {
    let command = try run(script)
    #expect(command.ending == .ended(status))
    #expect(command.lastLine == line)
  }

  @Test func `that never ends a line is not remembered whole`() throws {
    #expect(try run("head -c 5000000 /dev/zero | tr '\\0' x").lastLine.utf8.count == 1_000)
  }

  @Test(arguments: [(UInt16(0o750), "0027"), (0o700, "0077"), (0o755, "0022")])
  func `gives what it creates the modes that it was given`(_ mode: UInt16, _ umask: String) throws {
    #expect(try run("umask", mode: mode).lastLine == umask)
    #expect(try run("umask", mode: 0o777).lastLine == "0000")
  }

  @Test func `that is not there is an error of its own`() throws {
    let signals = try Signals.install()
    #expect(throws: FileError(.notFound, "run", "/absent/command", code: ENOENT)) {
      try Command.run(["/absent/command"], folderMode: 0o750, seconds: 1, signals: signals)
    }
  }

  @Test(arguments: ["sleep 30 & echo $! ; wait", "trap '' TERM; sleep 30 & echo $!; wait; wait"])
  func `is stopped at its limit with all it started`(_ script: String) throws {
    let start = ContinuousClock.now
    let command = try run(script, seconds: 1)
    #expect(command.ending == .timedOut)
    #expect(ContinuousClock.now - start < .seconds(6))
    let number = try #require(Int32(command.lastLine))
    try eventually("what it started has ended") { kill(number, 0) != 0 || isZombie(number) }
  }

  private func isZombie(_ number: Int32) -> Bool { (try? text(of: "/proc/\(number)/stat"))?.contains(") Z ") ?? true }

  @Test func `may leave something behind that keeps its output open`() throws {
    let start = ContinuousClock.now
    #expect(try run("echo done; sleep 5 &").ending == .ended(.exited(0)))
    #expect(ContinuousClock.now - start < .seconds(4))
  }
}
