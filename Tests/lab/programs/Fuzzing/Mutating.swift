import Support

/// Makes inputs: a seed or the seeds' own grammar, changed a little here and there.
struct Mutating {
  private let seeds: [[UInt8]]
  private let pieces: [[UInt8]]
  var random: SeededGenerator

  init(_ subject: Subject, state: UInt64) {
    seeds = subject.seeds.map { Array($0.utf8) }
    pieces = (subject.pieces + Self.common).map { Array($0.utf8) }
    random = SeededGenerator(state: state)
  }

  /// What has been a trap in many a parser before.
  fileprivate static let common = [
    "\"", "\"\"", "'", ",", ";", "\r", "\n", "\r\n", "\t", "\0", " ", "\u{A0}", "=", "+", "-", "@", "＝", "|", "\\", "`",
    "*", "_", "<", ">", "&", "#", "[", "]", "{", "}", "(", ")", "!", "~", "$", "\u{301}", "\u{338}", "\u{200D}",
    "\u{FE0F}", "\u{202E}", "\u{2066}", "\u{2028}", "\u{85}", "\u{FEFF}", "\u{FFFE}", "\u{1B}[31m", "\u{7}", "é",
    "e\u{301}", "漢", "👩‍👩‍👧", "١", "１", "0", "00", "9", "-0", "99999999999999999", "9223372036854775807",
    "-9223372036854775808", "1e9", "NaN", "Infinity", "0x1p3", "true", "null", "%00", "../",
  ]

  mutating func input() -> [UInt8] {
    var bytes = below(8) == 0 ? made() : pick(seeds) ?? []
    for _ in 0..<below(5) { change(&bytes) }
    return bytes
  }

  /// Of pieces alone.
  private mutating func made() -> [UInt8] { (0..<below(12)).flatMap { _ in pick(pieces) ?? [] } }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = below(bytes.count + 1)
    let end = min(bytes.count, place + below(8))
    switch below(8) {
    case 0, 1, 2: bytes.insert(contentsOf: pick(pieces) ?? [], at: place)
    case 3: bytes.replaceSubrange(place..<end, with: pick(pieces) ?? [])
    case 4: bytes.removeSubrange(place..<end)
    case 5: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 6: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
    default: bytes.insert(UInt8(below(256)), at: place)
    }
  }

  private mutating func pick(_ values: [[UInt8]]) -> [UInt8]? { values.isEmpty ? nil : values[below(values.count)] }

  private mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(max(1, count))) }
}

extension Subject {
  /// What any of its inputs may be made of.
  package var words: [String] { pieces + Mutating.common }

  /// The input of one iteration, the same for ever.
  package func input(_ iteration: Int, seed: UInt64) -> [UInt8] {
    var mutating = Mutating(self, state: seed &+ UInt64(iteration) &* 0x2545_F491_4F6C_DD1D)
    return mutating.input()
  }

  /// Tries a run of iterations; gives those whose input found something.
  package func findings(_ iterations: Range<Int>, seed: UInt64, most: Int = 5) -> [(iteration: Int, finding: String)] {
    var findings: [(Int, String)] = []
    for iteration in iterations where findings.count < most {
      do { try check(input(iteration, seed: seed)) } catch { findings.append((iteration, "\(error)")) }
    }
    return findings
  }
}

/// Text of any bytes.
func decoded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Bytes as text, cut at NULs, into a few parts.
func parts(_ bytes: [UInt8]) -> [String] {
  bytes.split(separator: 0, omittingEmptySubsequences: false).map { decoded(Array($0)) }
}
