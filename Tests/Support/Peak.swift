import Foundation
import System

extension World {
  /// A run to its end, and the most memory it held at a time, in kibibytes: the kernel's own mark of its resident set, looked at every
  /// few milliseconds while it is there.
  package func peak(_ words: [String], environment: [String] = []) throws -> (run: ProgramRun, kibibytes: Int) {
    var child = try start(["run", "--job", job, "--output", archive] + words, environment: environment)
    child.closeInput()
    var peak = 0
    while let mark = Self.mark(of: child.number) {
      peak = max(peak, mark)
      Thread.sleep(forTimeInterval: 0.004)
    }
    var output: [String] = []
    while let line = try child.readLine(deadlineMilliseconds: 60_000) { output.append(line) }
    let code = try child.wait().code
    return (ProgramRun(code: code, output: output, error: try complaints()), peak)
  }

  /// VmHWM of the program; nil once it has ended. Of the shell before it there is nothing to tell: its own is lower.
  private static func mark(of process: Int32) -> Int? {
    guard let status = try? text(of: "/proc/\(process)/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }
}
