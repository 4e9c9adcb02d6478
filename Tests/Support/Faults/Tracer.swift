import Foundation

/// One call a program makes of the system: the nth of its name in one of its threads, from the program's own first call on.
package struct SystemCall: Sendable, Hashable, CustomStringConvertible {
  /// 0 is the first.
  package let thread: Int
  package let name: String
  package let number: Int
  /// Of those that move bytes: how many at most.
  package let bytes: Int
  /// Whether it makes a file: then a disk may be full.
  package let creates: Bool

  package var description: String { (thread == 0 ? "" : "thread \(thread), ") + "\(name) \(number)" }
}

/// What happens at a call instead of it.
package enum Injection: Sendable, CustomStringConvertible {
  case kill
  case terminate
  /// By its name, as `EIO`.
  case error(String)
  /// It moves a third of its bytes.
  case short

  package var description: String {
    switch self {
    case .kill: "kill"
    case .terminate: "signal:15"
    case .error(let code): "error:\(code)"
    case .short: "short"
    }
  }
}

/// Stands over a program and does something to it at one of its calls about files, descriptors and sockets, whichever of
/// its threads makes it.
package final class Tracer: Sendable {
  private let compiled: Compiled

  package init() throws { compiled = try Compiled(String(decoding: PackageResources.trace_c, as: UTF8.self), "") }

  /// Shell words before a program.
  package func inject(_ injection: Injection, at call: SystemCall) -> String {
    "\(compiled.path) \(injection) \(call.thread) \(call.name) \(call.number)"
  }

  /// Shell words that have every call written into a file.
  package func record(into path: String) -> String { "\(compiled.path) record \(path)" }

  /// The calls of a recorded program.
  package func calls(in path: String) throws -> [SystemCall] {
    try text(of: path).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 5, let thread = Int(words[0]), let number = Int(words[2]) else { return nil }
      return SystemCall(
        thread: thread, name: String(words[1]), number: number, bytes: UInt64(words[3]).map { Int(clamping: $0) } ?? 0,
        creates: words[4] == "1")
    }
  }
}
