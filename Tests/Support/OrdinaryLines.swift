import Core

/// Lines as people write them about a programme of safeguarding advisers, from a seed. None identifies a person.
package struct OrdinaryLines {
  private var random: SeededGenerator

  package init(seed: UInt64) { random = SeededGenerator(state: seed) }

  /// What a line is about, and the line. The subjects take turns.
  package mutating func lines(_ count: Int) -> [(subject: String, text: String)] {
    (0..<count).map { index in
      let (subject, templates) = Self.subjects[index % Self.subjects.count]
      return (subject, filled(templates[Int.random(in: 0..<templates.count, using: &random)]))
    }
  }

  /// Fills each `{word}` of a template.
  private mutating func filled(_ template: String) -> String {
    var line = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      line += rest[..<open] + value(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return line + rest
  }

  private mutating func value(_ word: String) -> String {
    switch word {
    case "n": return String(number(2...40))
    case "count": return String(number(2...999))
    case "thousands": return grouped(number(1_000...2_000_000))
    case "money": return "£" + grouped(number(100...400_000)) + pick(["", "", ".50", ".00"])
    case "days": return "\(number(0...60)).\(pick(["0", "00", "25", "5", "50", "75"]))"
    case "percent": return "\(number(1...100))" + pick(["%", " per cent", ".5%"])
    case "year": return String(number(2004...2015))
    case "years":
      let year = number(2004...2015)
      return "\(year)" + pick(["/", "-", "–"]) + padded((year + 1) % 100, 2)
    case "age": return String(number(4...19))
    case "date": return date()
    case "month": return pick(CalendarDay.monthNames) + " \(number(2008...2015))"
    case "time": return pick(["9.30", "09:30", "10am", "2.15pm", "14:00", "4 pm", "11.45"])
    case "ref": return pick(["LRSA-", "LRSA-", "LRSA/", "lrsa-"]) + padded(number(1...999), 3)
    case "page": return String(number(1...240))
    case "section":
      return "\(number(1...12)).\(number(1...30))"
        + pick(["", "", ".\(number(1...9))", ".\(number(1...9)).\(number(1...9))"])
    case "code": return "E090000" + padded(number(1...33), 2)
    case "digits6": return String(number(100_000...999_999))
    case "digits7": return String(number(1_000_000...9_999_999))
    case "digits8": return String(number(10_000_000...99_999_999))
    case "digits9": return String(number(100_000_000...999_999_999))
    case "digits10": return String(number(1_000_000_000...9_999_999_999))
    case "list": return list()
    case "outward": return pick(["E1", "N16", "SW1", "HA1", "CR0", "W12", "SE15", "E17", "NW10"])
    case "strand": return pick(["S1", "S2", "S4", "B1", "E2", "L3", "N1", "W2"])
    case "act": return pick(Self.acts) + " \(number(1968...2014))"
    case "borough":
      return pick(["Harrow", "Brent", "Ealing", "Barnet", "Camden", "Sutton", "Merton", "Newham", "St Albans"])
    case "word":
      return pick(["training", "audit", "supervision", "coaching", "review", "panel", "case audits", "the hub"])
    case "person":
      return pick(["the adviser", "the head of service", "a social worker", "the GP lead", "the chair", "a PA"])
    default: return "{" + word + "}"
    }
  }

  private mutating func date() -> String {
    let (day, month, year) = (number(1...28), number(1...12), number(2008...2015))
    let name = CalendarDay.monthNames[month - 1]
    return pick([
      "\(day) \(name) \(year)", "\(padded(day, 2))/\(padded(month, 2))/\(year)", "\(day).\(month).\(year % 100)",
      "\(year)-\(padded(month, 2))-\(padded(day, 2))", "\(day) \(name.prefix(3))", "\(name) \(day), \(year)",
      "\(padded(day, 2))-\(padded(month, 2))-\(year % 100)", "the \(day)th of \(name)",
      "\(padded(day, 2)) \(padded(month, 2)) \(year)",
    ])
  }

  private mutating func list() -> String {
    let separator = pick([", ", " ", "/", " and ", "; ", " - ", ","])
    return (0..<number(3...9)).map { _ in String(number(0...pickNumber([9, 40, 150]))) }.joined(separator: separator)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func pickNumber(_ numbers: [Int]) -> Int { numbers[number(0...numbers.count - 1)] }
  private mutating func pick(_ words: [String]) -> String { words[number(0...words.count - 1)] }

  private func grouped(_ number: Int) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return ([digits] + groups).joined(separator: ",")
  }

  private static let acts = [
    "Children Act", "Education Act", "Care Act", "Children and Families Act", "Data Protection Act", "Equality Act",
    "Mental Capacity Act", "Sexual Offences Act",
  ]

  /// Templates by subject.
  private static let subjects: [(String, [String])] = [
    (
      "days and visits",
      [
        "{days} days were delivered of {days} planned, {percent} of the total.",
        "{days} + {days} + {days} = {days} days",
        "We gave {n} days to {borough}, {n} to {borough} and {days} to others.",
        "Half a day (½) on {date}, then {days} days",
        "{n} of {n} visits were made; {n} were put off to {month}", "days: {list}",
        "Days by month: {list}, in all {days}",
        "{days}d {borough}, {days}d {borough}", "3½ days in week {n}, 2¼ in week {n}, 1 day in lieu",
      ]
    ),
    (
      "dates and periods",
      [
        "The panel met on {date} and on {date}.", "From {date} to {date}, {n} sessions",
        "Reviewed {date}; next review {date}",
        "between {date} - {date}", "{date}, {date}, {date}: {n} people each time", "due {month}, sent {date}",
        "by {date} at {time}",
        "In {years} and {years} the plan was revised.", "Quarter {n} of {years}: see {month} to {month}",
        "Terms: {date} – {date}; {date} – {date}", "week commencing {date}", "Years {year}, {year}, {year} and {year}",
        "{year} {year} {year} {year} show a fall, a rise, a fall and a rise",
        "The figures of 04, 05, 06, 07 and 08 {year}",
      ]
    ),
    (
      "times",
      [
        "Drop-in {time} to {time} on Tuesdays", "Session 1: {time} - {time}; session 2: {time} - {time}",
        "open 24/7, 365 days of the year",
        "minutes of {date}, {time}, room {n}", "{time}, {time}, {time} and {time}",
        "The line is open 9.00 - 17.30, Mon - Fri",
        "took {n} h {n} min, started {time}", "log of {year}-10-01 09:30:00 and {year}-10-01 10:15:30",
      ]
    ),
    (
      "money",
      [
        "The grant of {money} leaves {money} for {years}.", "{money} a day, {n} days, {money} in all",
        "spent {thousands} pounds",
        "{percent} under budget ({money} of {money})", "costs {list} thousand",
        "Budget {years}: {money}; {years}: {money}",
        "PO {digits8}, {money}, paid {date}", "invoice {digits6} of {date} for {money}",
        "cost centre {digits6}, VAT at 20%, {money}",
        "invoice {digits10} was settled in {month}", "takes account of {money} and of {thousands} hours",
      ]
    ),
    (
      "references",
      [
        "{ref} and {ref} were joined on {date}.", "see {ref}, {ref} and {ref}", "{ref} ({borough}, {years})",
        "{ref} {date} {time}",
        "Refs {ref} to {ref}, page {page}", "Ofsted URN {digits6}", "registered charity {digits7}",
        "company {digits8} in {borough}",
        "borough {code}, then {code} and {code}", "report no. {digits6}/{year}",
        "case study {n} of {n}, version {n}.{n}",
        "Objective ID {digits9}, minute {n}", "ISBN 978-0-11-{digits6}-7", "file CYP-{year}-{digits6}-A",
      ]
    ),
    (
      "percentages and counts",
      [
        "{percent} of {count} replies, up from {percent}", "{n} out of {n} (n = {count})",
        "{count}, {count}, {count} and {count} children",
        "{thousands} children, {thousands} families, {n} schools", "Rated {n}, {n}, {n}, {n}, {n} out of 50",
        "scores: {list}",
        "{percent}, {percent} and {percent}; base {count}", "a ratio of 1:{n}, 1 in {n} before",
        "{n}-{n}-{n} in the three years",
        "0 1 2 3 4 5 6 7 8 9 is the scale", "Responses: 1 = {n}, 2 = {n}, 3 = {n}, 4 = {n}, 5 = {n}",
        "Likert {list}; mean {days}",
      ]
    ),
    (
      "law and guidance",
      [
        "Under the {act}, section {n}({n}), the duty is joint.", "s.{n} of the {act} and Working Together {year}",
        "SI {year}/{count}, reg. {n}",
        "The {act} c. {n}, Sch. {n}, para {n}", "Article 8(2), rule {section}, paragraph {section}",
        "section 47 and section 17 in {year}",
        "HC {count} of session {years}, page {page}", "Regulation {section} and standard {section} of {year}",
        "Keeping Children Safe {year}, Part {n}, paragraphs {page} to {page}", "Re B [{year}] UKSC {n}, [{page}]",
      ]
    ),
    (
      "documents",
      [
        "page {page} of {page}, table {section}, figure {section}", "see section {section} and annex {n}",
        "Chapter {section}, tables {n}-{n}-{n}",
        "version {section}, {date}", "www.example.org/{year}/{n}/{digits6}",
        "see pp. {page}-{page}, {page} and {page}¹", "Footnote² on page {page}",
        "paragraph {section} replaces paragraph {section}", "A4, {n} pages, {n} copies, 300 x 200 mm",
        "Table {n} (m²): {list}",
        "the handbook at example.org, chapter {n}", "action {section} of the plan, target {n}",
        "dot plots of {count} days at {borough}",
      ]
    ),
    (
      "ages and schools",
      [
        "Ages {age} to {age}, years {n} and {n}", "{n} children aged {age}, {n} aged {age}",
        "KS2 and KS3 pupils, {n} in year 7",
        "St Mary's C of E primary, {count} on roll", "0-19 service, {n} health visitors",
        "Year {n} {n} classes, {n} pupils of {n}",
        "children born in {year} and {year}", "newborn visits rose to {count} by {date}",
        "pupil premium of {money} for {count} pupils",
        "the under 5s, the 5-11s and the 11-18s", "Birth to Five met on {date}",
        "learners: {count} in {year}, {count} in {year}",
        "{n} births at home by {month}", "a pupil's {n} days, {n} learners' {n} days",
      ]
    ),
    (
      "places",
      [
        "{outward} and {outward} are covered; {n} PE lessons", "Strand {strand} {n} days, {strand} 1st phase",
        "{strand} 2 GP practices joined",
        "the {outward} area, {n} streets", "room B{n}, floor {n}, block A", "{borough} and {borough}: {n} each",
        "Junction {n} of the M25, bus {count}",
        "in {strand} 2 of the teams and in {strand} 3 by {month}", "{borough} {n}, {borough} {n}, {borough} {n}",
        "hall 3, {n} tables of {n}",
        "The O2 hosted {count} people on {date}", "Strand B {date} and strand A {date}",
        "Annex B. {date} and annex C. {date}",
      ]
    ),
    (
      "health and partners",
      [
        "NHS trusts and {n} boroughs in {year}", "the NHS paid {money} in {years}",
        "{n} NHS staff, {count} sessions, {date}",
        "CCG {n}, {count} GPs, {n} EPs", "NHS England, {month}: {thousands} contacts",
        "{n} in 10 referrals from A&E, {percent} repeat",
        "MASH: {count} contacts, {count} referrals, {n} step-downs", "the health passport scheme, {n} schools, {years}",
        "a passport to work for {count} young people in {year}", "accounts for {percent} of {thousands} contacts",
        "sort codes of practice by {n} themes and {n} areas", "the card scheme has {thousands} members",
      ]
    ),
    (
      "sentences",
      [
        "{person} and {person} agreed {n} next steps at the {word} of {date}.",
        "We met at the town hall; {n} of us stayed to {time}.",
        "Good {word}; {n} staff trained, or {count} hours a year.",
        "What went well: {word}. What did not: {word} in {month}.",
        "{n} actions remain from {date}: {word}, {word} and {word}.",
        "To date {thousands} children have a plan, or {count} a borough.",
        "Thanks to {borough}, a team of {n} is in post from {date}.",
        "No. {n} is done, no. {n} is not; {n} days remain",
        "we saw {n} @ {n} hours, {n} @ {money}", "e.g. {word}, i.e. {word}; cf. {section}",
        "or {digits6} a child, at {money} an hour",
        "Feedback: {percent} 'good', {percent} 'fair' (dot 1 to dot 5)",
        "the {word} is at a point where {n} dots join up",
      ]
    ),
  ]
}
