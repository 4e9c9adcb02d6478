import Core
import Testing

@Suite struct CaseNumberTests {
  @Test(arguments: [
    (
      #"LCS-\d{7}"#, ["LCS-1234567", "lcs 1234567", "(LCS1234567)", "see LCS/1234567."],
      ["LCS-123456", "LCS-12345678", "XLCS-1234567"]
    ),
    (#"\d{6,8}"#, ["123456", "12345678."], ["12345", "123456789", "A123456", "2010-10-01"]),
    (#"[A-CX]\d{4}Z?"#, ["a1234", "X1234Z", "B 1234 Z"], ["D1234", "A123", "A1234Y"]),
    (#"CH \d\d/\d\d\d"#, ["CH 12/345", "ch12345", "CH-12-345", "CH_12.345"], ["CH 1/2345", "CH 12//345"]),
  ]) func `a pattern finds its numbers whole, whatever separates them`(
    _ pattern: String, _ found: [String], _ left: [String]
  ) throws {
    let patterns = [try CaseNumberPattern(pattern)]
    for text in found { #expect(PersonalData.kinds(in: text, caseNumbers: patterns) == [.caseNumber], "\(text)") }
    for text in left { #expect(!PersonalData.kinds(in: text, caseNumbers: patterns).contains(.caseNumber), "\(text)") }
  }

  @Test(arguments: [
    "", "LCS", #"\d{4}"#, #"\d{2}/\d{2}/\d{4}"#, "[A-Z]{4,9}", #"(LCS|CH)\d{7}"#, #"LCS.*\d{7}"#, #"LCS\d+"#,
    #"LCS\w{7}"#, #"LCS\d{7"#,
    #"LCS\d{}"#, #"LCS\d{7,6}"#, #"LCS\d{99}"#, #"[LCS\d{7}"#, #"LCS[]\d{7}"#, #"[Z-A]\d{7}"#, #"[é]\d{7}"#, #"É\d{7}"#,
    #"L\d{60}\d{60}"#,
    #"A?B?C?\d?"#, #"LCS\"#,
  ]) func `a pattern that is none, or would find words, years and dates, is refused`(_ pattern: String) {
    #expect(throws: CaseNumberPattern.PatternError.self) { try CaseNumberPattern(pattern) }
  }
}
