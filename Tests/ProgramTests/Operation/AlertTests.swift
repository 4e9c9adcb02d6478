import Database
import Foundation
import Support
import System
import Testing

/// Situations in which the program wrote metrics, and the alerts that the shipped rules give for them.
@Suite(.waits, .enabled(if: isInstalled("promtool"))) struct `The alert rules` {
  private static let rules = repository + "/deploy/prometheus/board-report.rules.yml"

  private struct Situation {
    let name: String
    let alerts: [String]
    /// Lines of the text format.
    let metrics: [String]
  }

  private func world(_ job: String = "") throws -> World {
    var world = try World()
    world.job = world.home["quarterly.yml"]
    try write("first_quarter: 2010/11-Q3\n" + job, to: world.job)
    return world
  }

  /// The metrics that a verb writes, which promtool accepts.
  private func metrics(_ world: borrowing World, _ words: [String], code: Int32) throws -> [String] {
    let file = world.home["board-report.prom"]
    let outcome = try world.program(
      [words[0], "--job", world.job, "--output", world.archive, "--today", "2011-01-20", "--prometheus", file]
        + words.dropFirst())
    #expect(outcome.code == code, "\(words): \(outcome.error)")
    let accepted = try shell("promtool check metrics <\"$1\" 2>&1", file)
    #expect(accepted.status.succeeded && accepted.lines == [], "\(accepted.lines)")
    return try text(of: file).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  private func run(_ database: String, _ more: String...) -> [String] {
    ["run", "--database", database] + World.quarter + more
  }

  private func issued(_ database: String, _ job: String = "") throws -> World {
    let world = try world(job)
    let outcome = try world.run(["--database", database, "--today", "2011-01-20"] + World.quarter)
    outcome.expectSuccess()
    return world
  }

  private func situations() throws -> [Situation] {
    let sample = try sampleDatabase()
    var found: [Situation] = []
    func add(_ name: String, _ alerts: [String], _ metrics: [String]) {
      found.append(Situation(name: name, alerts: alerts, metrics: metrics))
    }
    add("issued", [], try metrics(world(), run(sample), code: 0))
    add("unchanged", [], try metrics(issued(sample), run(sample), code: 0))
    add("never issued", ["Missing"], try metrics(world(), ["status"], code: 1))
    add("no database", ["Missing", "RunFailed"], try metrics(world(), run("host=/absent"), code: 69))
    add("no database after an issue", ["RunFailed"], try metrics(issued(sample), run("host=/absent"), code: 69))
    let wrong = try world("nonsense: 1\n")
    add("wrong job file", ["JobFileWrong"], try metrics(wrong, run(sample), code: 64))
    let undelivered = try world("after_issue: ['false']\n")
    add("undelivered", ["Undelivered"], try metrics(undelivered, run(sample), code: 71))
    try write("first_quarter: 2010/11-Q3\nafter_issue: ['true']\n", to: undelivered.job)
    add("delivered later", [], try metrics(undelivered, run(sample), code: 0))
    let emptied = try sampleDatabase()
    let before = try issued(emptied)
    try Support.run("truncate programme.outcomes", emptied)
    add("emptied", ["Missing", "DataRefused", "DataErrors"], try metrics(before, run(emptied), code: 65))
    let bad = try sampleDatabase(
      """
      alter table programme.days drop constraint days_days_check;
      update programme.days set days = 0 where worked_on = (select min(worked_on) from programme.days
        where worked_on >= '2010-10-01')
      """)
    add("errors in the data", ["DataErrors"], try metrics(world(), run(bad), code: 0))
    let retracted = try issued(sample)
    let retract = ["retract", "--output", retracted.archive, "--reason", "Wrong.", "2010-11-Q3"]
    try retracted.program(retract).expectSuccess()
    add("retracted", ["Missing"], try metrics(retracted, ["status"], code: 1))
    let pair = try StandbyPair()
    try Support.run("select pg_wal_replay_pause()", pair.standby.conninfo)
    let old = "select now() - pg_last_xact_replay_timestamp() > interval '2 seconds'"
    try wait(for: "true", to: old, pair.standby.conninfo)
    let stale = try metrics(
      world("max_lag_seconds: 1\n"), run(StandbyPair.conninfo(pair.standby)), code: 76)
    // A test cannot wait for the quarter of an hour from which the rule counts.
    let older = stale.map { $0.hasPrefix("board_report_last_run_lag_seconds") ? $0 + "000" : $0 }
    #expect(older != stale)
    add("stale standby", ["Missing", "RunFailed", "StandbyStale"], older)
    add("no metrics", ["MetricsAbsent"], [])
    return found
  }

  /// A test of promtool. Its clock begins in 1970, and each series keeps its value for ten days.
  private func test(_ situation: Situation, at time: String = "4h", and more: [String] = []) -> String {
    let series = (situation.metrics + more).map { line in
      let (name, value) = (line.prefix { $0 != " " }, line.drop { $0 != " " }.dropFirst())
      return "      - {series: '\(name)', values: '\(value)+0x2880'}"
    }
    let samples = (situation.alerts).map { "          - {labels: '{alertname=\"BoardReport\($0)\"}', value: 1}" }
    return """
        - name: \(situation.name)
          interval: 5m
          input_series:\(series.isEmpty ? " []" : "\n" + series.joined(separator: "\n"))
          promql_expr_test:
            - expr: count by (alertname) (ALERTS{alertstate="firing"})
              eval_time: \(time)
              exp_samples:\(samples.isEmpty ? " []" : "\n" + samples.joined(separator: "\n"))

      """
  }

  @Test func `are accepted, and fire in the situations they are for, and in no others`() throws {
    let folder = try TemporaryFolder()
    let situations = try situations()
    #expect(situations.count > 10)
    let written = "node_textfile_mtime_seconds{file=\"/var/lib/node/board-report.prom\"} 0"
    var tests = "rule_files: [\(Self.rules)]\nevaluation_interval: 5m\ntests:\n"
    for situation in situations { tests += test(situation, and: situation.metrics.isEmpty ? [] : [written]) }
    let issued = try #require(situations.first)
    let old = Situation(name: "old metrics", alerts: ["MetricsOld"], metrics: issued.metrics)
    tests += test(old, at: "9d", and: [written])
    try write(tests, to: folder["tests.yml"])
    for words in ["check rules \"$1\"", "test rules \"$2\""] {
      let outcome = try shell("promtool \(words) 2>&1", Self.rules, folder["tests.yml"])
      #expect(outcome.status.succeeded, "\(outcome.lines.joined(separator: "\n"))")
    }
  }
}
