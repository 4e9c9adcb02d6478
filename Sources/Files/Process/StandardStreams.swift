import Glibc

/// Standard output and standard error, as far as they take anything.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// False when it takes no more: a closed pipe, a full device. What was done is done all the same.
  @discardableResult
  package func write(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let descriptor = Descriptor(owning: dup(rawValue))
    do {
      try descriptor.writeAll(bytes.span, "")
      return true
    } catch {
      return false
    }
  }
}
