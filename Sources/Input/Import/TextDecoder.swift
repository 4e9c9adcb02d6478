import Core
import System

/// A decoder of a file's chunks into UTF-8, whose characters may cross chunks. The decoder removes a byte-order mark.
struct TextDecoder {
  private let encoding: TextEncoding
  private var isAtStart = true
  /// The number of bytes before the current chunk.
  private var offset = 0
  private var oddByte: UInt8?
  private var highSurrogate: UInt16?

  init(_ encoding: TextEncoding) { self.encoding = encoding }

  mutating func decode(_ chunk: [UInt8]) throws(InvalidByte) -> [UInt8] {
    let wasAtStart = isAtStart
    isAtStart = false
    defer { offset += chunk.count }
    var text: [UInt8] =
      switch encoding {
      case .utf8: chunk
      case .windows1252, .macRoman: try decodeBytes(chunk)
      case .utf16LittleEndian, .utf16BigEndian: try decodeUTF16(chunk)
      }
    // Joined files begin with several marks.
    while wasAtStart, text.starts(with: CSVEncoder.byteOrderMark) { text.removeFirst(3) }
    return text
  }

  /// Ends the file and throws when its end cuts a character.
  func finish() throws(InvalidByte) {
    if let oddByte { throw InvalidByte(offset: offset - 1, byte: oddByte, problem: .oddLength) }
    if let highSurrogate { throw invalid(highSurrogate, at: offset - 2) }
  }

  private func decodeBytes(_ chunk: [UInt8]) throws(InvalidByte) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(chunk.count + chunk.count / 16)
    for (index, byte) in chunk.enumerated() {
      guard byte >= 0x80 else {
        text.append(byte)
        continue
      }
      guard let scalar = encoding == .macRoman ? CodePage.macRoman.scalar(byte) : Windows1252.scalar(byte) else {
        throw InvalidByte(offset: offset + index, byte: byte, problem: .invalid)
      }
      text.append(contentsOf: scalar.utf8)
    }
    return text
  }

  private mutating func decodeUTF16(_ chunk: [UInt8]) throws(InvalidByte) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(chunk.count)
    for index in chunk.indices {
      guard let first = oddByte else {
        oddByte = chunk[index]
        continue
      }
      oddByte = nil
      let (low, high) = encoding == .utf16LittleEndian ? (first, chunk[index]) : (chunk[index], first)
      let unit = UInt16(high) << 8 | UInt16(low)
      if let scalar = try scalar(unit, at: offset + index - 1) { text.append(contentsOf: scalar.utf8) }
    }
    return text
  }

  /// Returns the character that a unit completes, or nil for the first half of a character.
  private mutating func scalar(_ unit: UInt16, at offset: Int) throws(InvalidByte) -> Unicode.Scalar? {
    if let high = highSurrogate {
      highSurrogate = nil
      guard UTF16.isTrailSurrogate(unit) else { throw invalid(high, at: offset - 2) }
      return Unicode.Scalar(0x10000 + UInt32(high & 0x3FF) << 10 + UInt32(unit & 0x3FF))
    }
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
      return nil
    }
    guard let scalar = Unicode.Scalar(unit) else { throw invalid(unit, at: offset) }
    guard unit != 0 else { throw InvalidByte(offset: offset, byte: 0, problem: .nul) }
    return scalar
  }

  private func invalid(_ unit: UInt16, at offset: Int) -> InvalidByte {
    InvalidByte(offset: offset, byte: UInt8(unit >> 8), problem: .invalid)
  }
}

/// The encoding of a file's text.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16, little end first"
  case utf16BigEndian = "UTF-16, big end first"
  case windows1252 = "Windows-1252"
  case macRoman = "Mac Roman"

  /// Whether nothing in the file names the encoding.
  var isGuess: Bool { self == .windows1252 || self == .macRoman }

  /// Returns the encoding that a byte-order mark at the start names.
  static func marked(_ bytes: [UInt8]) -> Self? {
    if bytes.starts(with: CSVEncoder.byteOrderMark) { return .utf8 }
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    return bytes.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : nil
  }
}

/// A byte that the file's encoding does not allow.
struct InvalidByte: Error, Equatable {
  /// The byte's offset from the start of the file.
  let offset: Int
  let byte: UInt8
  let problem: Problem

  enum Problem: Equatable { case invalid, nul, oddLength }
}

/// A first pass through a file that determines its encoding before the file is read.
///
/// A byte-order mark decides. A file without one is UTF-8 if all of it is valid UTF-8. It is Windows-1252 if it is not,
/// if no part is valid UTF-8 beyond ASCII, and if Windows-1252 has a character for every byte. It is Mac Roman if its lines
/// end as old Macintosh programs end them, and only those. Anything else is a mistake with its location.
struct EncodingDetector {
  private var marked: TextEncoding?
  private var utf16: TextDecoder?
  private var isAtStart = true
  private var lines = LineCount()

