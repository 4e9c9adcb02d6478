import CLibpq
import Glibc

extension Connection {
  /// Passes every row of a `COPY … TO STDOUT (FORMAT binary)` to `body` as it arrives, under the rules of `forEach`. libpq makes a result
  /// of each row of a query, and none of a COPY's: this is for rows that are very many and short.
  ///
  /// - Parameter columns: the types that the statement casts its columns to. The server does not say them.
  package func forEachCopied(_ query: Query, columns: [ColumnType], _ body: (borrowing Row) throws -> Void) throws {
    try wire.cancellingOnFailure {
      try wire.send(query)
      try wire.awaitCopy(query.name, PGRES_COPY_OUT)
      var isFirst = true
      var messages = 0
      while let message = try wire.nextMessage(query.name) {
        messages += 1
        if messages % 8192 == 0 { try wire.checkLimits(query.name) }
        try message.forEachRow(columns, query.name, hasHeader: isFirst, body)
        isFirst = false
      }
      _ = try wire.tags(query.name)
    }
  }
}

extension Wire {
  /// Returns the next message of a COPY to this program, or nil after the last. The COPY has succeeded only when its tag came.
  fileprivate func nextMessage(_ query: String) throws(DatabaseError) -> CopyMessage? {
    while true {
      var start: UnsafeMutablePointer<CChar>?
      let count = unsafe PQgetCopyData(handle, &start, 1)
      if count > 0, let start = unsafe start { return unsafe CopyMessage(owning: start, Int(count)) }
      guard count == 0 else { return nil }
      try wait(POLLIN, query)
      guard unsafe PQconsumeInput(handle) == 1 else { throw lost(query) }
    }
  }

  /// Discards what is left of a COPY to this program.
  func drainCopy(_ query: String) throws(DatabaseError) { while try nextMessage(query) != nil {} }
}

/// A message of a binary COPY, freed when this value is destroyed.
@safe private struct CopyMessage: ~Copyable {
  private let start: UnsafeMutablePointer<CChar>
  private let count: Int

  init(owning start: UnsafeMutablePointer<CChar>, _ count: Int) {
    unsafe (self.start, self.count) = unsafe (start, count)
  }

  // SAFETY: this value is the only owner.
  deinit { unsafe PQfreemem(start) }

  /// Passes each row to `body`. The rows borrow from this message, which outlives the loop.
  func forEachRow(
    _ columns: [ColumnType], _ query: String, hasHeader: Bool, _ body: (borrowing Row) throws -> Void
  ) throws {
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
    // The header is a signature of 11 bytes, four bytes of flags, and an extension with its length before it.
    var offset = 0
    if hasHeader {
      guard let end = unsafe bytes.endOfValue(at: 15) else { throw DatabaseError.brokenCopy(query) }
      offset = end
    }
    while offset < count {
      guard offset + 2 <= count else { throw DatabaseError.brokenCopy(query) }
      let fields = Int(Int16(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self)))
      offset += 2
      // The trailer has no fields.
      if fields == -1 { return }
      guard fields == columns.count else { throw DatabaseError.brokenCopy(query) }
      let first = offset
      for _ in columns {
        guard let end = unsafe bytes.endOfValue(at: offset) else { throw DatabaseError.brokenCopy(query) }
        offset = end
      }
      try body(unsafe Row(.message(UnsafeRawBufferPointer(rebasing: bytes[first..<offset])), columns, query))
    }
  }
}

extension DatabaseError {
  fileprivate static func brokenCopy(_ query: String) -> DatabaseError {
    DatabaseError(.other, "the server sent a COPY in a form that is not understood", query: query)
  }
}

extension UnsafeRawBufferPointer {
  /// Returns the length that is written at `offset`, before a value; negative for null.
  func lengthOfValue(at offset: Int) -> Int {
    // SAFETY: `endOfValue` checks that the buffer has four bytes there.
    unsafe Int(Int32(bigEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self)))
  }

  /// Returns the offset after a value whose length is written at `offset`; nil where the buffer ends before.
  func endOfValue(at offset: Int) -> Int? {
    guard offset + 4 <= count else { return nil }
    let end = offset + 4 + Swift.max(unsafe lengthOfValue(at: offset), 0)
    return end <= count ? end : nil
  }
}
