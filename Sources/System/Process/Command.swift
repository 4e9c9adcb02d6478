import CPosix
import Glibc

/// A program that ran to its end without input. Of its output, on either stream, the last line is kept.
///
/// The program leads a process group of its own. To stop it, SIGTERM goes to the whole group, and SIGKILL follows when
/// the group does not end.
package struct Command: Equatable, Sendable {
  package enum Ending: Equatable, Sendable {
    case ended(ExitStatus)
    /// The limit passed, and the program was stopped.
    case timedOut
    /// A signal came to this process, which passed it on to the program.
    case signalled(Int32, ExitStatus)
  }

  package let ending: Ending
  /// The last line that is not blank, without its line end; at most its first 1,000 bytes.
  package let lastLine: String

  /// - Parameters:
  ///   - folderMode: the permission bits that the folders of the program may have at most, and its files without x.
  ///   - words: the program, searched in PATH unless it holds a slash, and its arguments.
  ///   - signals: a signal that comes is passed on; then the program has a second to end.
  package static func run(_ words: [String], folderMode: UInt16, seconds: Int, signals: Signals) throws(FileError)
    -> Command
  {
    guard let program = words.first else { throw FileError(creating: "", "run", code: EINVAL) }
    let nothing = try Descriptor.nothing()
    let output = try Descriptor.pipe()
    let number = try ChildProcess.launch(
      program, words, nil, input: nothing.number, output: output.writing.number, error: output.writing.number,
      umask: 0o777 & ~mode_t(folderMode))
    var running = RunningCommand(number, program, output.keepReading(), seconds: seconds)
    return try running.untilEnd(signals)
  }
}

extension Descriptor {
  /// Opens the null device.
  fileprivate static func nothing() throws(FileError) -> Descriptor {
    // SAFETY: the literal lives through the call.
    let number = unsafe Glibc.open("/dev/null", O_RDWR | O_CLOEXEC)
    guard number >= 0 else { throw FileError(reading: "/dev/null", code: errno) }
    return Descriptor(owning: number)
  }
}

private struct RunningCommand: ~Copyable {
  private let number: Int32
  private let path: String
  private let output: Descriptor
  private var said = LastLine()
  private var hasEnded = false
  private var deadline: Deadline
  private var isTimedOut = false
  private var signal: Int32?

  init(_ number: Int32, _ path: String, _ output: consuming Descriptor, seconds: Int) {
    self.number = number
    self.path = path
    self.output = output
    deadline = Deadline(milliseconds: seconds * 1_000)
  }

  mutating func untilEnd(_ signals: Signals) throws(FileError) -> Command {
    while true {
      var waited: Int32 = 0
      // SAFETY: waitpid(2) writes one number.
      let ended = unsafe waitpid(number, &waited, WNOHANG)
      if ended < 0, errno != EINTR { throw FileError(.inputOutput, "wait for", path, code: errno) }
      if ended == number { return finish(ExitStatus(waited: waited)) }
      pass(on: signals.received)
      stopAtDeadline()
      // A program can end while one of its children holds the pipe, so this loop checks for the end in short steps.
      listen(milliseconds: 20)
    }
  }

  private mutating func pass(on received: Int32?) {
    guard let received, signal == nil else { return }
    signal = received
    kill(-number, received)
    deadline = deadline.orAfter(seconds: 1)
  }

  private mutating func stopAtDeadline() {
    guard deadline.milliseconds == 0 else { return }
    kill(-number, isTimedOut || signal != nil ? SIGKILL : SIGTERM)
    isTimedOut = true
    deadline = Deadline(milliseconds: 800)
  }

  private mutating func finish(_ status: ExitStatus) -> Command {
    // Kills the children that the program left behind.
    if isTimedOut || signal != nil { kill(-number, SIGKILL) }
    // A child that was left behind may write for ever, so the number of reads is bounded.
    for _ in 0..<64 where !listen(milliseconds: 0) { break }
    let ending: Command.Ending =
      if let signal { .signalled(signal, status) } else { isTimedOut ? .timedOut : .ended(status) }
    return Command(ending: ending, lastLine: said.text)
  }

  /// Returns whether output came.
  @discardableResult private mutating func listen(milliseconds: Int) -> Bool {
    guard !hasEnded else {
      usleep(UInt32(milliseconds) * 1_000)
      return false
    }
    guard Descriptor.waitReadable([output.number], milliseconds: milliseconds) else { return false }
    var chunk = [UInt8](repeating: 0, count: 4_096)
    // SAFETY: read(2) writes at most the count it is given.
    let count = unsafe read(output.number, &chunk, chunk.count)
    hasEnded = count <= 0
    said.feed(chunk.prefix(max(0, count)))
    return count > 0
  }
}

/// The last line of a text that may never end a line.
private struct LastLine {
  private var line: [UInt8] = []
  private var last: [UInt8] = []

  mutating func feed(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if !isBlank { last = line }
        line.removeAll(keepingCapacity: true)
      } else if line.count < 1_000 {
        line.append(byte)
      }
    }
  }

  private var isBlank: Bool { line.allSatisfy { $0 <= UInt8(ascii: " ") } }

  var text: String { String(decoding: isBlank ? last : line, as: UTF8.self) }
}
