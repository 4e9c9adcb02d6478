import Foundation
import Support

/// The table of all cases, `catalogue.md`.
struct Catalogue {
  struct Case {
    /// `A1`.
    let id: String
    /// What goes wrong, then what holds it.
    let words: String
    let held: String
    /// `file#test`, as the table has it.
    let tests: [String]
    /// Why the design cannot meet it; nil when it can.
    let reason: String?
  }

  let cases: [Case]

  /// How many cases each group has.
  static let groups: KeyValuePairs = [
    "A": 10, "B": 13, "C": 23, "D": 14, "E": 28, "F": 9, "G": 14, "H": 6, "I": 10, "J": 10,
  ]

  static let ids = groups.flatMap { group, count in (1...count).map { "\(group)\($0)" } }

  init() throws {
    let table = try text(of: repository + "/Tests/FaultTests/catalogue.md")
    cases = table.split(separator: "\n").compactMap { line in
      guard let row = line.wholeMatch(of: /\| ([A-J]\d+) \| (.+) \| (.+) \|/) else { return nil }
      let held = String(row.3)
      return Case(
        id: String(row.1), words: String(row.2), held: held,
        tests: held.matches(of: /`([^`#]+#[^`]+)`/).map { String($0.1) },
        reason: held.wholeMatch(of: /does not apply: (.{10,})/).map { String($0.1) })
    }
  }
}

/// The tests of a source file, by their names.
func tests(in file: String) throws -> [String] {
  try text(of: repository + "/Tests/" + file).matches(of: /@Test(?s:[^{}]*?)(?:\([^`]*?\)\s*)?func `([^`]+)`/).map {
    String($0.1)
  }
}
