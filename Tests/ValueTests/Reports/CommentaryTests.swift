import Testing

@testable import Core

@Suite struct `What a coordinator writes` {
  private let text = """
    ## How much did we do

    Delivery held up: {{days_delivered}} days, {{ days_in_period/project/P-1 }} of them on one project.

    ## Reach
    Nothing to add.
    """

  private func quoted(_ text: String, before: (commentary: Commentary?, printed: [String: String])? = nil) throws
    -> QuotedCommentary
  {
    let facts = try ReportedProgramme.small.facts
    let commentary = try Commentary(parsing: text)
    let printed = facts.measures.printedFigures(ProjectKeys(facts.programme)) { commentary.projects.contains($0) }
    return try QuotedCommentary(commentary, facts.measures, printed: printed, before: before)
  }

  private func words(_ blocks: [Block]) -> String {
    blocks.map { block in
      switch block {
      case .authored(let lines):
        lines.map { line in
          line.map { piece in
            switch piece {
            case .markdown(let text), .words(let text): text
            }
          }.joined()
        }.joined(separator: "\n")
      case .paragraph(let prose): prose.plain
      default: ""
      }
    }.joined(separator: "\n")
  }

  @Test func `is merged by heading, and its figures are filled in`() throws {
    let facts = try ReportedProgramme.small.facts
    let key = try #require(facts.measures.projects.first?.commission.reference)
    let text = text.replacing("P-1", with: key.string)
    let quoted = try quoted(text)
    let delivered = facts.days(metrics.daysDelivered)
    let own = try #require(facts.measures.projects.first).daysInPeriod
    #expect(words(quoted.blocks(.howMuch)) == "Delivery held up: \(delivered) days, \(own) of them on one project.")
    #expect(words(quoted.blocks(.reach)) == "Nothing to add.")
    #expect(quoted.blocks(.exceptions).isEmpty)
  }

