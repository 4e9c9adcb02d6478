import Core
import Support

/// Prints what of the probes and of ordinary lines the filter of personal data withholds.
let caseNumbers = try PersonalProbes.caseNumbers()
let probes = PersonalProbes.all()
print("| kind | probes | withheld | as that kind |")
print("|---|---:|---:|---:|")
for kind in PersonalData.allCases {
  let found = probes.filter { $0.kind == kind }.map { PersonalData.kinds(in: $0.text, caseNumbers: caseNumbers) }
  print("| \(kind.rawValue) | \(found.count) | \(found.count { !$0.isEmpty }) | \(found.count { $0.contains(kind) }) |")
}
let missed = probes.filter { PersonalData.kinds(in: $0.text, caseNumbers: caseNumbers).isEmpty }
print("| all | \(probes.count) | \(probes.count - missed.count) | |")
for probe in missed { print("\nPassed: \(probe.text.debugDescription), \(probe.kind.rawValue).") }

var ordinary = OrdinaryLines(seed: 1)
let lines = ordinary.lines(10_000)
let wrong = lines.filter { !PersonalData.kinds(in: $0.text, caseNumbers: caseNumbers).isEmpty }
print("\n| ordinary lines about | lines | withheld wrongly |")
print("|---|---:|---:|")
for subject in Set(lines.map(\.subject)).sorted() {
  print("| \(subject) | \(lines.count { $0.subject == subject }) | \(wrong.count { $0.subject == subject }) |")
}
print("| all | \(lines.count) | \(wrong.count) |")
for line in wrong { print("\nWrongly: \(line.text)") }

let seeds: ClosedRange<UInt64> = 2...10
let more = seeds.reduce(0) { sum, seed in
  var ordinary = OrdinaryLines(seed: seed)
  return sum + ordinary.lines(10_000).count { !PersonalData.kinds(in: $0.text, caseNumbers: caseNumbers).isEmpty }
}
print("\nFrom \(seeds.count) other seeds, withheld wrongly: \(more) of \(seeds.count)0,000.")
