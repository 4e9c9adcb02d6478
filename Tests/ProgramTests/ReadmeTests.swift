import Foundation
import Support
import Testing

/// What README shows is what the program does.
@Suite struct `README` {
  private let readme: String

  init() throws { readme = try text(of: repository + "/README.md") }

  /// The lines of every fenced block of a language.
  private func blocks(_ language: String) -> [[String]] {
    readme.components(separatedBy: "```\(language)\n").dropFirst().map { rest in
      rest.components(separatedBy: "\n```")[0].components(separatedBy: "\n")
    }
  }

  @Test func `shows what its commands print`() throws {
    let shown = blocks("console")
    #expect(!shown.isEmpty)
    for block in shown {
      let world = try World()
      let command = try #require(block.first)
      #expect(command == "$ jobs/demo")
      let outcome = try demo(world)
      #expect(outcome.code == 0)
      let printed = outcome.output.map { $0.replacing(world.archive, with: "reports") }
      #expect(printed == Array(block.dropFirst()))
      #expect(try demo(world).output.last == "unchanged: \(world.archive)/2010-11-Q3/1")
    }
  }

  /// The demo with a program that is built already, into an archive of the test's own.
  private func demo(_ world: borrowing World) throws -> ProgramRun {
    let run = try shell(
      "BOARD_REPORT=\"$1\" exec \"$2\" --output \"$3\"", try buildFolder + "/board-report",
      repository + "/jobs/demo", world.archive)
    return ProgramRun(code: run.status.code, output: run.lines, error: [])
  }

  @Test func `names verbs and options that the program has`() throws {
    let world = try World()
    let lines = blocks("sh").joined().filter { $0.hasPrefix("board-report ") }
    #expect(lines.count > 8)
    for line in lines {
      let words = line.components(separatedBy: "#")[0].split(separator: " ").map(String.init)
      let help = try world.program([words[1], "--help"])
      #expect(help.code == 0, "\(line)")
      for option in words where option.hasPrefix("--") {
        #expect(help.output.contains { $0.contains(option) }, "\(line): \(option)")
      }
    }
  }

  @Test func `lists every room of the house`() throws {
    let rooms = try names(in: repository + "/Sources")
    for room in rooms {
      #expect(readme.contains("`Sources/\(room)`") || readme.contains("`\(room)`"), "\(room)")
    }
  }

  @Test func `names only files that are there`() throws {
    for link in readme.matches(of: /\]\(((?!https)[^)]+)\)/).map({ String($0.1) }) {
      #expect(exists(repository + "/" + link), "\(link)")
    }
  }
}
