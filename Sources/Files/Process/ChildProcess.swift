import CPosix
import Glibc

/// A program run beside this one, with its standard input and output in our hands and standard error shared.
///
/// It leads a process group of its own, so a terminal's Ctrl-C reaches it only through us. It inherits no descriptor and
/// no ignored or blocked signal. Its input is a lifeline: when this process dies, however, the child reads the end.
/// A child that is let go of while it still runs has its input closed, two seconds to end, and is then killed.
package struct ChildProcess: ~Copyable {
  /// The process, and its group.
  package let number: Int32
  private let path: String
  private var input: Descriptor?
  private var output: LineReader
  private var status: ExitStatus?

  /// - Parameters:
  ///   - path: searched in PATH unless it holds a slash.
  ///   - arguments: without the program's own name.
  ///   - environment: `NAME=value` each; nil for ours.
  package static func spawn(
    _ path: String, _ arguments: [String], environment: [String]? = nil
  ) throws(FileError) -> ChildProcess {
    let input = try Descriptor.pipe()
    let output = try Descriptor.pipe()
    let number = try launch(
      path, [path] + arguments, environment,
      input: input.reading.number, output: output.writing.number)
    return ChildProcess(number, path, input: input.keepWriting(), output: output.keepReading())
  }

  private init(
    _ number: Int32, _ path: String, input: consuming Descriptor, output: consuming Descriptor
  ) {
    self.number = number
    self.path = path
    self.input = consume input
    self.output = LineReader(output, path)
  }

  /// The next line of its output, without its end; nil at the end of the output.
  ///
  /// Throws `.timedOut` when the limit passes and `.interrupted` when `interruption` (a descriptor such as that of
  /// `Signals`) becomes readable first.
  package mutating func readLine(
    deadlineMilliseconds limit: Int, interruptedBy interruption: Int32? = nil
  ) throws(FileError) -> String? {
    try output.next(deadline: Deadline(milliseconds: limit), interruptedBy: interruption)
  }

  /// The child reads the end of its input.
  package mutating func closeInput() { input = nil }

  /// A signal to the child and its group.
  package func kill(_ signal: Int32) {
    guard status == nil else { return }
    _ = Glibc.kill(-number, signal)
  }

  /// Waits for the end, throwing away what output is left.
  package mutating func wait() throws(FileError) -> ExitStatus {
    while true {
      if let ended = try wait(limitMilliseconds: 60_000) { return ended }
    }
  }

  /// nil when it has not ended in time; `.interrupted` is thrown as by `readLine`.
  package mutating func wait(
    limitMilliseconds limit: Int, interruptedBy interruption: Int32? = nil
  ) throws(FileError) -> ExitStatus? {
    let deadline = Deadline(milliseconds: limit)
    while true {
      if let ended = try poll() { return ended }
      let left = deadline.milliseconds
      guard left > 0 else { return nil }
      // A child ends its output before it can be waited for; short steps close that gap.
      try output.drain(milliseconds: min(left, 10), interruptedBy: interruption)
    }
  }

  private mutating func poll() throws(FileError) -> ExitStatus? {
    if let status { return status }
    var waited: Int32 = 0
    // SAFETY: waitpid(2) writes one number.
    let ended = unsafe waitpid(number, &waited, WNOHANG)
    if ended == number { status = ExitStatus(waited: waited) }
    if ended < 0, errno != EINTR { throw FileError(.inputOutput, "wait for", path, code: errno) }
    return status
  }

  deinit {
    guard status == nil else { return }
    Self.end(number, consume input)
  }

  private static func end(_ number: Int32, _ input: consuming Descriptor?) {
    input = nil
    let deadline = Deadline(milliseconds: 2_000)
    while waitpid(number, nil, WNOHANG) == 0 {
      if deadline.milliseconds == 0 {
        _ = Glibc.kill(-number, SIGKILL)
        _ = waitpid(number, nil, 0)
        return
      }
      usleep(5_000)
    }
  }
}

extension Pipe {
  consuming func keepWriting() -> Descriptor { writing }
  consuming func keepReading() -> Descriptor { reading }
}
