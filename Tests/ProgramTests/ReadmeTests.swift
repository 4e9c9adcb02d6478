import Foundation
import Support
import Testing

@testable import BoardReport

/// A page of documentation in the repository.
private struct Page {
  let path: String
  let text: String

  static let paths = [
    "README.md", "deploy/README.md", "deploy/scaling.md", "sql/README.md", "Sources/README.md", "Tests/README.md",
    "Tests/measurements.md",
  ]

  init(_ path: String) throws {
    self.path = path
    text = try Support.text(of: repository + "/" + path)
  }

  /// Returns the lines of every fenced block of a language.
  func blocks(_ language: String) -> [[String]] {
    text.components(separatedBy: "```\(language)\n").dropFirst().map { rest in
      rest.components(separatedBy: "\n```")[0].components(separatedBy: "\n")
    }
  }
}

/// The pages show what the program does.
@Suite(.waits) struct `The pages` {

  @Test(arguments: ["deploy/README.md", "deploy/container/Containerfile", "deploy/kubernetes/cronjob.yaml"])
  func `name packages and images of the program's version`(_ path: String) throws {
    let versions = try Page(path).text.matches(of: /board-report[:_](\d+\.\d+\.\d+)/).map { String($0.1) }
    #expect(!versions.isEmpty && versions.allSatisfy { $0 == Program.version }, "\(versions)")
  }

  @Test func `show what the demo prints`() throws {
    let shown = try Page("README.md").blocks("console")
    #expect(!shown.isEmpty)
    for block in shown {
      let world = try World()
      let command = try #require(block.first)
      #expect(command == "$ jobs/demo")
      let outcome = try demo(world)
      outcome.expectSuccess()
      let printed = outcome.output.map { $0.replacing(world.archive, with: "reports") }
      #expect(printed == Array(block.dropFirst()))
      #expect(try demo(world).output.last == "unchanged: \(world.archive)/2010-11-Q3/1")
    }
  }

  /// The demo with a program that is built already, into an archive of the test's own.
  private func demo(_ world: borrowing World) throws -> ProgramRun {
    let run = try shell(
      "BOARD_REPORT=\"$1\" exec \"$2\" --output \"$3\"", try buildFolder + "/board-report", repository + "/jobs/demo",
      world.archive)
    return ProgramRun(code: run.status.code, output: run.lines, error: [])
  }

  @Test(arguments: Page.paths) func `name verbs and options that the program has`(path: String) throws {
    let world = try World()
    let lines = try Page(path).blocks("sh").joined().filter { $0.hasPrefix("board-report ") }
    if path == "README.md" { #expect(lines.count > 8) }
    for line in lines {
      let words = line.components(separatedBy: "#")[0].split(separator: " ").map(String.init)
      let verb = words.dropFirst().prefix(words[1] == "database" ? 2 : 1)
      let help = try world.program(verb + ["--help"], isApart: true)
      #expect(help.code == 0, "\(line)")
      for option in words where option.hasPrefix("--") {
        #expect(help.output.contains { $0.contains(option) }, "\(line): \(option)")
      }
    }
  }

  @Test func `list every module`() throws {
    let page = try Page("Sources/README.md").text
    for module in try names(in: repository + "/Sources") where !module.hasSuffix(".md") {
      #expect(page.contains("`\(module)/`"), "\(module)")
    }
  }

  @Test(arguments: Page.paths) func `link only to files that exist`(path: String) throws {
    let folder = path.contains("/") ? path.components(separatedBy: "/")[0] + "/" : ""
    for link in try Page(path).text.matches(of: /\]\(((?!https)[^)]+)\)/).map({ String($0.1) }) {
      let file = link.components(separatedBy: "#")[0]
      #expect(exists(repository + "/" + folder + file), "\(link)")
    }
  }
}
