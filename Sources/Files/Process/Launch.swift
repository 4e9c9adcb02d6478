import CPosix
import Glibc

extension ChildProcess {
  /// posix_spawnp(3): no fork in a process that holds a database session.
  static func launch(
    _ path: String, _ arguments: [String], _ environment: [String]?, input: Int32, output: Int32,
    error: Int32 = 2
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
    let code = unsafe withCStrings(arguments) { arguments in
      guard let environment else {
        return unsafe posix_spawnp(
          &number, path, &actions, &attributes, arguments, cposix_environment())
      }
      return unsafe withCStrings(environment) { environment in
        unsafe posix_spawnp(&number, path, &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else {
      throw FileError(code == ENOENT ? .notFound : .inputOutput, "run", path, code: code)
    }
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

  /// The strings as C wants an argument list: ended by a null, alive while `body` runs.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    // SAFETY: every copy is freed after `body`, which gets a pointer to the array's own storage.
    var copies = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe copies.withUnsafeMutableBufferPointer { buffer in
      unsafe body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }
}
