import CSV
import Extract

/// What a check found, for people or for a spreadsheet, and which exit code it deserves.
struct CheckAnswer {
  let observations: [Observation]

  init(_ observations: [Observation]) { self.observations = observations }

  /// How many rows a terminal gets to see; the CSV holds all.
  private static let limit = 200

  /// The first of what keeps a report from being made; nil when there is nothing.
  var failure: Failure? {
    let errors = observations.filter { $0.severity == .error }
    guard !errors.isEmpty else { return nil }
    let areas = Set(errors.map(\.area))
    let exit: ExitCode =
      areas.contains(.privileges)
      ? .permission : areas == [.quality] ? .dataRefused : .contract
    return Failure(exit, "check: \(count(errors.count, "error"))")
  }

  var text: String {
    let shown = observations.prefix(Self.limit)
    let rows = shown.map { [$0.rule, $0.severity.rawValue, place(of: $0), $0.message] }
    let table = AlignedTable(header: ["check", "result", "where", "what"], rows: rows)
    let more = observations.count - shown.count
    let rest = more > 0 ? ["… and \(more) more: --format csv has all of them"] : []
    return ([table.text] + rest + shown.compactMap(mend) + ["", verdict]).joined(separator: "\n")
  }

  var csv: String {
    var encoder = CSVEncoder()
    encoder.header(["rule", "severity", "relation", "key", "message", "mend"])
    for observation in observations {
      encoder.text(observation.rule)
      encoder.text(observation.severity.rawValue)
      encoder.text(observation.relation.isEmpty ? nil : observation.relation)
      encoder.text(observation.key.isEmpty ? nil : observation.key)
      encoder.text(observation.message)
      encoder.text(observation.mend)
      encoder.endRecord()
    }
    return String(decoding: encoder.bytes, as: UTF8.self)
  }

  private func place(of observation: Observation) -> String {
    [observation.relation, observation.key].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func mend(_ observation: Observation) -> String? {
    observation.mend.map { "\nto mend \(place(of: observation)):\n\($0)" }
  }

  private var verdict: String {
    let errors = observations.count { $0.severity == .error }
    let warnings = observations.count { $0.severity == .warning }
    let isUnread = observations.contains { $0.severity == .error && $0.area != .quality }
    return "\(count(errors, "error")), \(count(warnings, "warning"))"
      + (isUnread ? "; the rows were not looked at" : "")
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
