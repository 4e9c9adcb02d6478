package import ArgumentParser
package import System

/// The program `board-report`. Each verb has a file in `Verbs`. The job file and the flags go in, the exit code comes
/// out.
package struct Program: ParsableCommand {
  static let version = "0.2.0"

  package static let configuration = CommandConfiguration(
    commandName: "board-report", abstract: "Quarterly board reports from a programme's database, as CSV and Markdown.",
    version: version,
    subcommands: [
      RunCommand.self, CheckCommand.self, ImportCommand.self, TemplateCommand.self, DatabaseCommand.self,
      HistoryCommand.self, RetractCommand.self, VerifyCommand.self, CompareCommand.self, ExplainCommand.self,
      StatementCommand.self, CaseStudiesCommand.self, StatusCommand.self, MetricsCommand.self, CompletionsCommand.self,
    ])

  package init() {}

  /// Runs the verb that this process was started for, and ends the process.
  package static func main() {
    Descriptor.ensureStandardStreams()
    Signals.ignoreThoseOfWriting()
    Memory.returnLargeBlocks()
    Console.exit(with: execute(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a verb inside a process that goes on afterwards, such as a test's.
  ///
  /// - Parameter write: takes each text that the verb writes to a standard stream.
  package static func run(_ arguments: [String], writing write: @escaping @Sendable (StandardStream, String) -> Void)
    -> ExitCode
  { Console.$session.withValue(Console.Session(arguments, write)) { execute(arguments) } }

  /// Runs the verb. An error becomes one line on standard error and an exit code.
  private static func execute(_ arguments: [String]) -> ExitCode {
    do {
      var command = try parsed(arguments)
      try command.run()
      return command is any MutatingCommand ? .done : answered()
    } catch let failure as Failure {
      Log.shared.fail(failure)
      return failure.exit
    } catch { return usageOutcome(error) }
  }

  /// Parses the arguments. Most often the verb is `run`, which is parsed without the tree of all verbs because that is
  /// faster. The tree makes help and the messages about wrong arguments.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    if arguments.first == RunCommand.configuration.commandName,
      let run = try? RunCommand.parse(Array(arguments.dropFirst()))
    {
      return run
    }
    return try parseAsRoot(arguments)
  }

  /// Returns success only if the answer reached standard output.
  private static func answered() -> ExitCode {
    guard let fault = Console.lostAnswer else { return .done }
    Log.shared.fail(Failure(.inputOutput, fault.line))
    return .inputOutput
  }

  /// Prints help and the version. Every other error of ArgumentParser becomes a line and exit code 64.
  private static func usageOutcome(_ error: any Error) -> ExitCode {
    if exitCode(for: error).isSuccess {
      Console.say(raw: fullMessage(for: error))
      return answered()
    }
    let message = message(for: error).split(separator: "\n").joined(separator: " ")
    Log.shared.fail(Failure(.usage, "\(message); see board-report help"))
    return .usage
  }
}

/// A verb that changes something. Its exit code does not depend on whether its output was read.
protocol MutatingCommand: ParsableCommand {}
