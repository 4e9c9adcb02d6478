import CLibpq
import Glibc

/// A writer of a COPY's rows, in the format of its statement. The writer sends the rows whenever its buffer is full.
@safe package struct CopyWriter: ~Copyable {
  private let wire: Wire
  private let query: String
  private var pending: [UInt8] = []
  private static let limit = 64 << 10

  fileprivate init(_ wire: Wire, _ query: String) {
    self.wire = wire
    self.query = query
    pending.reserveCapacity(Self.limit + 4_096)
  }

  package mutating func write(_ text: String) throws(DatabaseError) { try write(text.utf8) }

  package mutating func write(_ bytes: some Collection<UInt8>) throws(DatabaseError) {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.limit { try flush() }
  }

  fileprivate mutating func flush() throws(DatabaseError) {
    guard !pending.isEmpty else { return }
    try wire.checkLimits(query)
    // SAFETY: libpq copies the bytes, whose count it receives.
    let sent = unsafe pending.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe PQputCopyData(wire.handle, $0.baseAddress, Int32($0.count))
      }
    }
    guard sent == 1 else { throw wire.lost(query) }
    pending.removeAll(keepingCapacity: true)
    try wire.flush(query)
  }
}

extension Connection {
  /// Runs a `COPY … FROM STDIN` and returns the number of rows. If `produce` throws, the COPY is aborted and keeps no
  /// row, and this function rethrows the error.
  @discardableResult package func copyIn(_ query: Query, _ produce: (inout CopyWriter) throws -> Void) throws -> Int {
    try wire.cancellingOnFailure {
      try wire.send(query)
      try wire.awaitCopy(query.name, PGRES_COPY_IN)
      var writer = CopyWriter(wire, query.name)
      do {
        try produce(&writer)
        try writer.flush()
      } catch {
        unsafe PQputCopyEnd(wire.handle, "stopped by the sender")
        // If the server refused a row before, the server's error is the cause.
        let lost = (error as? DatabaseError)?.kind == .connection
        if lost { _ = try wire.tags(query.name) } else { _ = try? wire.tags(query.name) }
        throw error
      }
      guard unsafe PQputCopyEnd(wire.handle, nil) == 1 else { throw wire.lost(query.name) }
      return try wire.tags(query.name).affected
    }
  }
}

extension Wire {
  /// Waits until the server agrees to a COPY in the direction of `status`.
  func awaitCopy(_ query: String, _ status: ExecStatusType) throws(DatabaseError) {
    guard let result = try nextResult(query) else { throw lost(query) }
    if result.status == status { return }
    let failure = fault(result, query)
    _ = try tags(query)
    throw failure
  }

  /// Sends all pending bytes before the writer takes more, because otherwise libpq's buffer would grow with the data.
  /// Reads what the server sends meanwhile, because otherwise both sides would wait for each other.
  fileprivate func flush(_ query: String) throws(DatabaseError) {
    while true {
      switch unsafe PQflush(handle) {
      case 0: return
      case 1: try wait(POLLIN | POLLOUT, query)
      default: throw lost(query)
      }
      if unsafe PQconsumeInput(handle) == 0 { throw lost(query) }
    }
  }
}
