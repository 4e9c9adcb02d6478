/// Looks a file through once, so that its encoding and delimiter are known and not guessed when it is read.
///
/// A byte-order mark decides. Without one a file is UTF-8 if all of it is; Windows-1252 if it is not, holds nothing else
/// that only UTF-8 would write, and no byte that Windows-1252 lacks. All else is a mistake with its place.
struct Survey {
  private var marked: TextEncoding?
  private var utf16: Decoder?
  private var isAtStart = true
  private(set) var delimiter = UInt8(ascii: ",")
  private var lines = LineCount()

  /// Bytes of a character that the last chunk cut apart.
  private var pending: [UInt8] = []
  private var offset = 0
  private var hasMultibyte = false
  private var firstInvalid: Finding?
  private var firstUndefined: Finding?
  private var firstNul: Finding?

  struct Finding {
    let line: Int
    let byte: ForeignByte
  }

  /// Takes the next chunk of the file.
  mutating func feed(_ chunk: [UInt8]) {
    if isAtStart { begin(chunk) }
    if utf16 != nil { feedUTF16(chunk) } else { feedUTF8(pending + chunk, isLast: false) }
  }

  /// The encoding, or why there is none.
  mutating func finish() -> (encoding: TextEncoding?, finding: Finding?, why: String) {
    if let utf16 {
      do throws(ForeignByte) { try utf16.finish() } catch { note(error, &firstInvalid) }
      return firstInvalid == nil && firstNul == nil
        ? (marked, nil, "")
        : (nil, firstInvalid ?? firstNul, "UTF-16 throughout, as its start says")
    }
    feedUTF8(pending, isLast: true)
    if let firstNul { return (nil, firstNul, "text, in UTF-8 or with a byte-order mark") }
    guard let firstInvalid else { return (.utf8, nil, "") }
    if marked != nil { return (nil, firstInvalid, "UTF-8 throughout, as its start says") }
    if hasMultibyte { return (nil, firstInvalid, "UTF-8, which other text in the file is in") }
    if let firstUndefined { return (nil, firstUndefined, "UTF-8 or Windows-1252") }
    return (.windows1252, nil, "")
  }

  private mutating func begin(_ chunk: [UInt8]) {
    isAtStart = false
    marked = TextEncoding.marked(chunk)?.encoding
    if let marked, marked != .utf8 { utf16 = Decoder(marked) }
    delimiter = Self.delimiter(of: chunk)
  }

  /// A semicolon where the first line has some and no comma, outside quotes.
  private static func delimiter(of chunk: [UInt8]) -> UInt8 {
    let (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ";"))
    var isQuoted = false
    var hasSemicolon = false
    for byte in chunk where byte != 0 {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if byte == comma { return comma }
      if byte == semicolon { hasSemicolon = true }
    }
    return hasSemicolon ? semicolon : comma
  }
}

extension Survey {
  private mutating func feedUTF16(_ chunk: [UInt8]) {
    guard firstInvalid == nil, firstNul == nil else { return }
    do throws(ForeignByte) {
      if let text = try utf16?.decode(chunk) { lines.count(text[...]) }
    } catch {
      if error.problem == .nul { note(error, &firstNul) } else { note(error, &firstInvalid) }
    }
  }

  private mutating func feedUTF8(_ bytes: [UInt8], isLast: Bool) {
    pending = []
    var start = 0
    while start < bytes.count {
      let rest = bytes.span.extracting(start..<bytes.count)
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: rest)
        take(bytes[start...])
        start = bytes.count
      } catch {
        let bad = start + error.byteOffsets.lowerBound..<start + error.byteOffsets.upperBound
        take(bytes[start..<bad.lowerBound])
        if !isLast, error.kind == .truncatedScalar, bad.upperBound == bytes.count {
          pending = Array(bytes[bad])
          return
        }
        for index in bad { takeInvalid(bytes[index]) }
        start = bad.upperBound
      }
    }
  }

  /// Bytes that are UTF-8.
  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    if firstNul == nil, let index = bytes.firstIndex(of: 0) {
      var before = lines
      before.count(bytes[..<index])
      firstNul = Finding(
        line: before.line,
        byte: ForeignByte(
          offset: offset + index - bytes.startIndex, byte: 0, problem: .nul))
    }
    hasMultibyte = hasMultibyte || bytes.contains { $0 >= 0x80 }
    lines.count(bytes)
    offset += bytes.count
  }

  private mutating func takeInvalid(_ byte: UInt8) {
    let found = ForeignByte(offset: offset, byte: byte, problem: .invalid)
    note(found, &firstInvalid)
    if Windows1252.scalar(byte) == nil { note(found, &firstUndefined) }
    offset += 1
  }

  private func note(_ byte: ForeignByte, _ finding: inout Finding?) {
    if finding == nil { finding = Finding(line: lines.line, byte: byte) }
  }
}

/// Counts CRLF, LF and CR as one line end each.
struct LineCount {
  private(set) var line = 1
  private var isAfterCarriageReturn = false

  mutating func count(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes where byte <= 0x0D || isAfterCarriageReturn {
      let isReturn = byte == UInt8(ascii: "\r")
      if isReturn || byte == UInt8(ascii: "\n") && !isAfterCarriageReturn { line += 1 }
      isAfterCarriageReturn = isReturn
    }
  }
}
