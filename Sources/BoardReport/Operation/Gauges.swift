import Facts

/// What a monitoring system asks of the job, in Prometheus' text format 0.0.4. All are gauges; what is not known is left
/// out. `job` is Prometheus' own label, so ours is `job_name`.
struct Gauges {
  private var lines: [String] = []
  private let jobName: String

  init(_ dues: Dues, jobName: String) {
    self.jobName = jobName
    add(
      "quarters_due", "Quarters whose report is due and not there, whole and final.",
      [(nil, dues.missing.count)])
    add(
      "quarters_expected", "Quarters whose report is due, there or not.",
      [(nil, dues.quarters.count)])
    guard let run = dues.lastRun else { return }
    if let success = run.lastSuccess {
      add(
        "last_success_timestamp_seconds", "When a run last ended with 0, issued or unchanged.",
        [(nil, Int(success.secondsSince1970))])
    }
    add(
      "last_run_timestamp_seconds", "When the last run ended, well or not.",
      [(nil, Int(run.end.secondsSince1970))])
    add("last_run_exit_code", "The exit code of the last run.", [(nil, run.exit)])
    add(
      "last_run_duration_seconds", "How long the last run took.",
      [(nil, max(0, Int(run.end.seconds - run.start.seconds)))])
    add("rows", "Rows the last run read.", run.rows.map { (("relation", $0.name), $0.number) })
    add(
      "findings", "Findings of data quality of the last run.",
      run.findings.map { (("severity", $0.name), $0.number) })
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func add(
    _ name: String, _ help: String, _ samples: [(label: (String, String)?, value: Int)]
  ) {
    guard !samples.isEmpty else { return }
    let name = "board_report_\(name)"
    lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
    for sample in samples {
      let labels = [("job_name", jobName)] + (sample.label.map { [$0] } ?? [])
      let written = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
      lines.append("\(name){\(written)} \(sample.value)")
    }
  }

  private static func escaped(_ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
