import Core
import Issues
import System

/// The metrics of the job in Prometheus' text format 0.0.4. All are gauges; unknown ones are left out. Prometheus uses
/// the label `job` itself, so the program's label is `job_name`.
struct PrometheusText {
  private struct Sample {
    var labels: KeyValuePairs<String, String> = [:]
    let value: String
  }

  private var lines: [String] = []
  private let jobName: String

  init(_ dues: DueReports, jobName: String) {
    self.jobName = jobName
    addBuild()
    add("quarters_due", "Quarters whose report is due and not there, whole and final.", dues.missing.count)
    add("quarters_expected", "Quarters whose report is due, there or not.", dues.quarters.count)
    add("undelivered_issues", "Issues that after_issue did not deliver.", dues.undelivered.count)
    if let run = dues.lastRun { add(run) }
  }

  /// The metrics of a run whose job file was refused, so that the archive is not known.
  init(jobName: String, exit: ExitCode) {
    self.jobName = jobName
    addBuild()
    addLastRun(end: CivilClock.seconds, exit: Int(exit.number))
  }

  private mutating func addBuild() {
    add(
      "build_info", "The version of the program that wrote this.",
      [.init(labels: ["version": Program.version], value: "1")])
  }

  private mutating func addLastRun(end: Int64, exit: Int) {
    add("last_run_timestamp_seconds", "When the last run ended, well or not.", Int(end))
    add("last_run_exit_code", "The exit code of the last run.", exit)
  }

  private mutating func add(_ run: LastRunRecord) {
    if let success = run.lastSuccess {
      add(
        "last_success_timestamp_seconds", "When a run last ended with 0, issued or unchanged.",
        Int(success.secondsSince1970))
    }
    addLastRun(end: run.end.secondsSince1970, exit: run.exit)
    add("last_run_duration_seconds", "How long the last run took.", max(0, Int(run.end.seconds - run.start.seconds)))
    add(
      "last_run_phase_seconds", "How long each phase of the last run took.",
      run.phases.map {
        .init(labels: ["phase": $0.name], value: Decimal(mantissa: Int64($0.number), scale: 3).description)
      })
    if let server = run.server {
      add(
        "last_run_server", "The kind of server that the last run read.",
        [.init(labels: ["kind": server.name], value: "1")])
      add("last_run_lag_seconds", "The age of the last commit that the server of the last run held.", server.number)
    }
    if let issue = run.lastIssue {
      let labels: KeyValuePairs = ["period": issue.name.period]
      add("last_issue_number", "The number of the last issue.", [.init(labels: labels, value: "\(issue.name.number)")])
      add(
        "last_issue_timestamp_seconds", "When the last issue was published.",
        [.init(labels: labels, value: "\(issue.time.secondsSince1970)")])
    }
    add("rows", "Rows the last run read.", run.rows.map { .init(labels: ["relation": $0.name], value: "\($0.number)") })
    add(
      "findings", "Findings of data quality of the last run.",
      run.findings.map { .init(labels: ["severity": $0.name], value: "\($0.number)") })
    add(
      "quotes_without_consent", "Comments that issues print although their consent has ended.",
      run.quotesWithoutConsent)
  }

  /// Writes the file whole or not at all. The file is readable for all, because the exporter runs as another user.
  func write(to path: String) throws {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    do throws(FileError) { try Folder.replace(fileAt: path, bytes, mode: 0o644) } catch {
      throw Failure(writing: error, for: "--prometheus")
    }
  }

  private mutating func add(_ name: String, _ help: String, _ value: Int) {
    add(name, help, [Sample(value: "\(value)")])
  }

  private mutating func add(_ name: String, _ help: String, _ samples: [Sample]) {
    guard !samples.isEmpty else { return }
    let name = "board_report_\(name)"
    lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
    for sample in samples {
      let labels = [("job_name", jobName)] + sample.labels.map { ($0, $1) }
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
