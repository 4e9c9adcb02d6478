import ArgumentParser

/// The verb `completions`, which prints the script that completes verbs and options in a shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a shell's completion script.")

  @Argument(help: "bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"])) var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw Failure(.usage, "the shell \(shell) is not supported; give bash, zsh or fish")
    }
    Console.say(raw: Program.completionScript(for: shell))
  }
}