  @Test func `may be about the summary, recommendations, and single projects`() throws {
    let quoted = try quoted(
      """
      ## Recommendations
      That the board agrees the plan.
      ## Summary
      A quiet quarter.
      ## Projects
      All of them.
      ### LRSA-002
      It waits for {{days_in_period/project/LRSA-002}} days.
      """)
    #expect(words(quoted.blocks(.recommendations)) == "That the board agrees the plan.")
    #expect(words(quoted.blocks(.summary)) == "A quiet quarter.")
    #expect(words(quoted.blocks(.projects)) == "All of them.")
    #expect(words(quoted.blocks(.projects, about: "LRSA-002")) == "It waits for 5.00 days.")
    #expect(quoted.blocks(.projects, about: "LRSA-001").isEmpty && quoted.blocks(.projects, about: nil).isEmpty)
    var world = ReportedProgramme.small
    world.commentary = quoted
    let paper = try world.report.paper
    #expect(paper.front.map(\.title.plain) == ["Recommendations", "Summary", "Headline measures", "Exceptions"])
    #expect(
      paper.section("Projects")?.plain.contains("LRSA-002, Haringey: Safer together\nIt waits for 5.00 days.\n")
        == true)
    let unknown = #expect(throws: CommentaryError.self) { try self.quoted("## Projects\n\n### LRSA-9\nText.") }
    #expect(unknown?.line == 3 && unknown?.problem.contains("LRSA-9") == true)
  }

  @Test(arguments: [
    ("## Projects\n### P-1\nOne.\n### P-1\nTwo.", 4, "a second time"),
    ("## Reach\n\n## Outlook\nSunny.", 3, "the heading is no section"),
    ("## Reach\nOne.\n# reach\nTwo.", 3, "a second time"), ("Hello.\n## Reach", 1, "before the first heading"),
    ("## Reach\nIt came to {{days_delivered days.", 2, "the braces name no figure"),
    ("## Reach\n{{}}", 2, "the braces name no figure"),
    ("## Reach\n{{days_delivered/project}}", 2, "the braces name no figure"),
  ]) func `that cannot be merged is refused by its line`(text: String, line: Int, problem: String) throws {
    let error = #expect(throws: CommentaryError.self) { try Commentary(parsing: text) }
    #expect(error?.line == line)
    #expect(error?.problem.contains(problem) ?? false)
  }

  @Test func `that quotes what no issue has is refused by its line`() throws {
    let error = #expect(throws: CommentaryError.self) { try quoted("## Reach\n\nIn all {{days_deliverd}} days.") }
    #expect(error?.line == 3)
  }

  @Test func `says why a figure has no value`() throws {
    let facts = try ReportedProgramme.small.facts
    let project = try #require(facts.measures.projects.first { $0.daysOverdue == nil && $0.commission.dueOn != nil })
    let key = try #require(project.commission.reference)
    let said = words(try quoted("## Reach\nOverdue {{days_overdue/project/\(key)}}.").blocks(.reach))
    #expect(said == "Overdue not applicable.")
  }

  @Test func `names a key that no figure of the issue has`() throws {
    let error = #expect(throws: CommentaryError.self) { try quoted("## Reach\n{{days_to_date/project/P-77}}") }
    #expect(
      error?.problem
        == "{{days_to_date/project/P-77}} is no figure of this issue; figures.csv and projects.csv list those that are")
  }

  @Test func `is marked where a figure changed since the text was published or pinned`() throws {
    let text = "## How much did we do\nIn all {{days_delivered}} days."
    let identity = "days_delivered/programme/all/2010-11-Q3"
    let old = try Commentary(parsing: text)
    let now = try ReportedProgramme.small.facts.days(metrics.daysDelivered)
    let marked = try quoted(text, before: (old, [identity: "1.00"])).blocks(.howMuch)
    #expect(
      words(marked) == """
        Written before these figures changed: Days delivered was 1.00 and is now \(now).
        In all \(now) days.
        """)
    #expect(try quoted(text, before: (old, [identity: "\(now)"])).blocks(.howMuch).count == 1)
    let rewritten = try Commentary(parsing: text + " Well.")
    #expect(try quoted(text, before: (rewritten, [identity: "1.00"])).blocks(.howMuch).count == 1)
    let pinned = "## How much did we do\nIn all {{days_delivered=2.00}} days."
    #expect(try quoted(pinned).blocks(.howMuch).count == 2)
    let right = "## How much did we do\nIn all {{days_delivered=\(now)}} days."
    #expect(try quoted(right).blocks(.howMuch).count == 1)
  }

  private func share(
    _ world: ReportedProgramme, _ text: String = "## Reach\nVery useful: {{very_useful_share}}.",
    was: (value: String, n: Int)? = nil
  ) throws -> String {
    let facts = try world.facts
    let commentary = try Commentary(parsing: text)
    let identity = "very_useful_share/programme/all/12m-2010-12-31"
    let printed = facts.measures.printedFigures(ProjectKeys(facts.programme)) { _ in false }
    let quoted = try QuotedCommentary(
      commentary, facts.measures, printed: printed,
      before: was.map { (commentary: commentary, printed: [identity: $0.value]) },
      countsBefore: was.map { [identity: $0.n] } ?? [:])
    return words(quoted.blocks(.reach))
  }

  /// Of 199 ratings 198 are 99.497 per cent, and 0.9950 with four decimals.
  @Test func `quotes a share as the tables print it, rounded once`() throws {
    #expect(try share(.rated(199, useful: 198)) == "Very useful: 99%.")
    #expect(try share(.rated(200, useful: 199)) == "Very useful: over 99%.")
    #expect(try share(.rated(4, useful: 3)) == "Very useful: 3 of 4.")
  }

  @Test func `says what a share was as the issue before printed it`() throws {
    let said = try share(.rated(4, useful: 3), was: ("0.9950", 199))
    #expect(
      said.hasPrefix("Written before these figures changed: Rated very useful, 12 months was 99% and is now 3 of 4."))
    let few = try share(.rated(199, useful: 198), was: ("0.6667", 3))
    #expect(
      few.hasPrefix("Written before these figures changed: Rated very useful, 12 months was 2 of 3 and is now 99%."))
    let pinned = "## Reach\nVery useful: {{very_useful_share=75%}}."
    #expect(try share(.rated(4, useful: 3), pinned) == "Very useful: 3 of 4.")
  }

  @Test func `reads lines that end in any way, and headings of any depth`() throws {
    let commentary = try Commentary(parsing: "# Exceptions #\r\nOne.\rTwo.\r\n\r\n#### methods\nThree.")
    #expect(commentary.parts.map(\.place.section) == [.exceptions, .methods])
    #expect(commentary.parts.map(\.source) == ["One.\nTwo.", "Three."])
  }
}
