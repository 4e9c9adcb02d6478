import Glibc

/// Lines from a pipe, waited for no longer than asked.
struct LineReader: ~Copyable {
  private let descriptor: Descriptor
  private let path: String
  private var pending: [UInt8] = []
  private var ended = false

  init(_ descriptor: consuming Descriptor, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  mutating func next(deadline: Deadline, interruptedBy interruption: Int32?)
    throws(FileError) -> String?
  {
    while true {
      if let line = takeLine() { return line }
      if ended { return takeRest() }
      guard deadline.milliseconds > 0 else {
        throw FileError(.timedOut, "read", path, code: ETIMEDOUT)
      }
      if try wait(deadline.milliseconds, interruption) { try fill() }
    }
  }

  /// Throws away what comes within the time.
  mutating func drain(milliseconds: Int, interruptedBy interruption: Int32?) throws(FileError) {
    pending = []
    if try wait(milliseconds, interruption) { try fill() }
  }

  /// True when there is something to read, or the end.
  private func wait(_ milliseconds: Int, _ interruption: Int32?) throws(FileError) -> Bool {
    let ours = ended ? [] : [descriptor.number]
    _ = Descriptor.waitReadable(
      ours + (interruption.map { [$0] } ?? []), milliseconds: milliseconds)
    if let interruption, Descriptor.waitReadable([interruption], milliseconds: 0) {
      throw FileError(.interrupted, "read", path, code: EINTR)
    }
    return Descriptor.waitReadable(ours, milliseconds: 0)
  }

  private mutating func fill() throws(FileError) {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    // SAFETY: read(2) writes at most the count it is given.
    let count = unsafe read(descriptor.number, &chunk, chunk.count)
    if count > 0 { pending += chunk.prefix(count) }
    ended = count == 0
    if count < 0, errno != EINTR, errno != EAGAIN {
      throw FileError(.inputOutput, "read", path, code: errno)
    }
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
