import Foundation
package import System

/// A program that a test ran to its end.
package struct Run {
  package let status: ExitStatus
  /// What it printed.
  package let lines: [String]
}

/// The folder the tests' own executable stands in, where the package's other executables are too.
package var buildFolder: String {
  get throws {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: program).deletingLastPathComponent().path
  }
}

/// Runs a shell line, `$PROBE` being the program that does in a process of its own what a test asks for.
package func shell(_ line: String, _ arguments: String...) throws -> Run {
  var child = try start(line, arguments)
  child.closeInput()
  var lines: [String] = []
  while let line = try child.readLine(deadlineMilliseconds: 60_000) { lines.append(line) }
  return Run(status: try child.wait(), lines: lines)
}

/// The same, still running.
package func start(_ line: String, _ arguments: [String]) throws -> ChildProcess {
  let probe = try buildFolder + "/Probe"
  let environment = ProcessInfo.processInfo.environment.merging(["PROBE": probe]) { $1 }
  return try ChildProcess.spawn("sh", ["-c", line, "sh"] + arguments, environment: environment.map { "\($0)=\($1)" })
}

/// Whether a program is installed here.
package func isInstalled(_ program: String) -> Bool {
  (try? shell("command -v \(program) >/dev/null"))?.status.succeeded ?? false
}
