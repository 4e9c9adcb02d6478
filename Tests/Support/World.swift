import Foundation
package import System

/// How a run of the real program ended, and what it said.
package struct ProgramRun: Sendable {
  /// The exit code; that of a program killed by signal n is -n.
  package let code: Int32
  package let output: [String]
  package let error: [String]

  package init(code: Int32, output: [String], error: [String]) {
    self.code = code
    self.output = output
    self.error = error
  }
}

/// The repository's own folder.
package let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

/// A fresh folder and the real program in it, without a terminal.
package struct World: ~Copyable, Sendable {
  package let home: TemporaryFolder
  package var archive: String { home["reports"] }
  package var job = repository + "/jobs/quarterly.yml"

  package static let quarter = ["--quarter", "2010/11-Q3"]
  package static let sample = ["--data", repository + "/sql/sample"]

  package init() throws { home = try TemporaryFolder() }

  /// The verb `run` into the archive.
  package func run(_ words: [String], environment: [String] = [], wrapper: String = "") throws
    -> ProgramRun
  {
    try program(
      ["run", "--job", job, "--output", archive] + words, environment: environment,
      wrapper: wrapper)
  }

  /// - Parameters:
  ///   - environment: `NAME=value` each, on top of the tests' own.
  ///   - wrapper: shell words before the program, or shell commands that end in `;`.
  package func program(
    _ words: [String], environment: [String] = [], wrapper: String = ""
  ) throws -> ProgramRun {
    var child = try start(words, environment: environment, wrapper: wrapper)
    child.closeInput()
    var output: [String] = []
    while let line = try child.readLine(deadlineMilliseconds: 60_000) { output.append(line) }
    return ProgramRun(code: try child.wait().code, output: output, error: try complaints())
  }

  /// The same, still running; its complaints are for `complaints`.
  package func start(
    _ words: [String], environment: [String] = [], wrapper: String = ""
  ) throws -> ChildProcess {
    let lead = wrapper.hasSuffix(";") ? "\(wrapper) exec" : "exec \(wrapper)"
    let line = "cd \"$1\"; shift; \(lead) env \"$@\" 2>errors"
    return try Support.start(line, [home.path] + environment + [try Self.program] + words)
  }

  /// The one that stands beside the tests, or what BOARD_REPORT names: one built for release, to try it very often.
  private static var program: String {
    get throws {
      try ProcessInfo.processInfo.environment["BOARD_REPORT"] ?? buildFolder + "/board-report"
    }
  }

  package func complaints() throws -> [String] {
    try text(of: home["errors"]).split(separator: "\n").map(String.init)
  }

  /// A file of the current issue.
  package func path(_ file: String, of period: String = "2010-11-Q3") -> String {
    "\(archive)/\(period)/current/\(file)"
  }
}

extension ExitStatus {
  package var code: Int32 {
    switch self {
    case .exited(let code): code
    case .killed(let signal): -signal
    }
  }
}
