import Archive
import Database
import Facts
import Files
import Jobs
import Metrics
import Reports

/// One run, from a parsed order to a published issue.
struct Run {
  let order: Order
  let voice: Voice

  init(_ order: Order, _ voice: Voice) {
    self.order = order
    self.voice = voice
  }

  /// How long a run may take, and what may stop it.
  struct Limits {
    let deadline: Deadline
    let signals: Signals

    /// Between two steps: whether somebody asked us to stop.
    func checkpoint() throws {
      if let signal = signals.received { throw Failure(stoppedBy: signal) }
    }
  }

  func perform() throws {
    defer { voice.clear() }
    do {
      let limits = Limits(
        deadline: .after(seconds: order.job.deadlineSeconds), signals: try Signals.install())
      var archive = try Archive.open(
        order.job.output, fileMode: UInt16(order.job.fileMode), create: true)
      try archive.lock()
      _ = try archive.sweep { archive, issue throws(FileError) in true }
      try issue(in: archive, limits)
    } catch {
      throw Failure(mapping: error)
    }
  }

  private func issue(in archive: borrowing Archive, _ limits: Limits) throws {
    var staged = try archive.stage(order.period.name)
    let reading = try read(into: &staged, limits)
    try limits.checkpoint()
    let report = Report(facts(reading, number: try archive.nextNumber(of: order.period.name)))
    let writer = IssueWriter(order: order, reading: reading)
    try writer.writeData(report, into: &staged)
    voice.say(Headline(horizon: order.horizon, measures: reading.measures).text)
    if let current = try unchanged(staged, archive) {
      try staged.discard()
      voice.say("unchanged: \(order.job.output)/\(current)")
      return
    }
    try report.check(streamed: reading.streamed)
    try writer.writePaper(report, into: &staged)
    try limits.checkpoint()
    try publish(staged, to: archive, limits, status: report.status)
  }

  private func read(into staged: inout StagedIssue, _ limits: Limits) throws -> Reading {
    let source = try DataSource.open(
      order.source, schema: order.schema, deadline: limits.deadline, signals: limits.signals,
      voice: voice)
    let retrying = Retrying(deadline: limits.deadline, signals: limits.signals)
    return try retrying { try read(source, into: &staged, limits) }
  }

  private func facts(_ reading: Reading, number: Int) -> ReportFacts {
    ReportFacts(
      programme: reading.programme, measures: reading.measures,
      settings: ReportSettings(order.job),
      stamp: Stamp(
        snapshot: reading.snapshot, issue: number, programVersion: Program.version,
        jobDigest: order.declaration.digest.map { "sha256:\($0)" } ?? ""))
  }

  /// The current issue when it has the same bytes in everything but what tells issues apart.
  private func unchanged(
    _ staged: borrowing StagedIssue, _ archive: borrowing Archive
  ) throws -> IssueName? {
    guard order.reason == nil, let current = try archive.current(of: order.period.name) else {
      return nil
    }
    let before = try archive.files(of: current).map(\.name).filter(\.isComparable)
    let now = staged.files.map(\.path).filter(\.isComparable)
    guard Set(before) == Set(now) else { return nil }
    return try archive.sameBytes(staged, current, now) ? current : nil
  }

  private func publish(
    _ staged: consuming StagedIssue, to archive: borrowing Archive, _ limits: Limits,
    status: FigureStatus
  ) throws {
    if order.isDryRun {
      try staged.discard()
      return voice.say("dry run: nothing published")
    }
    let name = try archive.publish(staged) { () throws(FileError) in
      limits.signals.finish()
      if limits.signals.received != nil {
        throw FileError(.interrupted, "publish", order.period.name, code: 4)
      }
    }
    voice.say("\(order.job.output)/\(name) (\(status.rawValue))")
  }
}

extension String {
  /// Whether a file of an issue is among those an unchanged run repeats byte for byte.
  fileprivate var isComparable: Bool {
    guard self != "revisions.csv", self != "board-report.md" else { return false }
    return hasSuffix(".csv") || hasSuffix(".svg") || hasSuffix(".md")
  }
}
