import Foundation
import Support
import System
import Testing

/// The papers and copies of an issue under the umask of the shipped service.
@Suite(.waits) struct `What is delivered` {
  private func issued(_ job: String = "") throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("title: Board report\n" + job, to: world.job)
    let outcome = try world.run(World.sample + World.quarter, wrapper: "umask 077;")
    outcome.expectSuccess()
    return world
  }

  /// The modes of a folder and of everything in it.
  private func modes(_ path: String) throws -> Set<String> {
    Set(try shell("find \"$1\" -printf '%y%m\\n'", path).lines)
  }

  /// Runs a shell line to its end. It prints nothing for so long that `shell` would take it for lost.
  private func ending(_ line: String, _ words: [String]) throws -> System.ExitStatus {
    var child = try start("{ \(line); } >/dev/null", words)
    child.closeInput()
    return try child.wait()
  }

  private static let hasTools = ["pandoc", "weasyprint", "rsvg-convert"].allSatisfy(isInstalled)

  @Test(.enabled(if: hasTools), arguments: [("0640", "640", "750"), ("0644", "644", "755")])
  func `as papers has the issue's mode, and no planted name leads elsewhere`(
    _ declared: String, _ file: String, _ folder: String
  ) throws {
    let world = try issued("file_mode: '\(declared)'\n")
    try write("victim", to: world.home["victim"])
    let paper = """
      umask 077; [ ! -d "$1" ] || ln -s "$2" "$1/.board-paper.$$"; exec "$3" --output "$1" "$4"
      """
    let words = [
      world.home["papers"], world.home["victim"], repository + "/jobs/board-paper", world.archive + "/2010-11-Q3/1",
    ]
    for _ in 1...2 {
      #expect(try ending(paper, words).succeeded)
      #expect(try text(of: world.home["victim"]) == "victim")
    }
    #expect(try mode(of: words[0]) == folder)
    let papers = try names(in: words[0]).filter { !$0.hasPrefix(".") }
    #expect(papers.count == 3)
    for paper in papers { #expect(try mode(of: words[0] + "/" + paper) == file) }
    // One link that the test planted; the folder of the second paper is gone.
    #expect(try names(in: words[0]).count == 4)
  }

  @Test(.enabled(if: hasTools))
  func `as papers of a case study is named by borough and reference, and of a page as the page is`()
    throws
  {
    let world = try World()
    try world.run(World.sample + ["--quarter", "2010/11-Q1"]).expectSuccess()
    let page = world.home["Barking page.md"]
    let words = ["statement", "Barking and Dagenham", "--archive", world.archive, "--output", page]
    try world.program(words).expectSuccess()
    let papers = world.home["papers"]
    let studies = "\"$1\" --case-studies --output \"$2\" \"$3\""
    #expect(
      try ending(studies, [repository + "/jobs/board-paper", papers, world.archive + "/2010-11-Q1"]).succeeded)
    #expect(try ending("\"$1\" --output \"$2\" \"$3\"", [repository + "/jobs/board-paper", papers, page]).succeeded)
    let names = ["case-study-Barking-and-Dagenham-LRSA-008", "Barking-page"].flatMap { name in
      ["docx", "html", "pdf"].map { "\(name).\($0)" }
    }
    #expect(try Support.names(in: papers).sorted() == names.sorted())
    for name in names { #expect(try mode(of: papers + "/" + name) == "640") }
    try world.program(["verify", "--output", world.archive]).expectSuccess()
    let html = try text(of: papers + "/case-study-Barking-and-Dagenham-LRSA-008.html")
    #expect(html.contains("Specific safeguarding outcomes achieved"))
  }

  @Test(.enabled(if: hasTools)) func `as papers never replaces what is no plain file`() throws {
    let world = try issued()
    try makeFolders(world.home["papers"])
    try write("victim", to: world.home["victim"])
    let name = world.home["papers/board-report-2010-11-Q3-1.pdf"]
    try link(name, to: world.home["victim"])
    let refused = try ending(
      "exec \"$1\" --output \"$2\" \"$3\" 2>\"$4\"",
      [repository + "/jobs/board-paper", world.home["papers"], world.archive + "/2010-11-Q3/1", world.home["said"]])
    #expect(refused == .exited(73))
    #expect(
      try text(of: world.home["said"])
        == "board-paper: \(name) is no plain file and is left alone; give another folder with --output\n")
    #expect(try text(of: world.home["victim"]) == "victim")
    #expect(try names(in: world.home["papers"]).count == 1)
  }

  @Test(arguments: [("0640", ["f640", "d750"]), ("0600", ["f600", "d700"])]) func `as a copy has the issue's modes`(
    _ declared: String, _ modes: [String]
  ) throws {
    let share = try TemporaryFolder()
    let hook = "\(repository)/deploy/examples/copy-to-share"
    let world = try issued("file_mode: '\(declared)'\nafter_issue: [\(hook), \(share.path)]\n")
    #expect(try self.modes(share["2010-11-Q3"]) == Set(modes))
    let copied = try shell("diff -r \"$1\" \"$2\"", world.path("."), share["2010-11-Q3/1"])
    #expect(copied.status.succeeded, "\(copied.lines)")
    // Also where a person copies by hand, under another umask.
    let other = try TemporaryFolder()
    let again = try shell("umask 077; exec \"$1\" \"$2\" \"$3\"", hook, other.path, world.archive + "/2010-11-Q3/1")
    #expect(again.status.succeeded)
    #expect(try self.modes(other["2010-11-Q3"]) == Set(modes))
  }

  @Test func `by any command has the modes of the job`() throws {
    let share = try TemporaryFolder()
    let world = try issued("after_issue: [cp, -r, -t, \(share.path)]\n")
    #expect(try modes(share["1"]) == ["f640", "d750"])
    #expect(try modes(world.archive + "/2010-11-Q3/1") == ["f640", "d750"])
  }
}
