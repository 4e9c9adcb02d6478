package import Core

/// Three hundred texts that identify a person: those that passed an earlier version, others written to be missed, and as many
/// from a seed.
package enum PersonalProbes {
  package struct Probe: Sendable {
    package let kind: PersonalData
    package let text: String
  }

  /// The forms of case numbers that the probes need.
  package static func caseNumbers() throws -> [CaseNumberPattern] {
    try [#"LCS-\d{7}"#, #"[A-F]{2}/\d{2}/\d{4,5}"#].map { text throws(CaseNumberPattern.PatternError) in
      try CaseNumberPattern(text)
    }
  }

  package static func all(seed: UInt64 = 1) -> [Probe] {
    var probes = written.flatMap { kind, texts in texts.map { Probe(kind: kind, text: $0) } }
    var texts = Identifying(seed: seed)
    while probes.count < 300 {
      let kind = PersonalData.allCases[probes.count % PersonalData.allCases.count]
      probes.append(Probe(kind: kind, text: texts.text(kind)))
    }
    return probes
  }

  private static let written: [(PersonalData, [String])] = [
    (
      .phone,
      [
        "447700900123", "07700,900123", "0 7 7 0 0 9 0 0 1 2 3", "1-212-555-0123", "⓪⑦⑦⓪⓪ ⑨⓪⓪①②③", "⁰⁷⁷⁰⁰ ⁹⁰⁰¹²³",
        "O77OO 9OO123",
        "o77oo-9oo-l23", "0-7-7-0-0-9-0-0-1-2-3", "0.7.7.0.0.9.0.0.1.2.3", "0,7,7,0,0,9,0,0,1,2,3", "44 7700 900123",
        "(212) 555-0123",
        "tel07700900123", "07 70 09 00 12 3", "07700*900*123", "07700·900·123", "07700;900123", "+1 212 555 0123",
        "0033 1 42 68 53 00",
        "441632960123", "𝟎𝟕𝟕𝟎𝟎 𝟗𝟎𝟎𝟏𝟐𝟑", "07700900123¹", "٠٧٧٠٠٩٠٠١٢٣", "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣", "07700~900123",
        "0 77 00 90 01 23", "07700/900/123",
        "(0)7700 900123",
      ]
    ),
    (
      .nhsNumber,
      [
        "9 4 3 4 7 6 5 9 1 9", "⑨④③ ④⑦⑥ ⑤⑨①⑨", "943,476,5919", "NHS: 94 34 76 59 19", "NHS no 9434 765 919 (2010)",
        "943/476/5919",
        "nhs O943 and 943 476 5919", "943\u{2060}476\u{2060}5919 is their NHS no.", "9-4-3-4-7-6-5-9-1-9",
        "943.476.5919", "NHS943 476 5919",
      ]
    ),
    (
      .nationalInsuranceNumber,
      [
        "ab 123456 c", "АВ 12 34 56 С", "A B 1 2 3 4 5 6 C", "ab123456c", "ab-123456-c", "ab 123 456 c", "ＡＢ１２３４５６Ｃ",
        "ⒶⒷ①②③④⑤⑥Ⓒ",
        "𝐀𝐁𝟏𝟐𝟑𝟒𝟓𝟔𝐂", "ab 12 34 56 c", "ΑΒ123456Α", "🅰🅱123456🅲", "NI: jg 103759 a",
      ]
    ),
    (
      .email,
      [
        "jo [at] x.org", "jo (at) x.org", "jo[at]x[dot]org", "jo at x dot org", "jo{at}x{dot}org", "jo <at> x.org",
        "jo@x[.]org", "jo﹫x.org",
        "JO AT X DOT ORG", "jo [@] x.org", "jo [ AT ] x.org", "j o @ x . o r g", "jо@ехаmple.org",
        "j.o [ at ] example [ dot ] co [ dot ] uk",
      ]
    ),
    (
      .dateOfBirth,
      [
        "b. 3/3/04", "b 3/3/04", "(b. 3 March 2004)", "B. 3/3/2004", "b.3.3.04", "d/o/b 03-03-04", "bday 3/3/04",
        "birthday 3 March 2004",
        "DOB ③/③/⓪④", "born:03032004", "D-O-B 3rd of March, '04",
      ]
    ),
    (
      .postcode,
      [
        "SW1A 1 AA", "S W 1 A 1 A A", "ЅW1A 1AA", "SW1A-1-AA", "sw1a 1 aa", "ＳＷ１Ａ　１ＡＡ", "N16 9 XQ", "E1 6 AN",
        "ⓈⓌ①Ⓐ ①ⒶⒶ", "Ѕ𝐖１a 1aa",
        "CR0/2/XQ", "SW1A,1AA",
      ]
    ),
    (
      .pupilNumber,
      [
        "B801200005001", "b801200005001", "B 801 2000 05 001", "UPN B-801200005001", "В801200005001", "P207000016049",
        "B8O12OOOO5OO1",
      ]
    ),
    (
      .learnerNumber, ["ULN 1000000043", "learner 10 0000 0043", "1000000043 (ULN)", "unique learner no: 1000 000 043"]
    ),
    (
      .caseNumber,
      [
        "LCS-1234567", "lcs 1234567", "LCS1234567", "ＬＣＳ－１２３４５６７", "LCS/1234567", "see LСS-1234567.", "AB/10/12345",
        "ab 10 1234", "AB101234",
      ]
    ),
    (
      .passport,
      [
        "passport 123456789", "Passport No: 123 456 789", "passport AB1234567", "107185703 (passport)",
        "P<GBRDOE<<JANE<<<<<<<", "pаssport number 123456789",
      ]
    ),
    (
      .bankAccount,
      [
        "sort code 12-34-56", "12-34-56 87654321", "sort-code: 123456", "account number 87654321", "a/c 8765 4321",
        "GB29 NWBK 6016 1331 9268 19",
        "gb29nwbk60161331926819", "acc no 87654321", "Account 87654321", "IE29 AIBK 9311 5212 3456 78",
        "s/c 12 34 56, a/c 87654321",
      ]
    ),
    (
      .card,
      [
        "4111 1111 1111 1111", "4111111111111111", "4111-1111-1111-1111", "5555.5555.5555.4444", "3782 822463 10005",
        "6011000990139424",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4111 11111111 1111", "④①①① 1111 1111 1111",
      ]
    ),
    (
      .ipAddress,
      [
        "192.168.1.20", "from 81.2.69.142", "81.2.69.142:8080", "2001:db8:0:0:0:0:2:1", "2001:db8::2:1",
        "fe80::1ff:fe23:4567:890a",
        "81[.]2[.]69[.]142", "IP address 10.0.0.1", "８１.２.６９.１４２", "192.168.001.020",
      ]
    ),
  ]
}
