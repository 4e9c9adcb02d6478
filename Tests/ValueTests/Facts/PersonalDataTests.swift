import Core
import Support
import Testing

@Suite struct PersonalDataTests {
  @Test func `a thousand seeded identifying texts are all found for what they are`() throws {
    let seed = Extent.seed
    var texts = Identifying(seed: seed)
    let caseNumbers = try PersonalProbes.caseNumbers()
    for number in 0..<1_000 {
      let kind = PersonalData.allCases[number % PersonalData.allCases.count]
      let text = texts.text(kind)
      #expect(
        PersonalData.kinds(in: text, caseNumbers: caseNumbers).contains(kind), "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test(arguments: [
    ("943 476 5919", PersonalData.nhsNumber), ("NHS 9434765919", .nhsNumber),
    ("9876543210 is the NHS number", .nhsNumber), ("QQ123456C", .nationalInsuranceNumber),
    ("AB 12 34 56 D", .nationalInsuranceNumber), ("AB 123456 D", .nationalInsuranceNumber),
    ("jane@example.org", .email), ("jane＠example.org", .email), ("jane@exam\nple.org", .email),
    ("07700 900123", .phone), ("(020) 7946 0958", .phone), ("+44 20 7946 0958", .phone), ("0044 7700 900 123", .phone),
    ("+33 1 42 68 53 00", .phone), ("07700\n900\n123", .phone), ("SW1A 1AA", .postcode), ("sw1a1aa", .postcode),
    ("E1\n6AN", .postcode), ("gir 0aa", .postcode), ("born 3 March 2004", .dateOfBirth), ("DOB 03/03/04", .dateOfBirth),
    ("2004-03-03, date of birth", .dateOfBirth), ("DoB 03032004", .dateOfBirth),
  ]) func `what identifies a person is found`(_ text: String, _ kind: PersonalData) {
    #expect(PersonalData.kinds(in: text) == [kind])
  }

  @Test(arguments: [
    "", "Harrow", "LRSA-007", "LRSA-012 2010-10-01", "E09000015", "E09000015 and E09000020", "2010-10-01",
    "2011-01-04T09:30:00Z", "2011-01-04 09:30:00+00", "2010/11", "2010/11-Q3", "2010-11 and 2011-12",
    "from 1 April 2010 to 31 March 2011", "on 01-02-2010 12 families and 30 children were seen",
    "89 days over 6 projects, 1,234,567 pounds, 12.50 days, 100%", "0.50 1.25 10 1000 10",
    "09.30 - 10.45, 11.00 - 12.30", "1234567890", "9434765919", "invoice 9434765919 was paid", "943 476 5918",
    "NHS 9434765918", "12 943 476", "NHS trusts and 3 boroughs in 2010", "audit 3 @ 2 hours", "@council", "2@5",
    "£5@10", "Strand S1 1st phase", "S1 2nd review", "section 47", "Working Together 2010", "KS2 and KS3", "P1 2AB",
    "E1 covers it", "year 7 2 classes", "or 123456 a child", "GB123456A", "AB123456E", "AB12345C", "XAB123456C",
    "7946 0958", "020 7946", "Childline 0800 1111", "the service was born in 2010", "newborn 2010-10-01",
    "Osborne met us on 2010-10-01", "births fell, as the long report of the whole of the borough says, by 2010-10-01",
    "Chapter 4.10.12, tables 1-2-3", "the 3-3-4 grouping", "0 1 2 3 4 5 6 7 8 9", "１２３", "٣ يوليو", "½ day",
    "case study 5 of 12; see www.example.org/2010/11/5919",
  ]) func `what people write about projects is left alone`(_ text: String) {
    #expect(PersonalData.kinds(in: text).isEmpty)
  }

  @Test func `three hundred texts that were written to be missed are found for what they are`() throws {
    let (probes, caseNumbers) = (PersonalProbes.all(), try PersonalProbes.caseNumbers())
    #expect(probes.count == 300 && Set(probes.map(\.kind)) == Set(PersonalData.allCases))
    for probe in probes {
      let kinds = PersonalData.kinds(in: probe.text, caseNumbers: caseNumbers)
      #expect(kinds.contains(probe.kind), "\(probe.kind): \(probe.text.debugDescription)")
    }
  }

  @Test func `of ten thousand ordinary lines at most four are taken for what they are not`() throws {
    var ordinary = OrdinaryLines(seed: 1)
    let caseNumbers = try PersonalProbes.caseNumbers()
    let wrong = ordinary.lines(10_000).filter { !PersonalData.kinds(in: $0.text, caseNumbers: caseNumbers).isEmpty }
    #expect(wrong.count < 5, "\(wrong.map(\.text))")
  }

  @Test func `numbers with a wrong check character or out of place are left alone`() {
    for text in [
      "A801200005001", "B80120000500", "a 2010 2011 2012", "ULN 1000000042", "1000000043", "4111 1111 1111 1112",
      "2010 2011 2012 2013", "GB28 NWBK 6016 1331 9268 19", "GB29 and 30 others", "12-34-56", "87654321",
      "passport to work 2010-11",
      "123456789", "section 4.10.12.1", "1.2.3", "300.1.2.3", "09:30:00", "10:30:15:20", "a::b", "::", "LCS-1234567",
      "at the dot", "met at x on 3/3/04", "Strand B 3/3/2010", "S1 2 GP practices", "or 123456 a child",
    ] {
      #expect(PersonalData.kinds(in: text).isEmpty, "\(text)")
    }
  }

  @Test func `a long text of nearly nothing but near misses takes time in proportion to its length`() throws {
    let clock = ContinuousClock()
    let caseNumbers = try PersonalProbes.caseNumbers() + [CaseNumberPattern(#"A{0,30}\d{5}[A-Z0-9]{0,29}"#)]
    for text in [
      "born ", "01/02/2004 ", "@", "0", "0 ", "NHS 1234567890 ", "AB1 ", "a@ ", "0 ", "1 2 ", "a ", "07 ", "1.2.3.",
      "a:", "GB29 ", "(at) ", "O0", "LCS-", "LCS1", "A-1-", "passport 1",
    ] {
      // Eight times the text: eight times as long, or sixty-four times where each place is compared with all others. Another
      // program may take the processor while the clock runs, so one attempt of five has to be in proportion.
      let isInProportion = (0..<5).contains { _ in
        let times = [2_000, 16_000].map { length in
          let long = String(repeating: text, count: length / text.count)
          return clock.measure { _ = PersonalData.kinds(in: long, caseNumbers: caseNumbers) }
        }
        return times[1] < times[0] * 24 + .milliseconds(100)
      }
      #expect(isInProportion, "\(text)")
    }
  }
}
