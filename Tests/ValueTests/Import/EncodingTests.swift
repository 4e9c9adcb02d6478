import Core
import Foundation
import Support
import Testing

@testable import Input

private let text = "borough_code;name\nE09000014;Haringey\nE09000015;Zoë’s “café” – 5 €\n"

@Suite struct EncodingTests {
  private func table(_ bytes: [UInt8]) throws -> DataTable? {
    try TestFolder(bytes: ["boroughs.csv": bytes]).read().tables.first
  }

  private func refusal(_ bytes: [UInt8]) throws -> String? {
    try TestFolder(bytes: ["boroughs.csv": bytes]).mistakes().first
  }

  private func encoded(_ encoding: String.Encoding) throws -> [UInt8] {
    Array(try #require(text.data(using: encoding)))
  }

  @Test func `each encoding a spreadsheet saves is told apart`() throws {
    let windows = try encoded(.windowsCP1252)
    let little = [0xFF, 0xFE] + (try encoded(.utf16LittleEndian))
    let big = [0xFE, 0xFF] + (try encoded(.utf16BigEndian))
    #expect(try table(Array(text.utf8))?.parts.first?.form?.encoding == .utf8)
    #expect(try table([0xEF, 0xBB, 0xBF] + Array(text.utf8))?.parts.first?.form?.encoding == .utf8)
    #expect(try table(windows)?.parts.first?.form?.encoding == .windows1252)
    #expect(try table(little)?.parts.first?.form?.encoding == .utf16LittleEndian)
    #expect(try table(big)?.parts.first?.form?.encoding == .utf16BigEndian)
    for bytes in [windows, little, big] {
      #expect(try table(bytes)?.parts.first?.form?.delimiter == UInt8(ascii: ";"))
      #expect(try table(bytes)?.rows == 2)
    }
  }

  @Test func `an encoding that is guessed is named`() throws {
    let warnings = try TestFolder(bytes: ["boroughs.csv": try encoded(.windowsCP1252)]).read().warnings.lines
    #expect(warnings.count == 1 && warnings[0].contains("its encoding is taken for Windows-1252, with ë ’ “ é ” – €;"))
    let findings = try TestFolder(bytes: ["boroughs.csv": try encoded(.windowsCP1252)]).read().findings
    #expect(
      findings.map { "\($0.rule) \($0.severity) \($0.relation) \($0.key)" } == [
        "guessed-encoding warning boroughs file=boroughs.csv"
      ])
    let mac = Array(text.replacingOccurrences(of: "\n", with: "\r").data(using: .macOSRoman) ?? Data())
    #expect(try table(mac)?.parts.first?.form?.encoding == .macRoman)
    #expect(try table(mac)?.rows == 2)
    #expect(try TestFolder(bytes: ["boroughs.csv": mac]).read().warnings.lines.first?.contains("Mac Roman") == true)
    #expect(try TestFolder(bytes: ["boroughs.csv": Array(text.utf8)]).read().warnings.lines == [])
  }

  /// Nothing in such a file says which encoding it has. The letters that come out of it do.
  @Test(arguments: [
    (String.Encoding.isoLatin1, "Zoë £5", "with ë £;"), (.isoLatin2, "łódź", "with ³ ó ¼;"),
    (.windowsCP1251, "Планы", "with Ï ë à í û;"), (.windowsCP1253, "Σχέδιο", "with Ó ÷ Ý ä é ï;"),
    (.windowsCP1254, "ığş", "with ý ð þ;"),
    (.shiftJIS, "計画", "with Œ ‰ æ;"),
    (.isoLatin1, "Zoë\u{A0}5", "with ë [no-break space];"),
  ]) func `the letters of an encoding that is guessed are shown`(
    _ encoding: String.Encoding, _ name: String, _ said: String
  ) throws {
    let bytes = Array(try #require("borough_code,name\nE09000014,a\nE09000015,\(name)\n".data(using: encoding)))
    let warnings = try TestFolder(bytes: ["boroughs.csv": bytes]).read().warnings.lines
    #expect(warnings.first?.contains("is taken for Windows-1252, \(said)") == true, "\(warnings)")
  }

  @Test func `the letters of Mac Roman are shown where its lines end as those of other programs`() throws {
    let bytes =
      Array("borough_code,name\nE09000014,a\nE09000015,Zo".utf8) + [0x91, 0xD5] + Array("s caf".utf8) + [0x8E, 0x0A]
    let warnings = try TestFolder(bytes: ["boroughs.csv": bytes]).read().warnings.lines
    #expect(warnings.first?.contains("is taken for Windows-1252, with ‘ Õ Ž;") == true, "\(warnings)")
    let mac = bytes.map { $0 == 0x0A ? 0x0D : $0 }
    let decoded = try TestFolder(bytes: ["boroughs.csv": mac]).read().warnings.lines
    #expect(decoded.first?.contains("is taken for Mac Roman, with ë ’ é;") == true, "\(decoded)")
  }

  @Test func `Mac Roman is decoded as Apple defines it`() throws {
    let bytes: [UInt8] = [0x80, 0x8E, 0x91, 0xA0, 0xCA, 0xD0, 0xD2, 0xD3, 0xD4, 0xD5, 0xDB, 0xDE, 0xF0, 0xFF]
    var decoder = TextDecoder(.macRoman)
    #expect(try String(decoding: decoder.decode(bytes), as: UTF8.self) == "Äéë†\u{A0}–“”‘’€ﬁ\u{F8FF}ˇ")
  }

  @Test func `a byte that is no text has its line and place`() throws {
    let start = Array("borough_code,name\r\nE09000014,Haringey\r\nE09000015,".utf8)
    let place = "boroughs.csv:3: byte \(start.count + 1) of the file is 0x"
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try refusal(start + [0x81, 0x0A])?.hasPrefix(place + "81") == true)
    #expect(try refusal(start + [0xE9, 0xC3, 0xA9, 0x0A])?.hasPrefix(place + "E9") == true)
    #expect(try refusal(mark + start + [0xE9])?.contains("UTF-8 throughout") == true)
    #expect(try refusal(start + [0x00])?.contains("is 0, which no text holds") == true)
    #expect(try refusal(start + [0xE2, 0x82])?.hasPrefix(place) != true)
  }

  @Test func `UTF-16 that is cut off or broken is refused`() throws {
    let start = [0xFF, 0xFE] + (try encoded(.utf16LittleEndian))
    #expect(try refusal(start + [0x41])?.contains("half a character") == true)
    #expect(try refusal(start + [0x00, 0xD8])?.contains("boroughs.csv:4: byte") == true)
    #expect(try refusal(start + [0x00, 0xDC, 0x41, 0x00])?.contains("UTF-16 throughout") == true)
    #expect(try refusal(start + [0x00, 0x00])?.contains("is 0, which no text holds") == true)
  }

  @Test func `a character cut apart by the end of a piece is whole`() throws {
    let filler = String(repeating: "é", count: 300_000)
    let bytes = Array("borough_code,name\nE09000014,\(filler)\nE09000015,x\(filler)\n".utf8)
    #expect(try table(bytes)?.parts.first?.form?.encoding == .utf8)
    #expect(try table(bytes)?.rows == 2)
  }
}
