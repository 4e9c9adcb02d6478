import Support
import Testing

@Suite(.waits) struct `The sample's third quarter` {
  @Test func `is issued from a folder, with its headline, and then is unchanged`() throws {
    let world = try World()
    let words = World.folder + World.quarter + ["--verbose"]
    let first = try world.run(words)
    first.expectSuccess()
    let times = /board-report: 2010-11-Q3 took [0-9.]+ s: source [0-9.]+, read [0-9.]+, .*/
    #expect(first.error.count == 1 && first.error[0].wholeMatch(of: times) != nil)
    #expect(first.output.first == "Quarter 3 of 2010/11, 1 October 2010 to 31 December 2010")
    #expect(first.output.contains { $0.wholeMatch(of: /\ +Days delivered +57\.00/) != nil })
    #expect(first.output.last == "\(world.archive)/2010-11-Q3/1 (final)")
    let before = try tree(world.archive)
    #expect(before["2010-11-Q3/current"] == "-> 1")

    let second = try world.run(words)
    second.expectSuccess()
    #expect(second.output.dropLast() == first.output.dropLast())
    #expect(second.output.last == "unchanged: \(world.archive)/2010-11-Q3/1")
    #expect(try tree(world.archive) == before)
  }

  @Test(arguments: [World.quarter, ["--year", "2010/11"], ["--quarter", "2010/11-Q1"]])
  func `names only pictures and files that the issue has`(_ period: [String]) throws {
    let world = try World()
    try world.run(World.sample + period).expectSuccess()
    let folder = try names(in: world.archive).first { !$0.hasPrefix(".") } ?? ""
    for file in ["board-report.md", "case-studies.md"] where exists(world.path(file, of: folder)) {
      let paper = try text(of: world.path(file, of: folder))
      let links = paper.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
      #expect(
        file != "board-report.md" || links.count { $0.hasPrefix("charts/") && !$0.hasPrefix("charts/trend-") } == 4)
      for link in links { #expect(exists(world.path(link, of: folder)), "\(file): \(link)") }
      let sources = paper.matches(of: /\*Source: ([^*]+)\*/).flatMap { $0.1.split(separator: ", ") }
      for source in Set(sources) { #expect(exists(world.path(String(source), of: folder)), "\(file): \(source)") }
    }
  }

  @Test func `is issued in silence where nobody looks`() throws {
    let world = try World()
    for number in 1...2 {
      let outcome = try world.run(World.sample + World.quarter)
      #expect(outcome.code == 0, "\(number)")
      #expect(outcome.output + outcome.error == [])
    }
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
  }

  @Test func `is measured and not published by a dry run`() throws {
    let world = try World()
    let words = try World.sample + ["--dry-run", "--verbose"] + World.quarter
    let outcome = try world.run(words)
    outcome.expectSuccess()
    #expect(outcome.output.last == "dry run: nothing published")
    #expect(try tree(world.archive).keys.filter { $0.contains("1") || $0.contains("staging") } == [])
  }

  @Test func `is issued again for a reason, and only for a reason`() throws {
    let world = try World()
    let words = try World.sample + World.quarter
    try world.run(words).expectSuccess()
    let before = try tree(world.archive)
    for half in [["--reissue"], ["--reason", "a"], ["--reissue", "--reason", " "]] {
      let refused = try world.run(words + half)
      #expect(refused.code == 64, "\(half)")
      #expect(refused.error.count == 1 && refused.error[0].contains("--reason"))
      #expect(try tree(world.archive) == before)
    }
    let again = try world.run(words + ["--reissue", "--reason", "The board asked for it."])
    again.expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "2", "current"])
    #expect(try tree(world.archive)["2010-11-Q3/current"] == "-> 2")
  }
}
