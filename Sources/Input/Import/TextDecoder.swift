/// Turns chunks of a file into UTF-8, whatever the chunks cut apart; a byte-order mark is left out.
struct Decoder {
  private let encoding: TextEncoding
  private var isAtStart = true
  /// Bytes read before those at hand.
  private var offset = 0
  private var oddByte: UInt8?
  private var highSurrogate: UInt16?

  init(_ encoding: TextEncoding) { self.encoding = encoding }

  mutating func decode(_ chunk: [UInt8]) throws(ForeignByte) -> [UInt8] {
    let marked = isAtStart ? TextEncoding.marked(chunk)?.length ?? 0 : 0
    isAtStart = false
    defer { offset += chunk.count }
    switch encoding {
    case .utf8: return marked == 0 ? chunk : Array(chunk.dropFirst(marked))
    case .windows1252: return try decodeWindows(chunk)
    case .utf16LittleEndian, .utf16BigEndian: return try decodeUTF16(chunk, from: marked)
    }
  }

  /// Tells of what the file's end cut off.
  func finish() throws(ForeignByte) {
    if let oddByte { throw ForeignByte(offset: offset - 1, byte: oddByte, problem: .oddLength) }
    if let highSurrogate { throw foreign(highSurrogate, at: offset - 2) }
  }

  private func decodeWindows(_ chunk: [UInt8]) throws(ForeignByte) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(chunk.count + chunk.count / 16)
    for (index, byte) in chunk.enumerated() {
      guard byte >= 0x80 else {
        text.append(byte)
        continue
      }
      guard let scalar = Windows1252.scalar(byte) else {
        throw ForeignByte(offset: offset + index, byte: byte, problem: .invalid)
      }
      text.append(contentsOf: scalar.utf8)
    }
    return text
  }

  private mutating func decodeUTF16(
    _ chunk: [UInt8], from start: Int
  ) throws(ForeignByte) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(chunk.count)
    for index in start..<max(start, chunk.count) {
      guard let first = oddByte else {
        oddByte = chunk[index]
        continue
      }
      oddByte = nil
      let (low, high) =
        encoding == .utf16LittleEndian ? (first, chunk[index]) : (chunk[index], first)
      let unit = UInt16(high) << 8 | UInt16(low)
      if let scalar = try scalar(unit, at: offset + index - 1) {
        text.append(contentsOf: scalar.utf8)
      }
    }
    return text
  }

  /// The character a unit ends; nil for the first half of one.
  private mutating func scalar(
    _ unit: UInt16, at offset: Int
  ) throws(ForeignByte) -> Unicode.Scalar? {
    if let high = highSurrogate {
      highSurrogate = nil
      guard UTF16.isTrailSurrogate(unit) else { throw foreign(high, at: offset - 2) }
      return Unicode.Scalar(0x10000 + UInt32(high & 0x3FF) << 10 + UInt32(unit & 0x3FF))
    }
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
      return nil
    }
    guard let scalar = Unicode.Scalar(unit) else { throw foreign(unit, at: offset) }
    guard unit != 0 else { throw ForeignByte(offset: offset, byte: 0, problem: .nul) }
    return scalar
  }

  private func foreign(_ unit: UInt16, at offset: Int) -> ForeignByte {
    ForeignByte(offset: offset, byte: UInt8(unit >> 8), problem: .invalid)
  }
}

/// How a file's text is written in bytes.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16, little end first"
  case utf16BigEndian = "UTF-16, big end first"
  case windows1252 = "Windows-1252"

  /// The encoding a byte-order mark at the start tells, and the mark's length.
  static func marked(_ bytes: [UInt8]) -> (encoding: Self, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }
}

/// A byte that the file's encoding does not allow.
struct ForeignByte: Error, Equatable {
  /// From 0, the file's first byte.
  let offset: Int
  let byte: UInt8
  let problem: Problem

  enum Problem: Equatable { case invalid, nul, oddLength }
}

/// Windows-1252's own characters; Latin 1 stands for the rest.
enum Windows1252 {
  /// Of 0x80 to 0x9F; five bytes stand for nothing.
  private static let scalars: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]

  static func scalar(_ byte: UInt8) -> Unicode.Scalar? {
    (0x80...0x9F).contains(byte) ? scalars[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }
}

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
