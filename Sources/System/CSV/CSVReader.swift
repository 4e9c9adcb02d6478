/// Reads CSV of RFC 4180 from chunks of UTF-8: comma or another delimiter, CRLF, LF or CR, newlines in quotes.
///
/// It works on bytes, keeps one record and one chunk in memory, and decides nothing about encodings (a byte-order mark is
/// the caller's to take off). A record that is wrong is delivered with its `fault`, and reading goes on after it; an unclosed
/// quote takes the rest of the file.
package struct CSVReader: ~Copyable {
  private enum State { case start, unquoted, quoted, closing, junk }

  private let delimiter: UInt8
  private var record = CSVRecord()
  private var state = State.start
  private var line = 1
  private var isAfterCarriageReturn = false
  /// Places in `record.bytes`: of the next byte to read, of the record, of the field, and where an unquoted byte goes.
  private var position = 0
  private var recordStart = 0
  private var fieldStart = 0
  private var writing = 0
  private var fieldLine = 1

  /// `delimiter` is an ASCII character that is neither a quote nor a line end.
  package init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }

  /// Reads on; calls `body` for each record that ends within what was fed so far.
  package mutating func feed<E: Error>(
    _ chunk: [UInt8], _ body: (borrowing CSVRecord) throws(E) -> Void
  ) throws(E) {
    dropConsumed()
    record.bytes.append(contentsOf: chunk)
    while readRecord() {
      try body(record)
      beginRecord()
    }
  }

  /// Ends the file: delivers a last record that has no line end.
  package mutating func finish<E: Error>(
    _ body: (borrowing CSVRecord) throws(E) -> Void
  ) throws(E) {
    let isInField = state != .start
    guard isInField || !record.fields.isEmpty else { return }
    if !isInField { beginField() }
    if state == .quoted { note(.unclosedQuote) }
    endField()
    try body(record)
    beginRecord()
  }

  /// Every record of a whole file, a UTF-8 byte-order mark skipped.
  package static func forEachRecord<E: Error>(
    in bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ","),
    _ body: (borrowing CSVRecord) throws(E) -> Void
  ) throws(E) {
    var reader = CSVReader(delimiter: delimiter)
    let hasMark = bytes.starts(with: CSVEncoder.byteOrderMark)
    try reader.feed(hasMark ? Array(bytes.dropFirst(3)) : bytes, body)
    try reader.finish(body)
  }
}

extension CSVReader {
  /// Reads until a record ends (true) or the bytes do.
  private mutating func readRecord() -> Bool {
    while position < record.bytes.count {
      if isAfterCarriageReturn, state != .quoted {
        isAfterCarriageReturn = false
        if record.bytes[position] == lineFeed {
          position += 1
          recordStart = position
          continue
        }
      }
      switch state {
      case .start: beginField()
      case .unquoted, .junk: if skipToFieldEnd() { return true }
      case .quoted: readQuoted()
      case .closing: if readAfterQuote() { return true }
      }
    }
    return false
  }

  private mutating func beginRecord() {
    record.fields.removeAll(keepingCapacity: true)
    record.fault = nil
    record.line = line
    recordStart = position
  }

  private mutating func beginField() {
    fieldLine = line
    let isQuoted = position < record.bytes.count && record.bytes[position] == quote
    if isQuoted { position += 1 }
    fieldStart = position
    writing = position
    state = isQuoted ? .quoted : .unquoted
  }

  /// Reads an unquoted field, or what wrongly stands behind a closing quote; true when the record ends with it.
  private mutating func skipToFieldEnd() -> Bool {
    while position < record.bytes.count {
      let byte = record.bytes[position]
      if byte == delimiter || byte == lineFeed || byte == carriageReturn {
        return endField(at: byte)
      }
      if byte == quote, state == .unquoted { note(.quoteInUnquotedField) }
      position += 1
    }
    return false
  }

