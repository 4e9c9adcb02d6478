import ArgumentParser
import Core
import Glibc
import Issues
import Synchronization
import System

/// The terminal: answers go to standard output, errors and progress to standard error.
enum Console {
  /// One run of the program: where it writes, and the answers that did not reach that stream.
  final class Session: Sendable {
    let log: Log
    fileprivate let lost = Mutex<FileError?>(nil)
    fileprivate let capture: (@Sendable (StandardStream, String) -> Void)?

    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - capture: takes the texts; without it the process's own streams take them.
    init(_ arguments: [String], _ capture: (@Sendable (StandardStream, String) -> Void)? = nil) {
      log = Log(arguments: arguments, isJournal: capture == nil && StandardStream.error.isJournal)
      self.capture = capture
    }
  }

  /// The run that the current task is part of. A test runs many of them in its process.
  @TaskLocal static var session = Session(Array(CommandLine.arguments.dropFirst()))

  /// Writes a text and returns the error of the stream.
  @discardableResult static func write(_ text: String, to stream: StandardStream) -> FileError? {
    guard let capture = session.capture else { return stream.write(text) }
    capture(stream, text)
    return nil
  }

  static func isTerminal(_ stream: StandardStream) -> Bool { session.capture == nil && stream.isTerminal }

  /// Writes an answer. A log that programs read gets one object a line of it.
  static func say(_ text: String) {
    guard Log.shared.format == .json else { return say(raw: text) }
    for line in text.split(separator: "\n") { say(raw: Log.shared.object(.info, String(line))) }
  }

  /// Writes an answer that has a form of its own, such as CSV, in every format of the log.
  static func say(raw text: String) {
    let line = text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
    if let fault = write(line, to: .output) { session.lost.withLock { $0 = $0 ?? fault } }
  }

  /// The error that kept an answer from standard output. A closed pipe is no error, because its reader had read enough.
  static var lostAnswer: FileError? { session.lost.withLock { $0?.code == EPIPE ? nil : $0 } }

  static func complain(_ line: String) { Log.shared.write(.error, line) }

  /// Writes a line about the user's data. The line begins with the file, so that editors find the location.
  static func print(mistake line: String) {
    if Log.shared.format == .json { complain(line) } else { write(line + "\n", to: .error) }
  }

  /// Replaces the line of progress.
  static func show(progress text: String) { write("\r\u{1B}[K\(text)", to: .error) }

  static func exit(with code: ExitCode) -> Never { Glibc.exit(code.number) }
}

enum LogFormat: String, CaseIterable, ExpressibleByArgument {
  /// For people.
  case text
  /// One JSON object a line.
  case json
}

/// The log of the program's work. It never holds a row's text or a secret.
struct Log: Sendable {
  enum Level: String {
    case error, info

    /// The priority by sd-daemon(3).
    fileprivate var priority: Int { self == .error ? 3 : 6 }
  }

  let format: LogFormat
  /// Whether standard error is the journal of systemd.
  let isJournal: Bool
  /// The identity of this run of the program, in each object of the log and in the record of the run.
  let run = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
  private let verb: String?

  static var shared: Log { Console.session.log }

  /// - Parameter arguments: the format is found before the arguments are parsed, because messages about wrong arguments
  ///   use it too.
  init(arguments: [String], isJournal: Bool) {
    let words = arguments.prefix { $0 != "--" }
    let isJSON =
      words.contains("--log-format=json")
      || zip(words, words.dropFirst()).contains { $0 == "--log-format" && $1 == "json" }
    format = isJSON ? .json : .text
    verb = arguments.first { !$0.hasPrefix("-") }
    self.isJournal = isJournal
  }

  func fail(_ failure: Failure) {
    guard !failure.line.isEmpty else { return }
    write(.error, failure.line, period: failure.period, ["exit": .integer(Int(failure.exit.number))])
  }

  /// Writes a line to standard error.
  func write(_ level: Level, _ message: String, period: String? = nil, _ details: KeyValuePairs<String, JSON?> = [:]) {
    let priority = isJournal ? "<\(level.priority)>" : ""
    switch format {
    case .text: Console.write("\(priority)board-report: \(message.onOneLine)\n", to: .error)
    case .json:
      let line = object(level, message, period: period, details)
      Console.write("\(priority)\(line)\n", to: .error)
    }
  }

  /// Writes a result to standard output.
  ///
  /// - Parameter headline: the figures that the text prints, by the metrics' names.
  func say(_ text: String, period: String?, _ headline: [JSON.NamedValue] = []) {
    switch format {
    case .text: Console.say(raw: text)
    case .json:
      let fields = headline.isEmpty ? nil : JSON.object(headline)
      Console.say(raw: object(.info, text, period: period, ["headline": fields]))
    }
  }

  /// Returns a line of the log as a JSON object.
  fileprivate func object(
    _ level: Level, _ message: String, period: String? = nil, _ details: KeyValuePairs<String, JSON?> = [:]
  ) -> String {
    let members: [(String, JSON?)] =
      [
        ("time", Instant.now.map { .string($0.description) }), ("level", .string(level.rawValue)),
        ("message", .string(message)), ("verb", verb.map(JSON.string)), ("run", .string(run)),
        ("period", period.map(JSON.string)),
      ] + details.map { ($0, $1) }
    return JSON.object(members.compactMap { name, value in value.map { .init(name: name, value: $0) } }).line
  }
}

extension String {
  /// The text without characters that break the line or control a terminal. An argument or a file's name may hold any
  /// character.
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

/// A check of this program's own texts. The board receives them unchanged, so a text that seems to identify a person is
/// refused.
enum PersonalDataCheck {
  /// Refuses a text that seems to identify a person.
  ///
  /// - Parameter place: the file and line, the key or the flag.
  /// - Throws: `Failure` 64 with the place and the kind of data, never with the data.
  static func refuse(_ text: String?, at place: String, _ caseNumbers: [CaseNumberPattern]) throws {
    guard let text, let kind = PersonalData.kinds(in: text, caseNumbers: caseNumbers).first else { return }
    throw Failure(
      .usage, "\(place) seems to hold \(kind.rawValue); remove it, because the board's paper must identify nobody")
  }
}
