import ArgumentParser
import Facts
import Files
import Writing

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
