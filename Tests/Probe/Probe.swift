import Glibc
import Issues
import System

/// What tests run in a process of its own: to be killed, limited, refused or signalled there.
@main enum Probe {
  static func main() {
    do {
      let words = Array(CommandLine.arguments.dropFirst())
      switch words.first {
      case "publish": try publish(words[1], period: words[2], text: words[3], mode: words[4])
      case "hold": try hold(words[1])
      case "signals": try signals(finishing: words.contains("finishing"))
      default: exit(64)
      }
    } catch {
      say(error.kind, error.line)
      exit(error.kind == .unconfirmed ? 2 : 1)
    }
  }

  private static func publish(_ path: String, period: String, text: String, mode: String) throws(FileError) {
    _ = try Signals.install()
    var archive = try Archive.open(path, fileMode: UInt16(mode, radix: 8) ?? 0o640, create: true)
    try archive.lock()
    _ = try archive.sweep { _, _ in true }
    var issue = try archive.stage(period)
    try issue.write("board-report.md", Array(text.utf8))
    try issue.write("evidence/days.csv", Array(String(repeating: text, count: 20_000).utf8))
    say(try archive.publish(issue))
  }

  private static func hold(_ path: String) throws(FileError) {
    var archive = try Archive.open(path, fileMode: 0o640, create: true)
    try archive.lock()
    say("held")
    awaitEndOfInput()
  }

  private static func signals(finishing: Bool) throws(FileError) {
    let signals = try Signals.install()
    if finishing { signals.finish() }
    var sleeper = try ChildProcess.spawn("cat", [])
    say("ready")
    do { _ = try sleeper.readLine(deadlineMilliseconds: 3_000, interruptedBy: signals.descriptor) } catch {
      say(error.kind, signals.received ?? 0)
    }
    awaitEndOfInput()
  }

  private static func awaitEndOfInput() {
    // The library's readLine takes an old EINTR at the end of input for a new one, and would try for ever.
    errno = 0
    while readLine() != nil {}
  }

  private static func say(_ words: Any...) {
    print(words.map { "\($0)" }.joined(separator: " "))
    fflush(nil)
  }
}
