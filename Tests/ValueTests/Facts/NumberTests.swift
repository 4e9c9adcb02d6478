import Core
import Testing

@Suite struct NumberTests {
  @Test(arguments: [("10", 1000), ("7.5", 750), ("-0.25", -25), ("0.00", 0), ("007", 700), ("999999.99", 99_999_999)])
  func `days are read exactly`(text: String, hundredths: Int64) { #expect(Days(text)?.hundredths == hundredths) }

  @Test(arguments: ["", "-", ".5", "5.", "1.234", "1e3", "+1", "1,5", " 1", "٣", "NaN", "--1"])
  func `what is no number of days is refused`(text: String) { #expect(Days(text) == nil) }

  @Test func `a decimal prints with its scale and zero without a sign`() {
    #expect(Decimal(mantissa: -5, scale: 2).description == "-0.05")
    #expect(Decimal(mantissa: 0, scale: 2).description == "0.00")
    #expect(Decimal(mantissa: 1234, scale: 1).description == "123.4")
    #expect(Decimal("-0.00")?.description == "0.00")
    #expect(Decimal("123456789012345678") == nil)
  }

  @Test(arguments: [
    (1, 2, 0, "1"), (-1, 2, 0, "-1"), (1, 3, 4, "0.3333"), (2, 3, 4, "0.6667"), (1, 8, 2, "0.13"), (-1, 8, 2, "-0.13"),
    (0, 7, 2, "0.00"),
  ]) func `a quotient is rounded once, halves away from zero`(
    numerator: Int64, denominator: Int64, scale: Int, printed: String
  ) { #expect(Fraction(numerator, over: denominator)?.rounded(to: scale).description == printed) }

  @Test func `there is no quotient over nothing, and per cent rounds the exact share`() {
    #expect(Fraction(1, over: 0) == nil && Fraction(1, over: -2) == nil)
    #expect(Fraction(1, over: 200)?.percent.description == "1")
    #expect(Fraction(149, over: 10_000)?.percent.description == "1")
  }

  @Test(arguments: [
    (0, 200, "0%"), (200, 200, "100%"), (1, 201, "under 1%"), (1, 200, "1%"), (199, 200, "over 99%"), (198, 199, "99%"),
    (201, 200, "101%"), (1001, 1000, "over 100%"), (-1, 1000, "under 0%"), (-1, 100, "-1%"), (1874, 2500, "under 75%"),
    (1875, 2500, "75%"), (1876, 2500, "75%"), (1849, 2500, "74%"), (2, 3, "67%"),
  ]) func `a percentage is no limit that the share has not reached`(part: Int64, whole: Int64, written: String) {
    #expect(Fraction(part, over: whole)?.percentWritten(limits: [75, 90]) == written)
  }

  @Test func `text is equal by bytes and ordered by code points`() {
    #expect(Text("é") != Text("e\u{301}"))
    #expect(Text("\u{FF61}") < Text("\u{10000}"))
    #expect(Text(recorded: " \u{A0}\t") == nil && Text(recorded: " a") == " a")
    #expect(Set([Text("é"), Text("e\u{301}")]).count == 2)
  }

  @Test func `an instant is read and written in UTC to the second`() throws {
    let instant = try #require(Instant("1999-12-31T23:59:59Z"))
    #expect(instant.seconds == -1 && instant.day.description == "1999-12-31")
    #expect(instant.description == "1999-12-31T23:59:59Z")
    #expect(Instant("2010-01-01T24:00:00Z") == nil && Instant("2010-01-01T00:00:00") == nil)
    #expect(Instant(secondsSince2000: .max) == nil)
  }
}