  private mutating func readQuoted() {
    while position < record.bytes.count {
      let byte = record.bytes[position]
      position += 1
      if byte == quote {
        isAfterCarriageReturn = false
        state = .closing
        return
      }
      count(byte)
      if writing != position - 1 { record.bytes[writing] = byte }
      writing += 1
    }
  }

  /// Behind a quote in a quoted field: a second quote stands for one, anything but the field's end is a fault.
  private mutating func readAfterQuote() -> Bool {
    let byte = record.bytes[position]
    if byte == delimiter || byte == lineFeed || byte == carriageReturn { return endField(at: byte) }
    if byte == quote {
      record.bytes[writing] = quote
      writing += 1
      position += 1
      state = .quoted
    } else {
      note(.textAfterClosingQuote)
      state = .junk
    }
    return false
  }

  /// Ends the field at a delimiter or line end, which is read too; true when it was a line end.
  private mutating func endField(at byte: UInt8) -> Bool {
    endField()
    position += 1
    guard byte != delimiter else { return false }
    count(byte)
    return true
  }

  private mutating func endField() {
    let isQuoted = fieldStart > recordStart && record.bytes[fieldStart - 1] == quote
    let end = state == .unquoted ? position : writing
    record.fields.append(.init(range: fieldStart..<end, isQuoted: isQuoted, line: fieldLine))
    state = .start
  }

  /// Counts lines: CRLF, LF and CR are one each.
  private mutating func count(_ byte: UInt8) {
    if byte == carriageReturn || byte == lineFeed && !isAfterCarriageReturn { line += 1 }
    isAfterCarriageReturn = byte == carriageReturn
  }

  private mutating func note(_ kind: CSVFault.Kind) {
    guard record.fault == nil else { return }
    record.fault = CSVFault(kind: kind, line: fieldLine, field: record.fields.count)
  }

  /// Makes room: forgets the bytes of records that were delivered.
  private mutating func dropConsumed() {
    guard recordStart > 0 else { return }
    let dropped = recordStart
    record.bytes.removeFirst(dropped)
    for index in record.fields.indices {
      let range = record.fields[index].range
      record.fields[index].range = range.lowerBound - dropped..<range.upperBound - dropped
    }
    position -= dropped
    fieldStart -= dropped
    writing -= dropped
    recordStart = 0
  }
}

/// One record while it is being read: valid inside the reader's closure only, so it cannot be copied.
package struct CSVRecord: ~Copyable {
  /// A field: where its bytes are in `bytes`, quotes taken off and doubled quotes made single.
  package struct Field: Sendable {
    package var range: Range<Int>
    package var isQuoted: Bool
    /// The line of its first byte, from 1.
    package var line: Int
  }

  /// Holds the fields' bytes among others: use a field's range.
  package internal(set) var bytes: [UInt8] = []
  package internal(set) var fields: [Field] = []
  /// The line of its first byte, from 1. Lines are counted inside quotes too, as a text editor counts them.
  package internal(set) var line = 1
  /// What is wrong with how the record is written; its fields are then a best reading, to be reported, not used.
  package internal(set) var fault: CSVFault?

  init() {}

  /// Whether the line is empty, or holds delimiters alone, as spreadsheets leave below a table.
  package var isBlank: Bool { fields.allSatisfy { $0.range.isEmpty && !$0.isQuoted } }

  /// A field as it stands; bytes that are not UTF-8 become U+FFFD.
  package func string(_ index: Int) -> String {
    String(decoding: bytes[fields[index].range], as: UTF8.self)
  }

  /// A field of a file of ours: a text without its guard.
  package func text(_ index: Int) -> String {
    fields[index].isQuoted ? Guard.remove(string(index)) : string(index)
  }
}

/// A record that RFC 4180 does not allow.
package struct CSVFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case unclosedQuote
    case textAfterClosingQuote
    case quoteInUnquotedField
  }
  package let kind: Kind
  /// The line of the field's first byte, from 1.
  package let line: Int
  /// The field's place in the record, from 0.
  package let field: Int

  package init(kind: Kind, line: Int, field: Int) {
    self.kind = kind
    self.line = line
    self.field = field
  }
}
