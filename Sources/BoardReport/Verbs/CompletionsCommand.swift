import ArgumentParser

/// Scripts that complete verbs and options in a shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a shell's completion script.")

  @Argument(help: "bash, zsh or fish.")
  var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw Failure(.usage, "completions \(shell): expected bash, zsh or fish")
    }
    Console.say(Program.completionScript(for: shell))
  }
}
