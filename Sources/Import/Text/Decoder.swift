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
