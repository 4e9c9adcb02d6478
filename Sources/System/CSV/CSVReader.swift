/// A reader of CSV (RFC 4180) from chunks of UTF-8: comma or another delimiter, CRLF, LF or CR, line ends inside
/// quotes.
///
/// The reader works on bytes and keeps one record and one chunk in memory. It decides nothing about encodings: the
/// caller removes a byte-order mark. It delivers a malformed record with its `fault` and reads on after it. An unclosed
/// quote takes the rest of the file.
package struct CSVReader: ~Copyable {
  private enum ParserState { case start, unquoted, quoted, closing, junk }

  private let delimiter: UInt8
  private var record = CSVRecord()
  private var state = ParserState.start
  private var line = 1
  private var isAfterCarriageReturn = false
  /// Indices in `record.bytes`: the next byte to read, the record's start, the field's start, and where the next byte
  /// of a quoted field is written.
  private var position = 0
  private var recordStart = 0
  private var fieldStart = 0
  private var writing = 0
  private var fieldLine = 1

  /// - Parameter delimiter: an ASCII character that is neither a quote nor a line end.
  package init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }

  /// Reads a chunk and calls `body` for each record that ends within the chunks so far.
  package mutating func feed<E: Error>(_ chunk: [UInt8], _ body: (borrowing CSVRecord) throws(E) -> Void) throws(E) {
    dropConsumed()
    record.bytes.append(contentsOf: chunk)
    while readRecord() {
      try body(record)
      beginRecord()
    }
  }

  /// Ends the file and delivers a last record that has no line end.
  package mutating func finish<E: Error>(_ body: (borrowing CSVRecord) throws(E) -> Void) throws(E) {
    let isInField = state != .start
    guard isInField || !record.fields.isEmpty else { return }
    if !isInField { beginField() }
    if state == .quoted { note(.unclosedQuote) }
    endField()
    try body(record)
    beginRecord()
  }

  /// Reads a whole file and calls `body` for each record. Skips a UTF-8 byte-order mark.
  package static func forEachRecord<E: Error>(
    in bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ","), _ body: (borrowing CSVRecord) throws(E) -> Void
  ) throws(E) {
    var reader = CSVReader(delimiter: delimiter)
    let hasMark = bytes.starts(with: CSVEncoder.byteOrderMark)
    try reader.feed(hasMark ? Array(bytes.dropFirst(3)) : bytes, body)
    try reader.finish(body)
  }

  /// Reads until a record ends (returns true) or the bytes end (returns false).
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

  /// Reads an unquoted field, or the wrong text after a closing quote. Returns true when the record ends with the
  /// field.
  private mutating func skipToFieldEnd() -> Bool {
    while position < record.bytes.count {
      let byte = record.bytes[position]
      if byte == delimiter || byte == lineFeed || byte == carriageReturn { return endField(at: byte) }
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

  /// Reads the byte after a quote in a quoted field. A second quote means one quote; anything but the field's end is a
  /// fault.
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

  /// Ends the field at a delimiter or line end and consumes that byte. Returns true at a line end.
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

  /// Counts lines: CRLF, LF and CR are one line end each.
  private mutating func count(_ byte: UInt8) {
    if byte == carriageReturn || byte == lineFeed && !isAfterCarriageReturn { line += 1 }
    isAfterCarriageReturn = byte == carriageReturn
  }

  private mutating func note(_ kind: CSVFault.SyntaxError) {
    guard record.fault == nil else { return }
    record.fault = CSVFault(kind: kind, line: fieldLine, field: record.fields.count)
  }

  /// Discards the bytes of records that were delivered.
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

/// One record while a reader delivers it: of a CSV file, or a row of a worksheet. It cannot be copied, because it is valid
/// only inside the reader's closure.
package struct CSVRecord: ~Copyable {
  /// A field: the range of its value in `bytes`, with the quotes removed and doubled quotes made single.
  package struct CSVField: Sendable {
    package var range: Range<Int>
    package var isQuoted: Bool
    /// What a worksheet shows the value as; nil in a CSV file.
    package var display: CellDisplay?
    /// The line of the field's first byte, from 1.
    package var line: Int
  }

  /// The bytes of the fields among others; a field's range selects its own.
  package internal(set) var bytes: [UInt8] = []
  package internal(set) var fields: [CSVField] = []
  /// The line of the record's first byte, from 1. Lines inside quotes count too, as a text editor counts them.
  package internal(set) var line = 1
  /// The record's syntax error, or nil. A record with a fault has fields for a message only; callers must not use their
  /// values.
  package internal(set) var fault: CSVFault?

  init() {}

  /// Makes a row of another source, such as a worksheet, from its cells.
  ///
  /// - Parameter line: the row's number in the source, from 1.
  package init(line: Int, cells: [SheetCell]) {
    self.line = line
    for cell in cells {
      let start = bytes.count
      bytes.append(contentsOf: cell.text.utf8)
      fields.append(.init(range: start..<bytes.count, isQuoted: false, display: cell.display, line: line))
    }
  }

  /// Returns a field as it is in the file. Bytes that are not UTF-8 become U+FFFD.
  package func string(_ index: Int) -> String { String(decoding: bytes[fields[index].range], as: UTF8.self) }

  /// Returns a field of a file that this program wrote: a text without its formula guard.
  package func text(_ index: Int) -> String { fields[index].isQuoted ? Guard.remove(string(index)) : string(index) }
}

/// A cell of a worksheet.
package struct SheetCell: Hashable, Sendable {
  /// The value as a CSV file of the sheet would hold it.
  package let text: String
  package let display: CellDisplay?

  package init(_ text: String, _ display: CellDisplay? = nil) {
    self.text = text
    self.display = display
  }
}

/// What a worksheet shows a value as that is neither a text nor a plain number. A spreadsheet program makes such a value of a text
/// that looks like it: of `MAR1` a date, and of `1E5` a number. The text itself is lost.
package enum CellDisplay: String, Hashable, Sendable {
  case date = "a date"
  case time = "a time"
  case boolean = "TRUE or FALSE"
  case percentage = "a percentage"
  case money = "an amount of money"
  case scientific = "a number with an exponent, such as 1E+05"
  case fraction = "a fraction"
}

/// A record that RFC 4180 does not allow.
package struct CSVFault: Error, Hashable, Sendable {
  package enum SyntaxError: Hashable, Sendable {
    case unclosedQuote
    case textAfterClosingQuote
    case quoteInUnquotedField
  }
  package let kind: SyntaxError
  /// The line of the field's first byte, from 1.
  package let line: Int
  /// The field's index in the record, from 0.
  package let field: Int
}
