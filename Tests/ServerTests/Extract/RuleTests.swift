import Core
import Database
import Input
import SQL
import Support
import Testing

@Suite(.waits) struct RuleTests {
  /// The sample's own findings in the third quarter, as all of its projects stand.
  static let ofTheSample = ["completed-without-case-study warning commissions commission_id=1"]

  private func lines(_ findings: [Finding]) -> [String] { findings.map { "\($0.severity) \($0.relation) \($0.key)" } }

  /// The run finds it in the same order.
  @Test(arguments: BadRow.all) func `a bad row is found by its rule, by its key, and by a run`(_ row: BadRow) throws {
    try UncheckedTables.undone(row.change) { connection in
      let found = try UncheckedTables.check(connection, "2010/11-Q3", .projects(Array(1...9)), today: row.today)
      let everything = try UncheckedTables.check(connection, "2010/11-Q3", .everything, today: row.today)
      #expect(lines(found.filter { $0.rule == row.rule }) == row.finds)
      #expect(Set(lines(everything.filter { $0.rule == row.rule })).isSuperset(of: row.finds))
      #expect(found == Finding.sorted(found))
      do {
        let read = try UncheckedTables.read(connection, "2010/11-Q3", scope: Array(1...9), today: row.today)
        let findings = read.programme.findings
        #expect(findings == Finding.sorted(findings))
        #expect(findings.filter(\.isOfARule) == found)
      } catch let error as ExtractError { #expect(error.kind == .repeatedKey && row.rule == "repeated-key") }
    }
  }

  @Test(arguments: [
    (
      "missing-value", "update records.advisers set appointed_on = null, days_per_week = null where adviser_id = 2",
      "appointed_on, days_per_week must be filled, and nothing is recorded there"
    ),
    (
      "missing-value", BadRow.commission("requested_on = null"),
      "requested_on must be filled, and nothing is recorded there"
    ),
    (
      "blank-text", BadRow.commission("title = '', theme = null"),
      "title, theme must be filled, and nothing can be seen there"
    ),
    (
      "placeholder-text", BadRow.commission("title = 'TBC', next_steps = '-'"),
      """
      title, next_steps must hold no placeholder such as NULL, n/a or TBC, which counts as not recorded where the cell \
      may be empty; write what is so
      """
    ),
  ])
  func `one sentence names the columns of a row, be it one or several`(
    _ rule: String, _ change: String, _ message: String
  ) throws {
    let found = try UncheckedTables.undone(change) { connection in
      try UncheckedTables.check(connection, "2010/11-Q3", .projects(Array(1...9)))
    }
    #expect(found.filter { $0.rule == rule }.map(\.message) == [message])
  }

  @Test func `a borough without a code is not listed, however many there are`() throws {
    let read = try UncheckedTables.undone("update records.boroughs set borough_code = null where name < 'C'") {
      try UncheckedTables.read($0, "2010/11-Q3")
    }
    #expect(read.programme.boroughs.count == 28)
    #expect(!read.programme.boroughs.contains { $0.code == "" })
  }

  @Test func `a day that has not come is found while the period is not over`() throws {
    let found = try UncheckedTables.undone("") {
      try UncheckedTables.check($0, "2010/11-Q3", .projects([5]), today: "2010-12-20")
    }
    let future = found.filter { $0.rule == "future-date" && $0.relation == "days" }
    #expect(future.map(\.key).first == "commission_id=2;worked_on=2010-12-22;adviser_id=2;activity=writing up")
    #expect(future.count == 5)
  }

  @Test(arguments: Statement.checks.map(\.name)) func `a rule has a bad row`(_ rule: String) {
    #expect(BadRow.all.contains { $0.rule == rule }, "BadRows has none for sql/checks/\(rule).sql")
  }

  @Test func `every file of sql/checks is a rule of the program`() throws {
    let files = try names(in: repository + "/sql/checks")
    #expect(Statement.checks.map { $0.name + ".sql" } == files.sorted())
  }

  @Test(arguments: [
    ("2010/11-Q1", ["adviser-without-days warning advisers adviser_id=2"]), ("2010/11-Q2", []),
    ("2010/11-Q3", ofTheSample), ("2010/11-Q4", []),
    ("2010/11", ["adviser-without-days warning advisers adviser_id=2"]),
  ]) func `of the sample only what is true and of use is found`(_ period: String, _ expected: [String]) throws {
    let found = try UncheckedTables.undone("") { try UncheckedTables.check($0, period, .projects(Array(1...8))) }
    #expect(found.map { "\($0.rule) \($0.severity) \($0.relation) \($0.key)" } == expected)
  }

  @Test func `no message and no key quotes a free text`() throws {
    let canary = "Zanzibar"
    let text = Contract.relations.flatMap { relation in
      relation.columns.filter { $0.type == .text && $0.label == nil && !$0.isCode }.map {
        "update records.\(relation.name) set \($0.name) = '\(canary) ' || \($0.name)"
      }
    }
    let changes = (text + BadRow.all.map(\.change)).joined(separator: ";")
    let found = try UncheckedTables.check(try UncheckedTables.database(changes), "2010/11-Q3", .everything)
    #expect(Set(found.map(\.rule)).count > 30)
    #expect(!found.contains { ($0.key + $0.message).contains(canary) })
  }

  @Test func `an empty programme is told what it lacks, and nothing else`() throws {
    let changes = Contract.relations.map { "delete from records.\($0.name)" }.joined(separator: ";")
    let found = try UncheckedTables.check(try UncheckedTables.database(changes), "2010/11-Q3", .everything)
    #expect(lines(found) == ["warning advisers ", "warning boroughs "])
  }
}

extension Finding {
  /// The findings of the filter for personal data have no file in `sql/checks`.
  fileprivate var isOfARule: Bool { !["withheld-text", "hidden-characters", "damaged-text"].contains(rule) }
}

@Suite(.waits) struct InvisibleTextTests {
  /// The server and the program must agree on which texts are recorded.
  @Test func `the class of invisible characters in SQL is what folding says`() throws {
    let scalars = (1...0xE0FFF).compactMap { Unicode.Scalar(UInt32($0)) }.filter { scalar in
      // Letters of the large scripts cost most of the time and nobody doubts them.
      !(0x3400...0xD7FF).contains(scalar.value) && !(0x20000...0xDFFFF).contains(scalar.value)
    }
    let visible = String(String.UnicodeScalarView(scalars.filter(Folding.isVisible)))
    let invisible = String(String.UnicodeScalarView(scalars.filter { !Folding.isVisible($0) }))
    let pattern = "[^\(Folding.invisibleInSQL)]"
    var counts: [Int64] = []
    let query = Query(
      "invisible", "select length(regexp_replace($1, $3, '', 'g'))::bigint, ($2 ~ $3)::int::bigint",
      [.text(visible), .text(invisible), .text(pattern)])
    let connection = try open(UncheckedTables.database())
    try connection.forEach(query, columns: [.int8, .int8]) { counts = [try $0.int64(0), try $0.int64(1)] }
    #expect(counts == [0, 0])
  }

