import Fuzzing
import Glibc

/// Fuzz SUBJECT FROM UNTIL SEED [each]: tries a run of iterations; a line for each finding. With `each`, the number of every
/// iteration is printed before it is tried, so that the last one is that of a trap.
/// Fuzz --list: every subject's name.
/// Fuzz --input SUBJECT ITERATION SEED: the bytes of one.
/// Fuzz --seed SUBJECT NUMBER: a valid input to start from; 64 where there is none.
/// Built with libFuzzer, Fuzz --dictionary SUBJECT, and Fuzz --coverage SUBJECT OPTION...: `Coverage`.
@main enum Fuzz {
  static func main() {
    let words = CommandLine.arguments.dropFirst().map { $0 }
    switch words.first {
    case "--list": for subject in Subject.all { say(subject.name) }
    case "--input":
      guard words.count == 4, let subject = subject(words[1]), let iteration = Int(words[2]),
        let seed = UInt64(words[3])
      else { return usage() }
      write(subject.input(iteration, seed: seed))
    case "--seed":
      guard words.count == 3, let subject = subject(words[1]), let number = Int(words[2]),
        subject.seeds.indices.contains(number)
      else { exit(64) }
      write(Array(subject.seeds[number].utf8))
    #if COVERAGE
      case "--dictionary":
        guard words.count == 2, let subject = subject(words[1]) else { return usage() }
        for line in Coverage.dictionary(subject) { say(line) }
      case "--coverage":
        guard words.count >= 2, let subject = subject(words[1]) else { return usage() }
        exit(Coverage.search(subject, Array(words.dropFirst(2))))
    #endif
    default:
      guard words.count >= 4, let subject = subject(words[0]), let from = Int(words[1]), let until = Int(words[2]),
        let seed = UInt64(words[3])
      else { return usage() }
      search(subject, from..<until, seed, each: words.count > 4)
    }
  }

  private static func search(_ subject: Subject, _ range: Range<Int>, _ seed: UInt64, each: Bool) {
    var start = range.lowerBound
    var count = 0
    while start < range.upperBound {
      let end = each ? start + 1 : min(range.upperBound, start + 10_000)
      say("at \(start)")
      for (iteration, finding) in subject.findings(start..<end, seed: seed) {
        say("finding \(iteration): \(finding)")
        count += 1
      }
      start = end
      if count >= 20 { break }
    }
    say("tried \(start - range.lowerBound)")
    exit(count == 0 ? 0 : 1)
  }

  private static func subject(_ name: String) -> Subject? { Subject.all.first { $0.name == name } }

  private static func usage() {
    say("usage: Fuzz SUBJECT FROM UNTIL SEED [each] | --list | --input SUBJECT ITERATION SEED")
    exit(64)
  }

  private static func say(_ line: String) { write(Array((line + "\n").utf8)) }

  /// At once: what a trap would leave in a buffer is lost.
  private static func write(_ bytes: [UInt8]) {
    // SAFETY: the bytes live through the call.
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
  }
}
