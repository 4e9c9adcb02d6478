import Core
import Input
import Testing

private func parse(_ text: String, path: String = "jobs/quarterly.yml") throws(JobError) -> Job {
  try JobFile.parse(Array(text.utf8), path: path, formats: ["workbook"])
}

@Suite struct JobFileTests {
  @Test(arguments: ["", "\n", "# nothing but a comment\n", "---\n"]) func `an empty file declares the defaults`(
    _ text: String
  ) throws {
    var expected = Job(folder: "jobs")
    expected.output = "jobs/reports"
    expected.commentary = "jobs/commentary"
    #expect(try parse(text) == expected)
  }

  /// Written out, since people rely on them: a default that slips moves the figures of everybody who never set it.
  @Test func `the defaults are what was promised`() {
    let job = Job(folder: "/jobs")
    #expect(job.title == "Board report" && job.schema == "programme")
    #expect(job.output == "/jobs/reports" && job.commentary == "/jobs/commentary")
    #expect(job.timeZone == "Europe/London" && job.yearStartsIn == 4)
    #expect(job.freeDays == nil && job.firstQuarter == nil)
    #expect(job.behindBelow == 75 && job.slippingBelow == 90)
    #expect(job.waitLimitDays == 28 && job.stalledAfterDays == 28 && job.caseStudyDueDays == 30)
    #expect(job.listLimit == 100 && job.leastForPercent == 5 && job.dueAfterDays == 14)
    #expect(job.trend == TrendSettings() && job.trend.months == 36 && job.trend.screensOutliers)
    #expect(job.deadlineSeconds == 600 && job.afterIssueSeconds == 60)
    #expect(job.bom && !job.strict && job.fileMode == 0o640)
    #expect(job.formats.isEmpty && job.sections == PaperSection.all && job.afterIssue.isEmpty)
    #expect(job.board == nil && job.contact == nil && job.database == nil && job.data == nil)
  }

