import Core
import Testing

@testable import Workbook

@Suite struct `A cell` {
  @Test(arguments: [
    ("=1+1", "=1+1"), ("007", "007"), ("'x", "'x"), ("a\r\nb\rc\u{0B}d\u{0C}e\nf", "a\nb\nc\nd\ne\nf"),
    ("\u{1B}[31mred", "[31mred"), ("\u{202E}fdp.exe", "fdp.exe"), ("a\u{FFFE}b\u{FFFF}", "a\u{FFFD}b\u{FFFD}"),
    ("tab\tand\u{85}\u{2028}", "tab\tand\u{85}\u{2028}"), ("e\u{301} 漢字 🎉", "e\u{301} 漢字 🎉"), ("\u{1}", ""),
    ("_x0041_", "_x005F_x0041_"), ("a__x00e9__", "a__x005F_x00e9__"), ("_x004_ x_y_", "_x004_ x_y_"),
  ]) func `holds a text as recorded, but for what a sheet cannot hold`(_ text: String, _ shown: String) {
    #expect(Text(CellText.shown(text)) == Text(shown))
  }

  @Test(arguments: ["a", "🎉", "漢", "_x0041_"]) func `cuts a text that is too long, and says so`(_ piece: String) {
    let most = 32_767 / CellText.shown(piece).utf16.count
    let fits = String(repeating: piece, count: most)
    let isCut = CellText.shown(fits).hasSuffix(CellText.ending)
    #expect(!isCut)
    let cut = CellText.shown(fits + piece)
    let saysSo = cut.hasSuffix("… (see CSV)")
    #expect(saysSo)
    #expect((32_750...32_767).contains(cut.utf16.count))
    let isAsLongerOnes = CellText.shown(String(repeating: piece, count: 40_000)) == cut
    #expect(isAsLongerOnes)
  }

  private func value(_ day: String) -> SheetValue { SheetValue(Cell(CalendarDay(day))) }

  @Test func `counts days as a spreadsheet does, and leaves those before March 1900 as text`() {
    #expect(value("2010-10-01") == .number(40_452))
    #expect(value("1900-03-01") == .number(61))
    #expect(value("1900-02-28") == .text("1900-02-28"))
    #expect(value("9999-12-31") == .number(2_958_465))
    #expect(SheetValue(Cell(Instant("2010-10-01T12:00:00Z"))) == .number(40_452.5))
    #expect(SheetValue(Cell(Instant("1899-10-01T12:00:00Z"))) == .text("1899-10-01T12:00:00Z"))
  }

  @Test func `keeps every digit of a number, as text where a number would not`() {
    #expect(SheetValue(.number(Decimal(mantissa: -1_234_567_890_123_45, scale: 2))) == .number(-1_234_567_890_123.45))
    #expect(SheetValue(Cell(Int64(999_999_999_999_999))) == .number(999_999_999_999_999))
    #expect(SheetValue(Cell(Int64.max)) == .text("9223372036854775807"))
  }
}
