import ArgumentParser
import Support
import Testing

@testable import BoardReport

/// Words on the command line as nobody would write them; `parseAsRoot` alone, so that nothing is run.
@Suite struct `Arguments of any words` {
  private static let words = [
    "run", "check", "import", "template", "database", "create", "history", "retract", "status", "verify", "compare",
    "explain", "metrics", "completions", "help", "bash", "--job", "--quarter", "--year", "--from", "--to", "--database",
    "--data", "--schema", "--output", "--today", "--strict", "--reissue", "--reason", "--catch-up", "--dry-run",
    "--quiet", "--verbose", "--log-format", "json", "text", "--figure", "--format", "csv", "--version", "--help", "-h",
    "--", "-", "", "=", "--job=", "--quarter=2010/11-Q3", "2010/11-Q3", "2010-11-Q3/1", "2010-02-30", "0000-00-00",
    "\u{202E}x", "a b", "--é", "%00", "--prometheus", "--replace", "--errors", "\n", "--quarter=\u{301}",
  ]

  @Test func `are a command or an answer, never a trap`() {
    var random = SeededGenerator(state: 3)
    let rounds = Extent.isWhole ? 20_000 : 400
    var (commands, refusals) = (0, 0)
    for _ in 0..<rounds {
      let words = (0..<Int.random(in: 0...6, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? ""
      }
      do {
        _ = try Program.parseAsRoot(words)
        commands += 1
      } catch {
        #expect(!Program.message(for: error).isEmpty || Program.exitCode(for: error).isSuccess)
        refusals += 1
      }
    }
    #expect(commands > 0 && refusals > commands)
    Figures.add("fuzz iterations", rounds)
  }
}
