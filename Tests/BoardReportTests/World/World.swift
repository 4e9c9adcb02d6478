import Files
import Foundation
import Support

/// How a run of the real program ended, and what it said.
struct Outcome {
  /// The exit code; that of a program killed by signal n is -n.
  let code: Int32
  let output: [String]
  let error: [String]
}

/// The repository's own folder.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

/// A fresh folder and the real program in it, without a terminal.
struct World: ~Copyable {
  let home: TemporaryFolder
  var archive: String { home["reports"] }
  var job = repository + "/jobs/quarterly.yml"

  static let quarter = ["--quarter", "2010/11-Q3"]
  static let sample = ["--data", repository + "/sql/sample"]

  init() throws { home = try TemporaryFolder() }

  /// The verb `run` into the archive.
  func run(_ words: [String], environment: [String] = [], wrapper: String = "") throws -> Outcome {
    try program(
      ["run", "--job", job, "--output", archive] + words, environment: environment,
      wrapper: wrapper)
  }

  /// - Parameters:
  ///   - environment: `NAME=value` each, on top of the tests' own.
  ///   - wrapper: shell words before the program, or shell commands that end in `;`.
  func program(
    _ words: [String], environment: [String] = [], wrapper: String = ""
  ) throws -> Outcome {
    var child = try start(words, environment: environment, wrapper: wrapper)
    child.closeInput()
    var output: [String] = []
    while let line = try child.readLine(deadlineMilliseconds: 60_000) { output.append(line) }
    return Outcome(code: try child.wait().code, output: output, error: try complaints())
  }

  /// The same, still running; its complaints are for `complaints`.
  func start(
    _ words: [String], environment: [String] = [], wrapper: String = ""
  ) throws -> ChildProcess {
    let lead = wrapper.hasSuffix(";") ? "\(wrapper) exec" : "exec \(wrapper)"
    let line = "cd \"$1\"; shift; \(lead) env \"$@\" 2>errors"
    return try Support.start(
      line, [home.path] + environment + [try buildFolder + "/board-report"] + words)
  }

  func complaints() throws -> [String] {
    try text(of: home["errors"]).split(separator: "\n").map(String.init)
  }

  /// A file of the current issue.
  func path(_ file: String, of period: String = "2010-11-Q3") -> String {
    "\(archive)/\(period)/current/\(file)"
  }

  func rows(_ file: String, of period: String = "2010-11-Q3") throws -> [[String: String]] {
    try csv(path(file, of: period))
  }

  func paper(of period: String = "2010-11-Q3") throws -> String {
    try text(of: path("board-report.md", of: period))
  }
}

extension ExitStatus {
  var code: Int32 {
    switch self {
    case .exited(let code): code
    case .killed(let signal): -signal
    }
  }
}
