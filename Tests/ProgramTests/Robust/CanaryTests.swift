import Core
import Foundation
import Glibc
import Support
import Testing

/// Texts that look as if they identified a person, in every text column.
@Suite(.waits) struct `A thousand canaries` {
  private static let rows = 56

  @Test func `are in no file, log or message`() throws {
    let seed = Extent.seed
    var identifying = Identifying(seed: seed)
    let kinds = PersonalData.allCases
    var canaries: [[String]] = []
    for column in ManyTexts.columns.indices {
      canaries.append(
        (0..<Self.rows).map { row in identifying.text(kinds[(row + column) % kinds.count]) + Self.name(column, row) })
    }
    #expect(canaries.joined().count >= 1_000)
    var world = try World()
    world.job = world.home["job.yml"]
    try write(#"case_numbers: 'LCS-\d{7}'"#, to: world.job)
    let database = try sampleDatabase(ManyTexts(rows: Self.rows) { canaries[$0][$1] }.script)
    let outcome = try world.run(["--database", database, "--verbose"] + World.quarter)
    #expect(outcome.code == 0, "seed \(seed): \(outcome.error)")
    var haystack = (outcome.output + outcome.error).joined(separator: "\n")
    for path in try FileManager.default.subpathsOfDirectory(atPath: world.archive) {
      let whole = world.archive + "/" + path
      guard let bytes = FileManager.default.contents(atPath: whole) else { continue }
      haystack += path + String(decoding: bytes, as: UTF8.self)
    }
    let sought = Self.folded(haystack)
    for (column, texts) in canaries.enumerated() {
      let leaked = texts.filter { Self.holds(sought, Self.folded($0)) }
      #expect(leaked.isEmpty, "seed \(seed): \(ManyTexts.columns[column])")
      Figures.add("canaries tried", texts.count)
      Figures.add("canaries leaked", leaked.count)
    }
    let withheld = try world.rows("quality.csv").filter { $0["rule"] == "withheld-text" }
    #expect(withheld.count >= Self.rows * 9, "seed \(seed)")
    #expect(haystack.contains("[withheld]") && haystack.contains("[withheld-1]"))
  }

  /// Makes a text one of its kind, without a digit that would join those before it.
  private static func name(_ column: Int, _ row: Int) -> String {
    " entry "
      + String(column * rows + row, radix: 10).map { "abcdefghij".map(String.init)[$0.wholeNumberValue ?? 0] }.joined()
  }

  /// Letters and digits alone: an escape, a quote or a line break hides no leak.
  private static func folded(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter(\.properties.isAlphanumericForSearch)))
  }

  /// Whether a folded text is somewhere in another, byte for byte: to compare Characters would take a minute.
  private static func holds(_ all: String, _ text: String) -> Bool {
    // SAFETY: both live through the call, and letters and digits alone hold no NUL.
    unsafe strstr(all, text) != nil
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isAlphanumericForSearch: Bool { isAlphabetic || numericType != nil }
}