  @Test func `every key is read`() throws {
    let job = try parse(
      """
      title: Regional Safeguarding Advisers
      board: "The London board: safeguarding"
      contact: programme office
      database: service=reporting
      schema: timesheets
      output: ../reports
      time_zone: Europe/Paris
      year_starts_in: 1
      free_days: 7.5
      behind_below: 60
      slipping_below: 80
      wait_limit_days: 14
      stalled_after_days: 21
      case_study_due_days: 45
      list_limit: 10
      least_for_percent: 3
      first_quarter: 2010/11-Q3
      due_after_days: 7
      deadline_seconds: 60
      bom: false
      strict: true
      file_mode: '0600'
      formats: [workbook]
      sections: [methods, projects, exceptions]
      commentary: /srv/commentary
      after_issue: [notify, --subject, "10"]
      after_issue_seconds: 5
      after_retract: [forget]
      after_failure: [logger, -t, report]
      heartbeat: [ping]
      max_lag_seconds: 30
      implausible_fall: 50
      accept_empty: true
      foreign_tables: true
      case_numbers: ['LCS-\\d{7}', CH12345]
      purpose: for decision
      headline: [outcomes_in_period, days_delivered]
      trend_months: 24
      screen_outliers: false
      rebase: {wait_days_median: [{from: 2010-09-01, why: b}, {from: 2010-08-01, why: third adviser in post}]}
      words: {borough: council}
      """)
    #expect(job.title == "Regional Safeguarding Advisers")
    #expect(job.board == "The London board: safeguarding")
    #expect(job.contact == "programme office")
    #expect(job.database == "service=reporting")
    #expect(job.data == nil)
    #expect(job.schema == "timesheets")
    #expect(job.output == "reports")
    #expect(job.timeZone == "Europe/Paris")
    #expect(job.yearStartsIn == 1)
    #expect(job.freeDays == Days(hundredths: 750))
    #expect([job.behindBelow, job.slippingBelow] == [60, 80])
    #expect([job.waitLimitDays, job.stalledAfterDays, job.caseStudyDueDays] == [14, 21, 45])
    #expect([job.listLimit, job.dueAfterDays, job.deadlineSeconds] == [10, 7, 60])
    #expect(job.leastForPercent == 3)
    #expect(job.firstQuarter == "2010/11-Q3")
    #expect(!job.bom && job.strict)
    #expect(job.fileMode == 0o600)
    #expect(job.formats == ["workbook"])
    #expect(job.sections == [.methods, .projects, .exceptions])
    #expect(job.commentary == "/srv/commentary")
    #expect(job.afterIssue == ["notify", "--subject", "10"])
    #expect(job.afterIssueSeconds == 5)
    #expect(job.afterRetract + job.afterFailure + job.heartbeat == ["forget", "logger", "-t", "report", "ping"])
    #expect(job.maxLagSeconds == 30 && job.implausibleFall == 50 && job.acceptsEmpty && job.acceptsForeignTables)
    #expect(job.purpose == "for decision" && job.headline == ["outcomes_in_period", "days_delivered"])
    #expect(job.caseNumbers == [try CaseNumberPattern(#"LCS-\d{7}"#), try CaseNumberPattern("CH12345")])
    #expect(job.trend.months == 24 && !job.trend.screensOutliers && job.trend.mostProjects == 10)
    #expect(
      job.trend.rebases.mapValues { $0.map { "\($0.from) \($0.why.string)" } } == [
        "wait_days": ["2010-08-01 third adviser in post", "2010-09-01 b"]
      ])
    #expect(job.words == ["borough": "council"])
    #expect(job.places["first_quarter"]?.description == "jobs/quarterly.yml:17:16")
  }

  @Test func `exceptions and methods stay in a list of sections that leaves them out`() throws {
    #expect(try parse("sections: [reach]").sections == [.exceptions, .reach, .methods])
    #expect(try parse("sections: []").sections == [.exceptions, .methods])
  }

  @Test(arguments: [
    ("case_numbers: 'LCS.*'", "1:15: case_numbers: ‘LCS.*’ has the character ‘*’; give letters, digits"),
    ("case_numbers: ['\\d{4}']", "1:16: case_numbers: ‘\\d{4}’ would find years or dates"),
    ("case_numbers: 1234567", "is a number"),
    ("title: a\nnonsense: 1", "2:1: the key ‘nonsense’ is unknown"),
    ("title: a\ntitle: b", "the key ‘title’ is given twice"),
    ("title: a\n\"title\": b", "the key ‘title’ is given twice"), ("title: 2010", "1:8: title is a number; give text"),
    ("title: yes", "1:8: title is true or false to YAML"), ("title:", "title is empty"),
    ("title: '  '", "title is empty"), ("title: [a]", "1:8: title is a list"),
    ("title: {a: b}", "1:8: title is a mapping"), ("title: |\n  a\n  b\n", "title holds a line end"),
    ("title: \"a\\e[31m\"", "title holds a line end or another control"),
    ("year_starts_in: 010", "1:17: year_starts_in is ‘010’; give a whole number from 1 to 12"),
    ("year_starts_in: 13", "‘13’"), ("year_starts_in: 0x4", "‘0x4’"), ("year_starts_in: 4.0", "‘4.0’"),
    ("year_starts_in: '4'", "‘4’"), ("behind_below: 101", "from 1 to 100"),
    ("behind_below: 95", "1:15: slipping_below is 90 and behind_below 95"),
    ("slipping_below: 70", "1:17: slipping_below is 70 and behind_below 75"), ("deadline_seconds: 0", "from 1"),
    ("after_issue_seconds: 0", "from 1"), ("list_limit: 0", "from 1"), ("list_limit: 99999999999999999999", "from 1"),
    ("free_days: -1", "0 or more"), ("free_days: 0.125", "at most two decimals"), ("free_days: 1e3", "‘1e3’"),
    ("free_days: 010", "‘010’"), ("free_days: .inf", "‘.inf’"), ("bom: yes", "1:6: bom is ‘yes’; give true or false"),
    ("strict: 'true'", "give true or false"), ("file_mode: 0640", "a quoted octal mode"),
    ("file_mode: '0688'", "a quoted octal mode"), ("file_mode: '0440'", "a quoted octal mode"),
    ("formats: workbook", "formats is ‘workbook’; give a list of workbook"),
    ("formats: [pdf]", "1:11: formats names ‘pdf’; give one of workbook"),
    ("sections:\n  - reach\n  - reach", "3:5: sections names reach twice"),
    ("words: [a]", "1:8: words is a list; give a mapping of borough, boroughs"),
    ("words: {town: a}", "1:9: words names ‘town’; give one of borough"),
    ("headline: [days_agreed]", "1:12: headline names ‘days_agreed’; give one of projects_in_scope"),
    (
      "headline: [projects_in_scope, projects_started, projects_completed, requests_received, days_delivered, "
        + "boroughs_with_days, utilisation, reviews_asked, reviews_received]", "headline names 9; give 8 at most"
    ),
    ("trend_months: 12", "1:15: trend_months is ‘12’; give a whole number from 13"),
    ("rebase: yes", "1:9: rebase is no mapping"),
    ("rebase: {days: []}", "1:10: rebase names a measure that has no series; give one of days_delivered"),
    ("rebase: {utilisation: 1}", "1:23: utilisation has no list of months"),
    ("rebase: {utilisation: [{from: 2010-08-02, why: a}]}", "1:24: rebase has no first day of a month with a reason"),
    ("rebase: {utilisation: [{from: 2010-08-01}]}", "1:24: rebase has no first day of a month with a reason"),
    ("rebase: {utilisation: [{from: 2010-08-01, why: a, until: b}]}", "rebase has the unknown part ‘until’"),
    ("after_issue: notify me", "a list of words"), ("after_issue: [notify, 10]", "1:23: after_issue is a number"),
    ("database: a\ndata: b", "2:7: data and database are both given"), ("- title", "1:1: the file is no mapping"),
    ("title: a\n---\ntitle: b", "2:1: the file has a second document"),
    ("title: &a b", "1:8: the value has an anchor or alias"),
    ("title: &a b\nboard: *a", "1:8: the value has an anchor or alias"), ("&a title: b", "an anchor or alias"),
    ("title: *a", "1:8: found undefined alias"), ("title: !!str 10", "1:8: the value has a tag"),
    ("title: !x y", "1:8: the value has a tag"), ("formats: !!seq [workbook]", "a tag"),
    ("title: 'a", "jobs/quarterly.yml:"), ("title: a: b", "1:9: "), ("!x title: b", "1:1: a key is no word"),
    ("12: b", "1:1: a key is no word"), ("? [a]\n: b", "a key is no word"), ("title: \u{1}", "1:1: "),
  ]) func `a mistake is refused with its place`(_ text: String, _ expected: String) throws {
    let error = #expect(throws: JobError.self) { try parse(text) }
    let message = try #require(error).description
    #expect(message.hasPrefix("jobs/quarterly.yml:"))
    #expect(message.contains(expected), "\(message)")
    #expect(!message.contains("\n"))
  }

  @Test func `a file above the limit is refused unread`() {
    let text = String(repeating: "#", count: JobFile.largest + 1)
    #expect(throws: JobError.self) { try parse(text) }
    #expect(throws: Never.self) { try parse(String(text.dropLast())) }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: JobError.self) { try JobFile.parse([0x74, 0x3A, 0x20, 0xFF], path: "a.yml", formats: []) }
  }

  @Test(arguments: ["[", "{a: ", "- "]) func `nesting as deep as the limit allows is refused, not a crash`(
    _ opening: String
  ) {
    let count = JobFile.largest / opening.utf8.count
    #expect(throws: JobError.self) { try parse(String(repeating: opening, count: count)) }
  }
}

