import Files
import Glibc
import Synchronization

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
