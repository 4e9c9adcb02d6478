import System
import Testing

@Suite struct EncoderTests {
  private func line(_ write: (inout CSVEncoder) -> Void) -> String {
    var encoder = CSVEncoder()
    write(&encoder)
    return String(decoding: encoder.bytes, as: UTF8.self)
  }

  @Test func `text is quoted, numbers are bare, null is empty and a record ends with CRLF`() {
    let written = line {
      $0.text("LRSA-007")
      $0.bare("-0.50")
      $0.empty()
      $0.text(nil)
      $0.text("")
      $0.bare("2011-01-04T09:30:00Z")
      $0.endRecord()
      $0.bare("true")
      $0.endRecord()
    }
    #expect(written == "\"LRSA-007\",-0.50,,,\"\",2011-01-04T09:30:00Z\r\ntrue\r\n")
  }

  @Test func `a quote is doubled, also under a combining mark`() {
    #expect(line { $0.text("a\"b\"\u{301}") } == "\"a\"\"b\"\"\u{301}\"")
  }

  @Test func `a header is column names without quotes`() {
    #expect(line { $0.header(["metric", "key"]) } == "metric,key\r\n")
  }

  @Test(arguments: ["a,b", "1\n2", "=1", "a\"b", "naïve"]) func `what is no number or date never stands bare`(
    _ text: String
  ) { #expect(line { $0.bare(text) } == line { $0.text(text) }) }

  @Test(arguments: [
    "=1+2", "+44", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'quoted", "＝1", "＋1", "－1", "＠x", " =1", "\u{A0}=1",
    "\u{2003}\u{3000}@x", "=\u{301}1", "\tplain", "  '",
  ]) func `what could open a formula gets one apostrophe, and gives it back`(_ text: String) {
    let guarded = Guard.apply(text)
    #expect(Array(guarded.utf8) == [UInt8(ascii: "'")] + Array(text.utf8))
    #expect(Array(Guard.remove(guarded).utf8) == Array(text.utf8))
    #expect(line { $0.text(text) } == "\"\(guarded)\"")
  }

  @Test(arguments: ["", " ", "plain", "1-2", "a=b", "x;=1+2", "\u{200B}=1", " \tx", "Zoë", "漢字"])
  func `other text is left alone`(_ text: String) { #expect(Array(Guard.apply(text).utf8) == Array(text.utf8)) }
}