@Suite struct ConninfoTests {
  @Test(arguments: [
    "service=reporting", "host=db user=report dbname=programme passfile=/etc/board-report/pgpass",
    "postgresql://report@db/programme", "postgresql:///programme?host=/run/postgresql", "host=/run:x@y user=a",
  ]) func `a connection string without a password is taken`(_ text: String) throws {
    #expect(try parse("database: '\(text)'").database == text)
  }

  @Test(arguments: [
    "host=db password=hush", "host=db password = hush", "password='hush'", "sslpassword=hush",
    "postgresql://report:hush@db/programme", "postgres://report:hush@db", "postgresql://db/programme?password=hush",
    "postgresql://db/programme?%70assword=hush",
  ]) func `a password is refused and never shown`(_ text: String) throws {
    let error = #expect(throws: JobError.self) { try parse("database: \"\(text)\"") }
    let message = try #require(error).description
    #expect(message.contains("1:11: database holds a password"))
    #expect(!message.contains("hush"))
  }
}

@Suite struct PathTests {
  @Test(arguments: [
    ("reports", "jobs", "jobs/reports"), ("../reports", "jobs", "reports"), ("../../x", "jobs", "../x"),
    ("/srv/x/../y/", "jobs", "/srv/y"), (".", "jobs", "jobs"), ("a//b/./c", ".", "a/b/c"), ("..", "jobs", "."),
    ("/..", "jobs", "/"), ("x", "/srv", "/srv/x"),
  ]) func `a path resolves from the job file's folder`(_ path: String, _ folder: String, _ expected: String) {
    #expect(Path.resolve(path, in: folder) == expected)
  }

  @Test func `the folder of a file is the path before its name`() {
    #expect(Path.folder(of: "jobs/quarterly.yml") == "jobs")
    #expect(Path.folder(of: "quarterly.yml") == ".")
    #expect(Path.folder(of: "/q.yml") == "/")
    #expect(Path.folder(of: "../q.yml") == "..")
  }
}
