import Foundation
import Support
import Testing

/// Texts that mean something to whoever reads them next.
@Suite(.waits) struct `Text that is taken for something else` {
  /// A text in every free column of the sample, a number behind it where rows must differ.
  private static func everywhere(_ text: String) -> String {
    let literal =
      "E'"
      + text.unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      }.joined() + "'"
    let columns = [
      "boroughs.name", "advisers.name", "commissions.title", "commissions.theme", "commissions.request",
      "strands.title", "outcomes.kind", "outcomes.summary", "days.activity", "shared_practice.summary",
      "reviews.comment",
    ]
    return columns.map { column in
      let parts = column.split(separator: ".")
      return "update programme.\(parts[0]) set \(parts[1]) = \(literal) || \(parts[1])"
    }.joined(separator: ";")
  }

  @Test func `E15 an empty text is not recorded, as null is, and both are an empty cell`() throws {
    let issued = try Issued(
      """
      update programme.commissions set theme = '' where commission_id = 5;
      update programme.commissions set theme = null where commission_id = 2
      """, on: unguardedDatabase())
    try issued.expectNext()
    let rows = try text(of: issued.world.path("projects.csv")).components(separatedBy: "\r\n")
    let themes = try issued.world.rows("projects.csv").filter { ["2", "5"].contains($0["commission_id"]) }.map {
      $0["theme"]
    }
    #expect(themes == ["", ""])
    #expect(!rows.contains { $0.contains(",\"\",") })
    let found = try issued.world.rows("quality.csv").filter { $0["relation"] == "commissions" }
    #expect(found.contains { $0["rule"] == "blank-text" })
  }

  @Test func `E16 twins of another spelling or case are two, and told`() throws {
    let issued = try Issued(
      """
      update programme.commissions set theme = U&'caf\\00E9' where commission_id = 5;
      update programme.commissions set theme = U&'cafe\\0301' where commission_id = 2;
      update programme.commissions set theme = U&'Caf\\00E9' where commission_id = 1
      """)
    try issued.expectNext()
    let keys = try issued.world.rows("figures.csv").filter { $0["metric"] == "projects" && $0["grain"] == "theme" }
      .compactMap { $0["key"] }
    for key in ["caf%C3%A9", "cafe%CC%81", "Caf%C3%A9"] {
      #expect(keys.filter { $0 == key }.count == 1, "\(key): \(keys)")
    }
    let rules = try issued.world.rows("quality.csv").filter { $0["relation"] == "commissions" }
    #expect(rules.contains { $0["rule"] == "look-alike-text" })
  }

  /// A terminal's orders, from the database to every verb that prints.
  @Test func `E21 a terminal is told to do nothing`() throws {
    let issued = try Issued(Self.everywhere("\u{1B}[31m\u{1B}]0;title\u{7}\u{9B}1m\u{8}"))
    let run = try issued.run(nil, ["--verbose"])
    run.expectSuccess()
    let figure = "days_delivered/programme/all/2010-11-Q3"
    let reference = try issued.world.rows("projects.csv").compactMap { $0["reference"] }.first ?? ""
    let orders: [[String]] = [
      ["check", "--database", issued.database], ["explain", figure, "--output", issued.world.archive],
      ["explain", "days_in_period/project/\(reference)/2010-11-Q3", "--output", issued.world.archive],
      ["compare", "2010-11-Q3/1", "2010-11-Q3/2", "--output", issued.world.archive],
      ["history", "--output", issued.world.archive], ["verify", "--output", issued.world.archive],
      ["status", "--output", issued.world.archive, "--today", "2011-02-01"],
    ]
    for words in orders {
      let said = try issued.world.program(words)
      #expect(said.code == 0, "\(words) \(said.error)")
      let lines = (said.output + said.error).joined(separator: "\n")
      let acting = lines.unicodeScalars.filter {
        $0.value < 0x20 && $0 != "\n" && $0 != "\t" || (0x7F...0x9F).contains($0.value)
      }
      #expect(acting.isEmpty, "\(words[0])")
    }
    try issued.expectSecond()
  }

  /// Names that lead out of a folder, are options, or are too long.
  @Test func `E25 no file is named after what the data say`() throws {
    let names = [
      "../../x", "/etc/x", ".", "-rf", "CON", String(repeating: "a", count: 256), String(repeating: "é", count: 128),
      "a\u{1}b",
    ]
    let changes = names.enumerated().map { index, name in
      """
      update programme.commissions set reference = '\(name)', title = '\(name)', theme = '\(name)'
        where commission_id = \(index + 1);
      update programme.outcomes set kind = '\(name)' where commission_id = \(index + 1)
      """
    }
    let tame = try Issued()
    try tame.expectNext()
    let issued = try Issued(changes.joined(separator: ";"), on: unguardedDatabase())
    try issued.expectNext()
    let files = try tree(issued.world.archive).keys.sorted()
    #expect(files == (try tree(tame.world.archive).keys.sorted()))
    let around = try Support.names(in: issued.world.home.path).filter { $0 != "errors" }
    #expect(around == ["job.yml", "reports"])
  }

  @Test func `E27 a relation that had rows and has none stops a job, unless the job accepts it`() throws {
    let issued = try Issued()
    try Support.run("delete from programme.outcomes", issued.database)
    try issued.expectNothing(try issued.run(), 65, "outcomes: there is no row at all")
    try issued.expectNothing(try issued.run(nil, ["--strict", "--accept-empty"]), 65, "strict")
    try issued.run(nil, ["--accept-empty"]).expectSuccess()
    let found = try issued.world.rows("quality.csv").filter { $0["relation"] == "outcomes" }
    #expect(found.contains { $0["severity"] == "error" }, "\(found)")
  }
}
