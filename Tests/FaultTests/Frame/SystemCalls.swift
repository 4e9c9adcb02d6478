import Support

extension SystemCall {
  /// All of them, or about so many evenly apart and each whose name is rare: among those are the steps of publishing.
  static func sample(_ calls: [SystemCall], _ count: Int) -> [SystemCall] {
    guard !Extent.isWhole else { return calls }
    let byName = Dictionary(grouping: calls) { "\($0.thread) \($0.name)" }
    // The last writes to the disk decide whether an issue is published.
    let rare = byName.values.flatMap { $0.count <= 2 || $0[0].name == "fsync" ? $0.suffix(3) : [] }
    return Array(Set(Extent.sample(calls, count)).union(rare)).sorted { $0.description < $1.description }
  }

  /// What can go wrong with a call of this kind, by the manual pages.
  var errors: [String] {
    switch name {
    case "write", "fsync", "mkdirat", "renameat", "renameat2", "symlinkat": ["EIO", "ENOSPC", "EDQUOT"]
    case "openat": creates ? ["EIO", "ENOSPC", "EDQUOT", "EMFILE"] : ["EIO", "EMFILE"]
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

  /// Whether it gives or takes bytes, and could fewer than it is asked to.
  var canBeShort: Bool { bytes > 1 && ["write", "sendto", "read", "pread64", "recvfrom"].contains(name) }
}