  /// The bytes of a character that crosses into the next chunk.
  private var pending: [UInt8] = []
  private var offset = 0
  private var hasMultibyte = false
  private var firstInvalid: LocatedByte?
  private var firstUndefined: LocatedByte?
  private var firstNul: LocatedByte?
  /// The first bytes that are no UTF-8, each once.
  private var foreign: [UInt8] = []

  struct LocatedByte {
    let line: Int
    let byte: InvalidByte
  }

  /// Takes the next chunk of the file.
  mutating func feed(_ chunk: [UInt8]) {
    if isAtStart { begin(chunk) }
    if utf16 != nil { feedUTF16(chunk) } else { feedUTF8(pending + chunk, isLast: false) }
  }

  /// Returns the encoding, or the first wrong byte and the expected encoding.
  mutating func finish() -> (encoding: TextEncoding?, finding: LocatedByte?, why: String) {
    if let utf16 {
      do throws(InvalidByte) { try utf16.finish() } catch { note(error, &firstInvalid) }
      return firstInvalid == nil && firstNul == nil
        ? (marked, nil, "") : (nil, firstInvalid ?? firstNul, "UTF-16 throughout, as the file's start says")
    }
    feedUTF8(pending, isLast: true)
    if let firstNul { return (nil, firstNul, "text, in UTF-8 or with a byte-order mark") }
    guard let firstInvalid else { return (.utf8, nil, "") }
    if marked != nil { return (nil, firstInvalid, "UTF-8 throughout, as the file's start says") }
    if hasMultibyte { return (nil, firstInvalid, "UTF-8, like other text in the file") }
    if lines.endsOnlyWithReturns { return (.macRoman, nil, "") }
    if let firstUndefined { return (nil, firstUndefined, "UTF-8 or Windows-1252") }
    return (.windows1252, nil, "")
  }

  /// Returns the first letters that a guessed encoding gives the file beyond ASCII, so that a person sees whether it is right.
  func letters(in encoding: TextEncoding) -> String {
    let scalars = foreign.compactMap { encoding == .macRoman ? CodePage.macRoman.scalar($0) : Windows1252.scalar($0) }
    return scalars.map { Invisible.shown(String($0)) }.joined(separator: " ")
  }

  private mutating func begin(_ chunk: [UInt8]) {
    isAtStart = false
    marked = TextEncoding.marked(chunk)
    if let marked, marked != .utf8 { utf16 = TextDecoder(marked) }
  }

  private mutating func feedUTF16(_ chunk: [UInt8]) {
    guard firstInvalid == nil, firstNul == nil else { return }
    do throws(InvalidByte) { if let text = try utf16?.decode(chunk) { lines.count(text[...]) } } catch {
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

  /// Takes bytes that are valid UTF-8.
  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    if firstNul == nil, let index = bytes.firstIndex(of: 0) {
      var before = lines
      before.count(bytes[..<index])
      firstNul = LocatedByte(
        line: before.line, byte: InvalidByte(offset: offset + index - bytes.startIndex, byte: 0, problem: .nul))
    }
    hasMultibyte = hasMultibyte || bytes.contains { $0 >= 0x80 }
    lines.count(bytes)
    offset += bytes.count
  }

  private mutating func takeInvalid(_ byte: UInt8) {
    let found = InvalidByte(offset: offset, byte: byte, problem: .invalid)
    note(found, &firstInvalid)
    if foreign.count < 8, !foreign.contains(byte) { foreign.append(byte) }
    if Windows1252.scalar(byte) == nil { note(found, &firstUndefined) }
    offset += 1
  }

  private func note(_ byte: InvalidByte, _ finding: inout LocatedByte?) {
    if finding == nil { finding = LocatedByte(line: lines.line, byte: byte) }
  }
}

/// A counter of lines. CRLF, LF and CR are one line end each.
struct LineCount {
  private(set) var line = 1
  private var isAfterCarriageReturn = false
  private var hasLineFeed = false

  /// Whether there are several lines and no line feed among their ends.
  var endsOnlyWithReturns: Bool { line > 1 && !hasLineFeed }

  mutating func count(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes where byte <= 0x0D || isAfterCarriageReturn {
      let isReturn = byte == UInt8(ascii: "\r")
      if byte == UInt8(ascii: "\n") { hasLineFeed = true }
      if isReturn || byte == UInt8(ascii: "\n") && !isAfterCarriageReturn { line += 1 }
      isAfterCarriageReturn = isReturn
    }
  }
}
