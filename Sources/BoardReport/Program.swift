import ArgumentParser
import System

/// The program: one file a verb; job file and flags in, exit code out.
@main
struct Program: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "board-report",
    abstract: "Quarterly board reports from a programme's database, as CSV and Markdown.",
    version: version,
    subcommands: [
      RunCommand.self, CheckCommand.self, ImportCommand.self, TemplateCommand.self,
      DatabaseCommand.self, HistoryCommand.self, RetractCommand.self, VerifyCommand.self,
      CompareCommand.self, ExplainCommand.self, StatusCommand.self, MetricsCommand.self,
      CompletionsCommand.self,
    ])

  static func main() {
    Descriptor.ensureStandardStreams()
    Signals.ignoreThoseOfWriting()
    Memory.returnLargeBlocks()
    Console.exit(with: outcome())
  }

  /// Runs the verb; what went wrong is one line on standard error, and its code.
  private static func outcome() -> ExitCode {
    do {
      var command = try parsed()
      try command.run()
      return command is any MutatingCommand ? .done : answered()
    } catch let failure as Failure {
      Log.shared.fail(failure)
      return failure.exit
    } catch {
      return usageOutcome(error)
    }
  }

  /// A run, which is what the program is most often started for, is read without the tree of all verbs; what is wrong with its
  /// words, and help, come from that tree.
  private static func parsed() throws -> any ParsableCommand {
    let words = CommandLine.arguments.dropFirst()
    if words.first == RunCommand.configuration.commandName,
      let run = try? RunCommand.parse(Array(words.dropFirst()))
    {
      return run
    }
    return try parseAsRoot()
  }

  /// An answer that nobody got is no success.
  private static func answered() -> ExitCode {
    guard let fault = Console.lostAnswer else { return .done }
    Log.shared.fail(Failure(.inputOutput, fault.line))
    return .inputOutput
  }

  /// Help and version are answers; everything else ArgumentParser throws is a line and 64.
  private static func usageOutcome(_ error: any Error) -> ExitCode {
    if exitCode(for: error).isSuccess {
      Console.say(fullMessage(for: error))
      return answered()
    }
    let message = message(for: error).split(separator: "\n").joined(separator: " ")
    Log.shared.fail(Failure(.usage, "\(message); see board-report help"))
    return .usage
  }
}

/// A verb that changes something: what it did is done, whoever hears of it.
protocol MutatingCommand: ParsableCommand {}
