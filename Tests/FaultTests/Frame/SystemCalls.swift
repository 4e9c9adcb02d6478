import Foundation
import Support

/// One call a program makes of the system: the nth of its name since the program's start.
struct SystemCall: Sendable, Hashable, CustomStringConvertible {
  let name: String
  let number: Int
  /// Whether it makes a file: then a disk may be full.
  var creates = false

  var description: String { "\(name) \(number)" }
}

/// What happens at a call instead of it, in strace's words.
enum Injection: Sendable, CustomStringConvertible {
  case kill
  case signal(String)
  case error(String)

  var description: String {
    switch self {
    case .kill: "signal=KILL"
    case .signal(let name): "signal=\(name)"
    case .error(let code): "error=\(code)"
    }
  }
}

enum Strace {
  /// Shell words before a program that have strace do this at one of its calls.
  static func inject(_ injection: Injection, at call: SystemCall) -> String {
    "strace -f -qq -o /dev/null -e trace=\(call.name) -e signal=none"
      + " -e inject=\(call.name):\(injection):when=\(call.number)"
  }

  /// Shell words that have it write every call about files, descriptors and sockets into a file.
  static func record(into path: String) -> String {
    "strace -f -qq -s 64 -o \(path) -e signal=none -e trace=%file,%desc,%network"
  }

  /// The calls of a recorded program from its own first on: those of the loader before it are no doing of ours. Left out is
  /// what maps memory and what ends the program.
  static func calls(in path: String) throws -> [SystemCall] {
    var counts: [String: Int] = [:]
    var hasBegun = false
    var calls: [SystemCall] = []
    for line in try text(of: path).split(separator: "\n") {
      guard let call = line.firstMatch(of: /^\d+ +([a-z0-9_]+)\(/) else { continue }
      let name = String(call.1)
      counts[name, default: 0] += 1
      // The program's first act is to see that its standard streams are open.
      if line.contains("\"/dev/null\", O_RDWR)") { hasBegun = true }
      guard hasBegun, !["mmap", "execve"].contains(name) else { continue }
      calls.append(
        SystemCall(
          name: name, number: counts[name, default: 0], creates: line.contains("O_CREAT")))
    }
    return calls
  }
}

extension SystemCall {
  /// All of them, or about so many evenly apart and each whose name is rare: among those are the steps of publishing.
  static func sample(_ calls: [SystemCall], _ count: Int) -> [SystemCall] {
    guard !Extent.isWhole else { return calls }
    let byName = Dictionary(grouping: calls, by: \.name)
    let rare = byName.values.filter { $0.count <= 2 }.joined()
    return Array(Set(Extent.sample(calls, count)).union(rare)).sorted {
      $0.description < $1.description
    }
  }

  /// What can go wrong with a call of this kind, by the manual pages.
  var errors: [String] {
    switch name {
    case "write", "fsync", "mkdirat", "renameat", "renameat2", "symlinkat":
      ["EIO", "ENOSPC", "EDQUOT"]
    case "openat": creates ? ["EIO", "ENOSPC", "EDQUOT", "EMFILE"] : ["EIO", "EMFILE"]
    case "close", "fchmod", "flock", "unlinkat", "getdents64", "read", "pread64", "newfstatat",
      "readlinkat",
      "readlink", "lseek", "fstat", "statx":
      ["EIO"]
    case "socket", "pipe2", "dup", "fcntl": ["EMFILE"]
    case "connect": ["ECONNREFUSED", "ENETUNREACH"]
    // libpq waits for the server's word on a send that failed: the deadline ends that.
    case "sendto": ["ECONNRESET"]
    case "recvfrom": ["ECONNRESET", "ENOBUFS"]
    case "getsockopt", "setsockopt", "getsockname": ["ENOBUFS"]
    case "poll": ["ENOMEM"]
    default: ["EIO"]
    }
  }
}
