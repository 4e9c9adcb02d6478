import Foundation
import Fuzzing
import Support
import Testing

/// A little of what the fuzzer does at length. The gate's seeds are fixed, so that it passes or fails for the same change alike;
/// `Tests/faults` takes a fresh one too.
@Suite struct `Bytes that nobody meant` {
  @Test(arguments: Subject.all.map(\.name)) func `are refused or understood`(_ name: String) throws {
    let subject = try #require(Subject.all.first { $0.name == name })
    for seed in Set([1, 2, Extent.seed]) {
      let findings = subject.findings(0..<1_500, seed: seed)
      #expect(findings.isEmpty, "\(name), seed \(seed): \(findings)")
    }
  }

  /// Each of them once was a finding.
  @Test func `are so too where they were not, once`() throws {
    let folder = repository + "/Tests/ValueTests/Fuzz/Cases"
    var tried = 0
    for subject in Subject.all {
      for name in (try? names(in: "\(folder)/\(subject.name)")) ?? [] {
        let path = "\(folder)/\(subject.name)/\(name)"
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(throws: Never.self, "\(path)") { try subject.check(bytes) }
        tried += 1
      }
    }
    #expect(tried >= 10)
  }

  /// What lies below the functions looked at above would be no use if they let everything pass.
  @Test func `are told when they break something`() {
    let broken = Subject("broken", seeds: ["a"]) { bytes in
      try Finding.expect(!bytes.contains(UInt8(ascii: "|")), "a bar")
    }
    #expect(!broken.findings(0..<1_000, seed: 1).isEmpty)
  }
}
