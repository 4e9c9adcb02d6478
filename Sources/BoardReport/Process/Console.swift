import Files
import Glibc

/// What people see: answers on standard output, complaints and progress on standard error.
enum Console {
  static func say(_ text: String) {
    StandardStream.output.write(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n")
  }

  static func complain(_ line: String) { Log.shared.write(.error, line) }

  /// A line of what is wrong with people's data: it begins with the file, so that editors find the place.
  static func tell(_ line: String) { StandardStream.error.write(line + "\n") }

  /// Replaces the line of progress.
  static func show(progress text: String) { StandardStream.error.write("\r\u{1B}[K\(text)") }

  static func exit(with code: ExitCode) -> Never { Glibc.exit(code.number) }
}
