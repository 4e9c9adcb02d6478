import BoardReport
import Foundation
import Glibc
import Synchronization
package import System
package import Testing

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

  /// Records an issue with everything the program said, unless it ended well.
  package func expectSuccess(at place: SourceLocation = #_sourceLocation) {
    #expect(code == 0, "\((output + error).joined(separator: "\n"))", sourceLocation: place)
  }
}

/// The repository's own folder.
package let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// A fresh folder and the real program, without a terminal.
///
/// A verb runs in the test's own process, which costs a third less, and there its paths must be absolute. With an environment or a
/// wrapper, and where BOARD_REPORT names a program, a verb runs in a process of its own, in the folder.
package struct World: ~Copyable, Sendable {
  package let home: TemporaryFolder
  package var archive: String { home["reports"] }
  package var job = repository + "/jobs/quarterly.yml"

  package static let quarter = ["--quarter", "2010/11-Q3"]
  /// The sample's folder as a source: the program starts a private server for it, which costs a second.
  package static let folder = ["--data", repository + "/sql/sample"]

  /// A database that holds the sample and that no test changes.
  package static var sample: [String] { get throws { ["--database", try unchanged.get()] } }

  package init() throws { home = try TemporaryFolder() }

  /// The verb `run` into the archive.
  package func run(_ words: [String], environment: [String] = [], wrapper: String = "") throws -> ProgramRun {
    try program(["run", "--job", job, "--output", archive] + words, environment: environment, wrapper: wrapper)
  }

  /// - Parameters:
  ///   - environment: `NAME=value` each, on top of the tests' own.
  ///   - wrapper: shell words before the program, or shell commands that end in `;`.
  ///   - isApart: whether it runs in a process of its own in any case.
  package func program(_ words: [String], environment: [String] = [], wrapper: String = "", isApart: Bool = false)
    throws -> ProgramRun
  {
    if !isApart, environment.isEmpty, wrapper.isEmpty, Self.given == nil { return Self.inProcess(words) }
    var child = try start(words, environment: environment, wrapper: wrapper)
    child.closeInput()
    var output: [String] = []
    while let line = try child.readLine(deadlineMilliseconds: 60_000) { output.append(line) }
    return ProgramRun(code: try child.wait().code, output: output, error: try complaints())
  }

  private static func inProcess(_ words: [String]) -> ProgramRun {
    _ = hasZone
    let said = Mutex<[StandardStream: String]>([:])
    let exit = Program.run(words) { stream, text in said.withLock { $0[stream, default: ""] += text } }
    func lines(_ stream: StandardStream) -> [String] {
      var lines = said.withLock { $0[stream] ?? "" }.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last == "" { lines.removeLast() }
      return lines.map(String.init)
    }
    return ProgramRun(code: exit.number, output: lines(.output), error: lines(.error))
  }

  /// The program sets TZ for a moment. A variable that is there already keeps its place in the environment, so that other threads
  /// may read the environment meanwhile.
  private static let hasZone = unsafe setenv("TZ", "UTC", 0) == 0

  /// The same in a process of its own, still running; its complaints are for `complaints`.
  package func start(_ words: [String], environment: [String] = [], wrapper: String = "") throws -> ChildProcess {
    let lead = wrapper.hasSuffix(";") ? "\(wrapper) exec" : "exec \(wrapper)"
    let line = "cd \"$1\"; shift; \(lead) env \"$@\" 2>errors"
    return try Support.start(line, [home.path] + environment + [try Self.program] + words)
  }

  /// The one that stands beside the tests, or what BOARD_REPORT names: one built for release, to try it very often.
  private static var program: String { get throws { try given ?? buildFolder + "/board-report" } }

  private static let given = ProcessInfo.processInfo.environment["BOARD_REPORT"]

  package func complaints() throws -> [String] { try text(of: home["errors"]).split(separator: "\n").map(String.init) }

  /// A file of the current issue.
  package func path(_ file: String, of period: String = "2010-11-Q3") -> String {
    "\(archive)/\(period)/current/\(file)"
  }
}

private let unchanged = Result { try sampleDatabase() }

extension System.ExitStatus {
  package var code: Int32 {
    switch self {
    case .exited(let code): code
    case .killed(let signal): -signal
    }
  }
}