  private static let placeholders =
    Placeholder.words + [
      "-", "--", "–", "—", "‐", "−", "_", ".", "...", "…", "•", "?", "???", "/", "*", "\"", "''", "N/A",
      "n\\a", "n.a.",
      "N / A", "(null)", "[NULL]", "{null}", "<NA>", "#N/A", "\\N", " \\n\u{A0}", "(TBC)", "T.B.C.", "tbc?", "None.",
      "Not applicable.", "To be confirmed", "NaN", "(blank)", "\u{200B}n/a", "Choose an item.",
      "0", "false", "True", " FALSE\u{A0}",
    ]
  private static let texts = [
    "", " ", "\u{200B}", "|", "===", "#", "```", "<>", "n", "N", "00", "0%", "no", "true story", "x", "👍",
    "None identified",
    "n/a until May", "C#", "é", "-3", "½",
    "yes",
    "A text of more than forty characters - - - - - -", "- - - - - - - - - - - - - - - - - - - - - - - - -",
  ]

  @Test(arguments: placeholders) func `a placeholder is one to the program`(_ text: String) {
    #expect(Placeholder.isOne(text))
    #expect(Placeholder.isOne(" \(text.uppercased())\t"))
  }

  @Test(arguments: texts) func `a text that says something is no placeholder`(_ text: String) {
    #expect(!Placeholder.isOne(text))
  }

  @Test func `a placeholder is one to the server where it is one to the program`() throws {
    let connection = try open(UncheckedTables.database())
    var found: [Bool] = []
    let all = Self.placeholders + Self.texts
    for text in all {
      let query = Query("placeholder", "select \(Placeholder.sqlTest("$1::text"))", [.text(text)])
      try connection.forEach(query, columns: [.bool]) { found.append(try $0.bool(0)) }
    }
    #expect(zip(all, found).filter { $1 != Placeholder.isOne($0) }.map(\.0) == [])
    #expect(found.count == all.count)
  }
}
