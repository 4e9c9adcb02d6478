import Foundation
import Support
import System
import Testing

@testable import BoardReport

@Suite(.waits) struct `The file for Prometheus` {
  private func world() throws -> World {
    var world = try World()
    world.job = world.home["quarterly.yml"]
    try write("first_quarter: 2010/11-Q3\n", to: world.job)
    try makeFolders(world.home["collected"])
    return world
  }

  /// The samples by series, read by a strict grammar: help and type before the first sample of each name, nothing twice.
  private func gauges(_ world: borrowing World, code: Int32) throws -> [String: Int] {
    let file = world.home["collected/board-report.prom"]
    let words = ["--job", world.job, "--output", world.archive, "--today", "2011-01-14"]
    #expect(try world.program(["status", "--prometheus", file] + words).code == code)
    #expect(try names(in: world.home["collected"]) == ["board-report.prom"])
    #expect(try mode(of: file) == "644")
    let written = try text(of: file)
    #expect(written.hasSuffix("\n"))
    var gauges: [String: Int] = [:]
    var announced: [String] = []
    for line in written.split(separator: "\n") {
      if let help = line.wholeMatch(of: /# HELP (board_report_[a-z_]+) [A-Z][^\\]+\./) {
        announced.append(String(help.1))
      } else if let type = line.wholeMatch(of: /# TYPE (board_report_[a-z_]+) gauge/) {
        #expect(announced.last.map { $0 == type.1 } ?? false, "\(line)")
      } else {
        let sample = try #require(
          line.wholeMatch(
            of: /(board_report_[a-z_]+)\{job_name="quarterly"(?:,[a-z]+="([A-Za-z0-9._-]+)")?\} ([0-9]+)(?:\.[0-9]{3})?/
          ),
          "\(line)")
        #expect(announced.last.map { $0 == sample.1 } ?? false, "\(line)")
        let name = sample.1.dropFirst("board_report_".count) + (sample.2.map { " \($0)" } ?? "")
        #expect(gauges.updateValue(Int(sample.3) ?? -1, forKey: String(name)) == nil)
      }
    }
    #expect(Set(announced).count == announced.count)
    return gauges
  }

  @Test func `tells of a run that failed without forgetting the one that did not`() throws {
    let world = try world()
    #expect(
      try gauges(world, code: 1) == [
        "build_info \(Program.version)": 1, "quarters_due": 1, "quarters_expected": 1, "undelivered_issues": 0,
      ])

    let start = Int(Date().timeIntervalSince1970)
    let good = try World.sample + ["--today", "2011-01-04"] + World.quarter
    try world.run(good).expectSuccess()
    let first = try gauges(world, code: 0)
    #expect(first["quarters_due"] == 0 && first["last_run_exit_code"] == 0)
    #expect(first["rows commissions"] == 8 && first["rows days"] == 61)
    #expect(first["findings error"] == 0 && first["findings warning"] == 1)
    let success = try #require(first["last_success_timestamp_seconds"])
    #expect((start...(start + 60)).contains(success))
    #expect(first["last_run_timestamp_seconds"] == success)
    #expect((0...60).contains(first["last_run_duration_seconds"] ?? -1))
    #expect(first["last_run_phase_seconds read"] != nil && first["last_run_phase_seconds paper"] != nil)
    #expect(first["last_run_server primary"] == 1 && first["last_run_lag_seconds"] == 0)
    #expect(first["last_issue_number 2010-11-Q3"] == 1)
    #expect((start...success).contains(first["last_issue_timestamp_seconds 2010-11-Q3"] ?? 0))

    try eventually("the clock shows another second") { Int(Date().timeIntervalSince1970) > success }
    let absent = ["--database", "host=/absent", "--today", "2011-01-04"] + World.quarter
    #expect(try world.run(absent).code == 69)
    var second = try gauges(world, code: 0)
    #expect(second["last_success_timestamp_seconds"] == success)
    #expect(second["last_run_exit_code"] == 69)
    #expect(second["last_run_timestamp_seconds"] ?? 0 > success)
    #expect(second.keys.filter { $0.hasPrefix("rows") || $0.hasPrefix("findings") } == [])
    #expect(second["last_issue_number 2010-11-Q3"] == 1 && second["last_run_server primary"] == nil)

    try world.run(good + ["--dry-run"]).expectSuccess()
    second = try gauges(world, code: 0)
    #expect(second["last_success_timestamp_seconds"] == success)
    #expect(second["last_run_exit_code"] == 0)

    try world.run(good).expectSuccess()
    #expect(try gauges(world, code: 0)["last_success_timestamp_seconds"] ?? 0 > success)
  }

  @Test func `that cannot be written is named, after the answer`() throws {
    let world = try world()
    let outcome = try world.program([
      "status", "--job", world.job, "--today", "2011-01-14", "--output", world.archive, "--prometheus", "absent/x.prom",
    ])
    #expect(outcome.code == 73)
    #expect(outcome.output == ["2010-11-Q3: never issued"])
    #expect(outcome.error.count == 1 && outcome.error[0].contains("--prometheus absent/x.prom"))
  }

  @Test(arguments: ["link", "lost", "pipe", "folder", "/dev/null", "collected/"])
  func `replaces nothing but a plain file`(_ name: String) throws {
    let world = try world()
    let planted = """
      cd "$1" && echo victim >victim && ln -s victim link && ln -s absent lost && mkfifo pipe && mkdir folder
      """
    #expect(try shell(planted, world.home.path).status.succeeded)
    let listing = { (world: borrowing World) in
      try shell("cd \"$1\" && ls -lA --time-style=+ . /dev/null && cat victim", world.home.path).lines.filter {
        !$0.hasSuffix("errors") && !$0.hasPrefix("total")
      }
    }
    let before = try listing(world)
    let asked = [
      "status", "--job", world.job, "--today", "2011-01-14", "--output", world.archive, "--prometheus", name,
    ]
    let outcome = try world.program(asked, isApart: true)
    #expect(outcome.code == 73)
    #expect(outcome.error.count == 1 && outcome.error[0].contains("--prometheus \(name) "))
    let folder = world.home["data"]
    try makeFolders(folder)
    let imported = try world.program(["import", folder, "--database", "host=/absent", "--errors", name], isApart: true)
    #expect(imported.code == 73)
    #expect(imported.error.count == 1 && imported.error[0].contains("--errors \(name) "))
    #expect(try listing(world).filter { !$0.hasSuffix(" data") } == before)
  }

  @Test(.enabled(if: isInstalled("prometheus-node-exporter") && isInstalled("curl"))) func `is read by node exporter`()
    throws
  {
    let world = try world()
    let words = try World.sample + ["--today", "2011-01-04"] + World.quarter
    try world.run(words).expectSuccess()
    let ours = try gauges(world, code: 0)
    let port = Int.random(in: 20_000...29_999)
    let exporter = try Support.start(
      "exec prometheus-node-exporter \"$@\" 2>/dev/null",
      [
        "--collector.disable-defaults", "--collector.textfile",
        "--collector.textfile.directory=\(world.home["collected"])", "--web.listen-address=127.0.0.1:\(port)",
      ])
    defer { exporter.kill(SIGTERM) }
    let read = try shell(
      """
      for try in $(seq 100); do
        curl --silent --fail "http://127.0.0.1:$1/metrics" && break; sleep 0.1
      done
      """, "\(port)"
    ).lines
    #expect(read.contains("node_textfile_scrape_error 0"))
    #expect(read.filter { $0.hasPrefix("board_report_") }.count == ours.count)
    #expect(read.contains("board_report_rows{job_name=\"quarterly\",relation=\"days\"} 61"))
  }
}
