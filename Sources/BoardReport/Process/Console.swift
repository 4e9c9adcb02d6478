import ArgumentParser
import Core
import Glibc
import Issues
import Synchronization
import System

/// What people see: answers on standard output, complaints and progress on standard error.
enum Console {
  private static let lost = Mutex<FileError?>(nil)

  static func say(_ text: String) {
    let line = text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
    if let fault = StandardStream.output.write(line) { lost.withLock { $0 = $0 ?? fault } }
  }

  /// Why an answer did not arrive. Whoever closed the pipe had read enough, so that is nothing.
  static var lostAnswer: FileError? { lost.withLock { $0?.code == EPIPE ? nil : $0 } }

  static func complain(_ line: String) { Log.shared.write(.error, line) }

  /// A line of what is wrong with people's data: it begins with the file, so that editors find the place.
  static func tell(_ line: String) { StandardStream.error.write(line + "\n") }

  /// Replaces the line of progress.
  static func show(progress text: String) { StandardStream.error.write("\r\u{1B}[K\(text)") }

  static func exit(with code: ExitCode) -> Never { Glibc.exit(code.number) }
}

enum LogFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One JSON object a line.
  case json
}

/// What is said about the work: never a row's text, never a secret.
struct Log: Sendable {
  enum Level: String {
    case error, info

    /// As sd-daemon(3) has it.
    fileprivate var priority: Int { self == .error ? 3 : 6 }
  }

  let format: LogFormat
  private let isJournal: Bool

  static let shared = Log(arguments: CommandLine.arguments)

  /// The format is looked for before the arguments are parsed: what is wrong with them is told in it too.
  init(arguments: [String]) {
    let words = arguments.prefix { $0 != "--" }
    let isJSON =
      words.contains("--log-format=json")
      || zip(words, words.dropFirst()).contains { $0 == "--log-format" && $1 == "json" }
    format = isJSON ? .json : .text
    isJournal = StandardStream.error.isJournal
  }

  func fail(_ failure: Failure) {
    guard !failure.line.isEmpty else { return }
    write(
      .error, failure.line, period: failure.period, ["exit": .integer(Int(failure.exit.number))])
  }

  /// A line on standard error.
  func write(
    _ level: Level, _ message: String, period: String? = nil,
    _ details: KeyValuePairs<String, JSON?> = [:]
  ) {
    let priority = isJournal ? "<\(level.priority)>" : ""
    switch format {
    case .text: StandardStream.error.write("\(priority)board-report: \(message.onOneLine)\n")
    case .json:
      let line = Self.object(level, message, period: period, details)
      StandardStream.error.write("\(priority)\(line)\n")
    }
  }

  /// A result on standard output.
  func say(_ text: String, period: String?) {
    switch format {
    case .text: Console.say(text)
    case .json: Console.say(Self.object(.info, text, period: period, [:]))
    }
  }

  private static func object(
    _ level: Level, _ message: String, period: String?, _ details: KeyValuePairs<String, JSON?>
  ) -> String {
    let members: [(String, JSON?)] =
      [
        ("time", Instant.now.map { .string($0.description) }), ("level", .string(level.rawValue)),
        ("message", .string(message)), ("period", period.map(JSON.string)),
      ] + details.map { ($0, $1) }
    return JSON.object(
      members.compactMap { name, value in value.map { .init(name: name, value: $0) } }
    ).line
  }
}

extension String {
  /// Without what would break the line or act on a terminal: an argument or a file's name may hold anything.
  var onOneLine: String {
    let plain = unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: " "
      default: String(scalar)
      }
    }
    return plain.joined()
  }
}

/// Our own texts go to the board as they stand, so one that looks as if it identifies a person is refused.
enum Personal {
  /// - Parameter place: the file and line, the key or the flag.
  /// - Throws: `Failure` 64 that says where, and what it looks like, never what it is.
  static func refuse(_ text: String?, at place: String) throws {
    guard let text, let kind = PersonalData.kinds(in: text).first else { return }
    throw Failure(
      .usage,
      "\(place): holds what looks like \(kind.rawValue); the board's paper must identify nobody")
  }
}
