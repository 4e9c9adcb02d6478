import CLibpq
import Glibc

/// Takes the rows of a COPY, in the format its statement names, and sends them on as they fill a buffer.
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
    // SAFETY: libpq copies the bytes it is given the count of.
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
  /// Runs a `COPY … FROM STDIN`; gives the number of rows. If producing them throws, the COPY is aborted, nothing of
  /// it is kept, and that error comes out.
  @discardableResult
  package func copyIn(
    _ query: Query, _ produce: (inout CopyWriter) throws -> Void
  ) throws -> Int {
    try wire.settling {
      try wire.send(query)
      try wire.awaitCopy(query.name)
      var writer = CopyWriter(wire, query.name)
      do {
        try produce(&writer)
        try writer.flush()
      } catch {
        unsafe PQputCopyEnd(wire.handle, "stopped by the sender")
        // When the server had already refused a row, its error is the cause of ours.
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
  fileprivate func awaitCopy(_ query: String) throws(DatabaseError) {
    guard let result = try nextResult(query) else { throw lost(query) }
    if result.status == PGRES_COPY_IN { return }
    let failure = fault(result, query)
    _ = try tags(query)
    throw failure
  }

  /// Everything goes out before more is taken, or libpq's buffer would grow as fast as the data. What the server says
  /// meanwhile is read, or both would wait for each other.
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
