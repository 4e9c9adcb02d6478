import Core
import Support
import Testing

@testable import Input

/// Cells of a data file as nobody would write them.
@Suite struct `Cells of any bytes` {
  private static let pieces = [
    "2010-10-31", "31/10/2010", "1/2/2010", "2010-11-03T17:30:00Z", " 17:30", "+01:00", "-15:59", "/", "-", ":", ".",
    ",", "0", "1", "5", "99999999999999999", "1.23E+17", "e", "true", "FALSE", "host", "very useful", "#REF!", " ",
    "\t", "\\", "\n", "\r", "é", "\u{A0}", "٣", "\\N", "\\.", "T", "Z",
  ]

  @Test func `are refused, or copied as a value of their column`() {
    var random = SeededGenerator(state: 11)
    let columns = Contract.relations.flatMap(\.columns)
    for _ in 0..<(Extent.isWhole ? 20_000 : 300) {
      let cell = (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? ""
      }.joined()
      for column in columns { check(cell, column) }
    }
    Figures.add("fuzz iterations", (Extent.isWhole ? 20_000 : 300) * columns.count)
  }

  /// What is copied holds no end of a cell or row, and is spelt as its type is.
  private func check(_ cell: String, _ column: ColumnSchema) {
    var row: [UInt8] = []
    var reader = ColumnReader(column)
    guard (try? reader.append(Array(cell.utf8).span, to: &row)) != nil else { return }
    #expect(!row.contains { [9, 10, 13].contains($0) }, "\(column.name) \(cell)")
    let copied = String(decoding: row, as: UTF8.self)
    if copied == "\\N" {
      // A date in the other order of day and month refuses its whole column.
      guard reader.dates.contradiction == nil else { return }
      #expect(column.isNullable)
      #expect(!Folding.isVisible(cell), "\(column.name) \(cell)")
      return
    }
    switch column.type {
    case .text where column.vocabulary != nil: #expect(column.vocabulary?.contains(copied) == true)
    case .text where column.reference != nil || column.label == .boroughCode: break
    case .text: #expect(unescaped(row) == Array(cell.utf8), "\(column.name) \(cell)")
    case .integer: #expect(Int32(copied) != nil, "\(column.name) \(cell)")
    case .days: #expect(Days(copied) != nil, "\(column.name) \(cell)")
    case .date: #expect(CalendarDay(copied) != nil, "\(column.name) \(cell)")
    case .instant:
      // A date alone is the end of that day in a time zone, which the server resolves.
      let isDay = CalendarDay(String(copied.prefix(10))) != nil && copied.dropFirst(10).hasPrefix(" 23:59:59 ")
      #expect(Instant(copied) != nil || isDay, "\(column.name) \(cell)")
    case .boolean: #expect(["t", "f"].contains(copied), "\(column.name) \(cell)")
    }
  }

  /// COPY's text format, as the manual tells it.
  private func unescaped(_ row: [UInt8]) -> [UInt8] {
    var (text, rest): ([UInt8], ArraySlice<UInt8>) = ([], row[...])
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        text.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "t"): text.append(9)
      default: text.append(next)
      }
    }
    return text
  }

  @Test func `are of one encoding, however the file is cut into pieces`() throws {
    var random = SeededGenerator(state: 5)
    for _ in 0..<(Extent.isWhole ? 20_000 : 500) {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        [0, 10, 0x41, 0x81, 0xC3, 0xD8, 0xDC, 0xFF, 0xFE].randomElement(using: &random)
          ?? UInt8.random(in: 0...255, using: &random)
      }
      for encoding in [TextEncoding.windows1252, .macRoman, .utf16LittleEndian, .utf16BigEndian] {
        let whole = decode(bytes, encoding, bytes.count)
        // A byte-order mark is looked for in the first piece, which a reader never makes shorter.
        let cut = decode(bytes, encoding, Int.random(in: 3...6, using: &random))
        #expect(whole == cut, "\(encoding) \(bytes)")
        if let whole { #expect(String(validating: whole, as: UTF8.self) != nil) }
      }
      Figures.add("fuzz iterations", 3)
    }
  }

  private func decode(_ bytes: [UInt8], _ encoding: TextEncoding, _ length: Int) -> [UInt8]? {
    var decoder = TextDecoder(encoding)
    var (text, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
    do {
      while !rest.isEmpty {
        text += try decoder.decode(Array(rest.prefix(max(1, length))))
        rest = rest.dropFirst(max(1, length))
      }
      try decoder.finish()
    } catch { return nil }
    return text
  }
}
