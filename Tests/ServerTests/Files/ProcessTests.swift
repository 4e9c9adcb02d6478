import Foundation
import Support
import System
import Testing

@Suite(.waits) struct ProcessTests {
  @Test func `a child's lines come one by one, then the end and its status`() throws {
    var child = try start("echo one; printf two; exit 3", [])
    #expect(try child.readLine(deadlineMilliseconds: 10_000) == "one")
    #expect(try child.readLine(deadlineMilliseconds: 10_000) == "two")
    #expect(try child.readLine(deadlineMilliseconds: 10_000) == nil)
    #expect(try child.wait() == .exited(3))
    #expect(try child.wait() == .exited(3))
  }

  @Test func `waiting ends with the limit`() throws {
    var child = try start("cat", [])
    let error = #expect(throws: FileError.self) { try child.readLine(deadlineMilliseconds: 30) }
    #expect(error?.kind == .timedOut)
    #expect(try child.wait(limitMilliseconds: 30) == nil)
    child.kill(9)
    #expect(try child.wait() == .killed(signal: 9))
  }

  @Test func `the end of its input ends a child that reads it`() throws {
    var child = try start("cat; exit 5", [])
    child.closeInput()
    #expect(try child.wait(limitMilliseconds: 10_000) == .exited(5))
  }

  @Test func `a child that prints much does not block the wait`() throws {
    var child = try start("head -c 1000000 /dev/zero", [])
    #expect(try child.wait(limitMilliseconds: 10_000) == .exited(0))
  }

  @Test func `a child inherits no descriptor, and the environment it is given`() throws {
    let home = try TemporaryFolder()
    let held = try home.folder().lock(".lock")
    var child = try ChildProcess.spawn("/bin/sh", ["-c", "ls /proc/self/fd | xargs; env"], environment: ["ONLY=this"])
    // The fourth is the listing's own.
    #expect(try child.readLine(deadlineMilliseconds: 10_000) == "0 1 2 3")
    var variables: [String] = []
    while let line = try child.readLine(deadlineMilliseconds: 10_000) { variables.append(line) }
    #expect(variables.contains("ONLY=this"))
    #expect(!variables.contains { $0.hasPrefix("HOME=") })
    #expect(try child.wait() == .exited(0))
    _ = consume held
  }

  @Test func `a released lock is free, although a child that starts holds a copy of its descriptor`() throws {
    let home = try TemporaryFolder()
    let held = try home.folder().lock(".lock")
    let numbers = try names(in: "/proc/self/fd").compactMap { Int32($0) }
    let number = numbers.first { number in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")) == home[".lock"]
    }
    let copy = dup(try #require(number))
    defer { close(copy) }
    _ = consume held
    _ = try home.folder().lock(".lock")
  }

  @Test func `a program that is not there is named`() {
    let error = #expect(throws: FileError.self) { _ = try ChildProcess.spawn("/nowhere/program", []) }
    #expect(error?.kind == .notFound)
    #expect(error?.line == "/nowhere/program: cannot run: No such file or directory (ENOENT)")
  }

  @Test func `a child let go of is ended`() throws {
    let number = try { try start("sleep 100", []).number }()
    #expect(try shell("kill -0 $1 2>/dev/null", String(number)).status == .exited(1))
  }
}

@Suite(.waits) struct SignalTests {
  @Test(arguments: ["INT", "TERM", "HUP"]) func `a signal wakes a wait and is remembered`(_ name: String) throws {
    var probe = try start("exec \"$PROBE\" signals", [])
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "ready")
    let sent = try shell("kill -\(name) \(probe.number)")
    #expect(sent.status.succeeded)
    let numbers = ["INT": 2, "TERM": 15, "HUP": 1]
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "interrupted \(numbers[name] ?? 0)")
    probe.closeInput()
    #expect(try probe.wait() == .exited(0))
  }

  @Test func `a second signal ends the program at once`() throws {
    var probe = try start("exec \"$PROBE\" signals", [])
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "ready")
    _ = try shell("kill -TERM \(probe.number); sleep 0.3; kill -INT \(probe.number)")
    #expect(try probe.wait(limitMilliseconds: 10_000) == .exited(130))
  }

  @Test func `a signal sent twice in a moment counts once`() throws {
    var probe = try start("exec \"$PROBE\" signals", [])
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "ready")
    _ = try shell("kill -TERM \(probe.number); kill -TERM \(probe.number)")
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "interrupted 15")
    probe.closeInput()
    #expect(try probe.wait() == .exited(0))
  }

  @Test func `signals do nothing while the program finishes`() throws {
    var probe = try start("exec \"$PROBE\" signals finishing", [])
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "ready")
    _ = try shell("kill -TERM \(probe.number); sleep 0.2; kill -TERM \(probe.number)")
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "timedOut 0")
    probe.closeInput()
    #expect(try probe.wait() == .exited(0))
  }

  @Test func `a signal ignored from the start stays ignored`() throws {
    var probe = try start("trap '' HUP; exec \"$PROBE\" signals", [])
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "ready")
    _ = try shell("kill -HUP \(probe.number); sleep 0.1; kill -TERM \(probe.number)")
    #expect(try probe.readLine(deadlineMilliseconds: 10_000) == "interrupted 15")
  }
}
