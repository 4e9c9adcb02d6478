import Core
import Input
import Support

private let jobs = [
  "title: Board report\nfree_days: 10\nsections: [exceptions, projects]\n",
  "database: service=reporting\nschema: programme\noutput: ../reports\nyear_starts_in: 4\n", "# nothing\n",
  "strict: true\nfile_mode: '0640'\nafter_issue: [/bin/true, \"a b\"]\n",
]

extension Subject {
  static let jobFile = Subject(
    "job file", seeds: jobs,
    pieces: [
      "free_days: 99999999999999999", "&a ", "*a", "!!str ", "---\n", "- ", ": ", "|\n  ", "? ", "list_limit: ", "0777",
      "password=secret", "postgres://u:p@h/d", "data: ", "\n  ", "{", "[",
    ]
  ) { bytes in
    switch Result(catching: { () throws(JobError) in try JobFile.parse(bytes, path: "job.yml", formats: ["workbook"]) })
    {
    case .success(let job):
      try Finding.expect((1...12).contains(job.yearStartsIn), "a month that is none")
      try Finding.expect(job.behindBelow <= job.slippingBelow, "slipping below behind")
      try Finding.expect(job.sections.contains(.methods), "no methods")
      try Finding.expect(job.database == nil || job.data == nil, "two sources")
      try Finding.expect(job.fileMode <= 0o777, "no mode")
    case .failure(let error):
      try Finding.expect(error.place.line > 0 && error.place.column > 0, "no place")
      try Finding.expect(!error.description.unicodeScalars.contains("\n"), "more than a line")
      let tells = error.problem.hasSuffix("holds a password") && error.description.contains("secret")
      try Finding.expect(!tells, "a password is told")
    }
  }

  static let commentary = Subject(
    "commentary",
    seeds: [
      "## Exceptions\nText {{days_delivered}} and {{days_to_date/project/LRSA-007}}.\n",
      "# Reach\r\n\r\na {{days_delivered=41.50}}\r## Methods ##\nb",
    ], pieces: ["{{", "}}", "=", "/", "## ", "Reach", "Projects", "#", "```"]
  ) { bytes in
    let text = decoded(bytes)
    let read = Result { () throws(CommentaryError) in try Commentary(parsing: text) }
    switch read {
    case .success(let commentary):
      let sections = commentary.parts.map(\.place.section)
      try Finding.expect(Set(sections).count == sections.count, "a section twice")
      let quotes = commentary.parts.flatMap(\.quotes)
      let isNamed = quotes.allSatisfy { !$0.metric.isEmpty && !$0.key.isEmpty }
      try Finding.expect(isNamed, "a quote of nothing")
      try Finding.expect(Array(commentary.source.utf8) == Array(text.utf8), "another source")
    case .failure(let error): try Finding.expect(error.line > 0, "no line")
    }
  }

  /// What looks as if it identified a person is found whatever stands around it.
  static let personalData = Subject(
    "personal data", seeds: ["943 476 5919", "QQ 12 34 56 C", "a@example.org", "born 1 May 2001", "N16"]
  ) { bytes in
    let text = decoded(bytes)
    let kinds = PersonalData.kinds(in: text)
    // White space around a text hides nothing in it.
    let again = PersonalData.kinds(in: " \n" + text + "\n ")
    try Finding.expect(again == kinds, "white space makes a difference")
    try Finding.expect(Set(kinds).count == kinds.count, "a kind twice")
    let seed = bytes.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) }
    var identifying = Identifying(seed: seed)
    let kind = PersonalData.allCases[Int(seed % UInt64(PersonalData.allCases.count))]
    let canary = identifying.text(kind)
    try Finding.expect(
      PersonalData.kinds(in: canary, caseNumbers: PersonalProbes.caseNumbers()).contains(kind),
      "\(kind.rawValue) not found")
  }
}
