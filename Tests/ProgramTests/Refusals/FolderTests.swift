import Foundation
import Support
import Testing

@Suite(.waits) struct `A data folder that cannot be read` {
  /// One change to the sample: a file's text, or nothing for a file that goes.
  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String { refusal.testDescription }
    let refusal: Refusal
    let file: String
    let text: @Sendable (String) -> String?

    init(_ refusal: Refusal, _ file: String, _ text: @escaping @Sendable (String) -> String?) {
      self.refusal = refusal
      self.file = file
      self.text = text
    }
  }

  static let changes = [
    Change(Refusal("a file too few", 65, "outcomes.csv"), "outcomes.csv") { _ in nil },
    Change(Refusal("a file too many", 65, "day.csv"), "day.csv") { _ in "a\n" },
    Change(Refusal("a column too many", 65, "boroughs.csv:1", "colour"), "boroughs.csv") { _ in
      "borough_code,name,colour\n"
    },
    Change(Refusal("a column too few", 65, "days.csv:1", "worked_on"), "days.csv") { _ in
      "commission_id,adviser_id,activity,days\n1,1,audit,0.5\n"
    },
    Change(Refusal("a day that is none", 65, "days.csv:2: worked_on", "2010-02-30"), "days.csv") {
      $0.replacing("2010-08-02,", with: "2010-02-30,", maxReplacements: 1)
    },
    Change(Refusal("a number that is none", 65, "days.csv:2: days", "0.5"), "days.csv") {
      $0.replacing(",0.50,", with: ",half,", maxReplacements: 1)
    },
    Change(Refusal("a commission nobody knows", 65, "days.csv:2", "99"), "days.csv") {
      $0.replacing("\n1,", with: "\n99,", maxReplacements: 1)
    },
    Change(Refusal("a key twice", 65, "boroughs.csv:35: borough_code", "line 16"), "boroughs.csv") {
      $0 + "E09000015,Again\n"
    },
    Change(Refusal("a word outside its list", 65, "reviews.csv:2: rating", "very useful"), "reviews.csv") {
      $0.replacing("very useful", with: "splendid", maxReplacements: 1)
    },
    Change(Refusal("a quote that never closes", 65, "outcomes.csv:23"), "outcomes.csv") { $0 + "1,9,\"2010-10-01\n" },
  ]

  @Test(arguments: changes) func `is named by file, line and column`(_ change: Change) throws {
    let world = try World()
    let data = world.home["data"]
    try FileManager.default.copyItem(atPath: repository + "/sql/sample", toPath: data)
    let path = data + "/" + change.file
    if let text = change.text(exists(path) ? try Support.text(of: path) : "") {
      try write(text, to: path)
    } else {
      try FileManager.default.removeItem(atPath: path)
    }
    // Each mistake has a line, and the last line says how many there are.
    let outcome = try world.run(["--data", data] + World.quarter)
    #expect(outcome.code == change.refusal.code)
    #expect(outcome.output == [])
    let said = outcome.error.joined(separator: "\n")
    for words in change.refusal.says { #expect(said.contains(words), "\(said)") }
    #expect(outcome.error.last?.hasPrefix("board-report: ") == true, "\(said)")
    #expect(!exists(world.archive + "/2010-11-Q3"))
  }

  @Test func `is named when there is none`() throws {
    let world = try World()
    let refusal = Refusal("", 65, world.home["absent"])
    try world.expect(refusal, ["--data", world.home["absent"]] + World.quarter)
  }
}
