import System
import Testing

/// A generator that gives the same numbers on every run, so that a failure can be repeated.
private struct Numbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Suite struct RoundTripTests {
  private static let pieces = [
    "\"", ",", "\r", "\n", "\r\n", "\t", " ", "'", "=", "+", "-", "@", "＝", "＠", ";", "a", "é", "e\u{301}", "\"\u{301}",
    ",\u{338}", "\u{200D}", "\u{FE0F}", "👩‍👩‍👧", "\u{FEFF}", "\u{A0}", "\u{2028}", "\u{85}", "\u{202E}", "漢", "\u{1}",
    "=\u{301}", "\"\"", "\u{1F1EC}\u{1F1E7}",
  ]

  @Test(arguments: 1...200) func `what is written is read back byte for byte`(_ seed: UInt64) {
    var numbers = Numbers(state: seed)
    let table = (0..<20).map { _ in
      (0..<4).map { _ in
        (0..<Int.random(in: 0...6, using: &numbers)).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }
          .joined()
      }
    }
    var encoder = CSVEncoder()
    encoder.bytes = CSVEncoder.byteOrderMark
    for row in table {
      for cell in row { encoder.text(cell) }
      encoder.endRecord()
    }
    var read: [[[UInt8]]] = []
    CSVReader.forEachRecord(in: encoder.bytes) { record in
      let fault = record.fault
      #expect(fault == nil)
      read.append(record.fields.indices.map { Array(record.text($0).utf8) })
    }
    #expect(read == table.map { $0.map { Array($0.utf8) } })
  }
}
