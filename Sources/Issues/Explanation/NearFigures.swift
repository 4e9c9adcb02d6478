extension SavedFigures {
  /// Figures a person may have meant: of the same grain and key, the same metric, or spelt nearly so; nearest first.
  package func near(_ text: String, limit: Int = 5) -> [String] {
    let wanted = Self.parts(text)
    let found = byIdentity.keys.map { name -> Candidate in
      Candidate(distance: Self.distance(wanted, Self.parts(name)), name: name)
    }
    return found.sorted().prefix(limit).map(\.name)
  }

  private static func parts(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).prefix(4).map {
      Array($0.prefix(200))
    }
  }

  /// Part by part; a part that was not given costs little, so that a metric alone finds its figures.
  private static func distance(_ wanted: [[UInt8]], _ found: [[UInt8]]) -> Int {
    var sum = 0
    for (place, part) in found.enumerated() {
      guard place < wanted.count else {
        sum += 1
        continue
      }
      // The metric says most of what was meant.
      sum += edits(wanted[place], part) * (place == 0 ? 4 : 2)
    }
    return sum
  }

  private struct Candidate: Comparable {
    let distance: Int
    let name: String

    static func < (left: Self, right: Self) -> Bool { (left.distance, left.name) < (right.distance, right.name) }
  }

  /// Letters to insert, remove or replace.
  package static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    if left == right { return 0 }
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
