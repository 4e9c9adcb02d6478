import CPosix
import Glibc
import Synchronization

/// A child process. This process holds its standard input and output; both share standard error.
///
/// The child leads a process group of its own, so a terminal's Ctrl-C reaches the child only through this process. The
/// child inherits no descriptor and no ignored or blocked signal. When this process ends in any way, the child reads
/// the end of its input. When this value is destroyed while the child runs, the child's input closes, and the child is
/// killed after two seconds.
package struct ChildProcess: ~Copyable {
  /// The number of the process and of its group.
  package let number: Int32
  private let path: String
  private var input: Descriptor?
  private var output: LineReader
  private var status: ExitStatus?

  /// - Parameters:
  ///   - path: the program, searched in PATH unless it holds a slash.
  ///   - arguments: the arguments without the program's own name.
  ///   - environment: the variables as `NAME=value`; nil for this process's environment.
  package static func spawn(_ path: String, _ arguments: [String], environment: [String]? = nil) throws(FileError)
    -> ChildProcess
  {
    let input = try Descriptor.pipe()
    let output = try Descriptor.pipe()
    let number = try launch(
      path, [path] + arguments, environment, input: input.reading.number, output: output.writing.number)
    return ChildProcess(number, path, input: input.keepWriting(), output: output.keepReading())
  }

  private init(_ number: Int32, _ path: String, input: consuming Descriptor, output: consuming Descriptor) {
    self.number = number
    self.path = path
    self.input = consume input
    self.output = LineReader(output, path)
  }

  /// Returns the next line of the child's output without its line end, or nil at the end of the output.
  ///
  /// Throws `.timedOut` when the limit passes. Throws `.interrupted` when `interruption` becomes readable first, for
  /// example the descriptor of `Signals`.
  package mutating func readLine(deadlineMilliseconds limit: Int, interruptedBy interruption: Int32? = nil)
    throws(FileError) -> String?
  { try output.next(deadline: Deadline(milliseconds: limit), interruptedBy: interruption) }

  /// Closes the child's input, so that the child reads its end.
  package mutating func closeInput() { input = nil }

  /// Sends a signal to the child and its group.
  package func kill(_ signal: Int32) {
    guard status == nil else { return }
    _ = Glibc.kill(-number, signal)
  }

  /// Waits for the child's end and discards the rest of its output.
  package mutating func wait() throws(FileError) -> ExitStatus {
    while true { if let ended = try wait(limitMilliseconds: 60_000) { return ended } }
  }

  /// Waits for the child's end. Returns nil when the limit passes. Throws `.interrupted` as `readLine` does.
  package mutating func wait(limitMilliseconds limit: Int, interruptedBy interruption: Int32? = nil) throws(FileError)
    -> ExitStatus?
  {
    let deadline = Deadline(milliseconds: limit)
    while true {
      if let ended = try poll() { return ended }
      let left = deadline.milliseconds
      guard left > 0 else { return nil }
      // A child ends its output before waitpid(2) reports its end. Short waits cover that gap.
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

extension ChildProcess {
  /// Lets one program start at a time, because the umask that a program starts with belongs to the whole process.
  private static let starting = Mutex(())

  /// Starts the program with posix_spawnp(3), because a process that holds a database session must not fork.
  static func launch(
    _ path: String, _ arguments: [String], _ environment: [String]?, input: Int32, output: Int32, error: Int32 = 2,
    umask: mode_t? = nil
  ) throws(FileError) -> Int32 {
    guard (arguments + (environment ?? [])).allSatisfy({ !$0.utf8.contains(0) }) else {
      throw FileError(creating: path, "run", code: EINVAL)
    }
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    var number: Int32 = -1
    // SAFETY: both are initialised before use and destroyed once; the C strings live until the call returns.
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, error, 2)
    unsafe cposix_close_above_standard(&actions)
    resetSignalsAndGroup(&attributes)
    let code = starting.withLock { _ in
      // posix_spawnp(3) cannot set a umask. This process gives each of its files a mode, so its own umask may change.
      let before = umask.map { Glibc.umask($0) }
      defer { if let before { _ = Glibc.umask(before) } }
      return unsafe withCStrings(arguments) { arguments in
        guard let environment else {
          return unsafe posix_spawnp(&number, path, &actions, &attributes, arguments, cposix_environment())
        }
        return unsafe withCStrings(environment) { environment in
          unsafe posix_spawnp(&number, path, &actions, &attributes, arguments, environment)
        }
      }
    }
    guard code == 0 else { throw FileError(code == ENOENT ? .notFound : .inputOutput, "run", path, code: code) }
    return number
  }

  private static func resetSignalsAndGroup(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    var all = sigset_t()
    // SAFETY: each call writes or reads one value that lives in this frame.
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  /// Passes the strings to `body` as a C argument list: a null ends the list, and the list lives while `body` runs.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    // SAFETY: every copy is freed after `body`, which gets a pointer to the array's own storage.
    var copies = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe copies.withUnsafeMutableBufferPointer { buffer in unsafe body(buffer.baseAddress.unsafelyUnwrapped) }
  }
}

/// How a child ended.
package enum ExitStatus: Equatable, Sendable {
  case exited(Int32)
  case killed(signal: Int32)

  /// Reads the status that waitpid(2) gives.
  init(waited status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
  }

  package var succeeded: Bool { self == .exited(0) }
}

/// Lines from a pipe, each awaited up to a deadline.
struct LineReader: ~Copyable {
  private let descriptor: Descriptor
  private let path: String
  private var pending: [UInt8] = []
  private var ended = false

  init(_ descriptor: consuming Descriptor, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  mutating func next(deadline: Deadline, interruptedBy interruption: Int32?) throws(FileError) -> String? {
    while true {
      if let line = takeLine() { return line }
      if ended { return takeRest() }
      guard deadline.milliseconds > 0 else { throw FileError(.timedOut, "read", path, code: ETIMEDOUT) }
      if try wait(deadline.milliseconds, interruption) { try fill() }
    }
  }

  /// Discards the output that arrives within the time.
  mutating func drain(milliseconds: Int, interruptedBy interruption: Int32?) throws(FileError) {
    pending = []
    if try wait(milliseconds, interruption) { try fill() }
  }

  /// Returns true when the pipe has bytes to read or has ended.
  private func wait(_ milliseconds: Int, _ interruption: Int32?) throws(FileError) -> Bool {
    let sources = ended ? [] : [descriptor.number]
    _ = Descriptor.waitReadable(sources + (interruption.map { [$0] } ?? []), milliseconds: milliseconds)
    if let interruption, Descriptor.waitReadable([interruption], milliseconds: 0) {
      throw FileError(.interrupted, "read", path, code: EINTR)
    }
    return Descriptor.waitReadable(sources, milliseconds: 0)
  }

  private mutating func fill() throws(FileError) {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    // SAFETY: read(2) writes at most the count it is given.
    let count = unsafe read(descriptor.number, &chunk, chunk.count)
    if count > 0 { pending += chunk.prefix(count) }
    ended = count == 0
    if count < 0, errno != EINTR, errno != EAGAIN { throw FileError(.inputOutput, "read", path, code: errno) }
  }

  private mutating func takeLine() -> String? {
    guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = String(decoding: pending[..<end], as: UTF8.self)
    pending.removeSubrange(...end)
    return line
  }

  private mutating func takeRest() -> String? {
    guard !pending.isEmpty else { return nil }
    let rest = String(decoding: pending, as: UTF8.self)
    pending = []
    return rest
  }
}
