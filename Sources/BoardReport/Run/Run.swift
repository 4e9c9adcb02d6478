import Core
import Database
import Input
import Issues
import System

/// One run, from a parsed order to a published issue.
struct Run {
  let order: RunOrder
  let reporter: ProgressReporter

  init(_ order: RunOrder, _ reporter: ProgressReporter) {
    self.order = order
    self.reporter = reporter
  }

  /// How long a run may take, and what may stop it.
  struct Limits: Sendable {
    let deadline: Deadline
    let signals: Signals

    /// Between two steps: whether somebody asked us to stop.
    func checkpoint() throws { if let signal = signals.received { throw Failure(stoppedBy: signal) } }
  }

  func perform() throws {
    reporter.period = order.period.name
    defer { reporter.clear() }
    do {
      let limits = Limits(deadline: .after(seconds: order.job.deadlineSeconds), signals: try Signals.install())
      var archive = try Archive.open(order.job.output, fileMode: UInt16(order.job.fileMode), create: true)
      try record(in: &archive) { archive, lastRun in
        try archive.lock()
        for line in try archive.sweep().lines { Log.shared.write(.info, line, period: order.period.name) }
        try issue(in: archive, limits, &lastRun)
      }
      reporter.reportTimes()
    } catch {
      var failure = Failure(mapping: error)
      failure.period = order.period.name
      throw failure
    }
  }

  /// Leaves word of the run in the archive, however it ends. That must not change how it ends: the issue is what counts.
  private func record(in archive: inout Archive, _ body: (inout Archive, inout LastRun) throws -> Void) throws {
    // An unreadable record keeps nothing from being issued.
    var lastRun = LastRun(period: order.period.name, before: try? archive.lastRunRecord(), isDryRun: order.isDryRun)
    do { try body(&archive, &lastRun) } catch {
      let failure = Failure(mapping: error)
      // A run that found the archive busy leaves the word of the one that holds it.
      if failure.exit != .busy { try? archive.record(lastRun: lastRun.bytes(exit: failure.exit)) }
      throw failure
    }
    try? archive.record(lastRun: lastRun.bytes(exit: .done))
  }

  /// Opens the source. Prints every mistake of people's files, not only the first.
  private func openSource(_ limits: Limits) throws -> DataSource {
    do {
      return try DataSource.open(
        order.source, schema: order.schema, deadline: limits.deadline, signals: limits.signals, reporter: reporter)
    } catch let error as ImportError {
      guard let refusal = error.refusal, case .folder(let path, _) = order.source else { throw error }
      reporter.clear()
      throw Failure(refusal, of: path, "nothing published")
    }
  }

  /// Reads, measures, builds, writes and publishes.
  private func issue(in archive: borrowing Archive, _ limits: Limits, _ lastRun: inout LastRun) throws {
    let commentary = try order.readCommentary()
    let events = try order.readEvents()
    // First, so that an archive that cannot be written (73) differs from an issue that cannot be read (74).
    var staged = try archive.stage(order.period.name)
    let earlier = try PreviousIssues(of: order.period, in: archive)

    reporter.begin(.source)
    let source = try openSource(limits)

    reporter.begin(.read)
    let retrying = Retrying(deadline: limits.deadline, signals: limits.signals)
    var server: ServerIdentity?
    var reading = try retrying { attempt in
      try withSnapshot(of: source, limits, sameAs: &server, mayShare: attempt == 1) { connection, snapshot in
        try staged.empty()
        let streams = try Streams(order, in: staged)
        var facts = ProgrammeReading(snapshot.reader, snapshot.second, snapshot.filter) { reporter.progress($0, $1) }
        try facts.readLists(connection)
        try facts.readProjects(connection, most: snapshot.commissions)
        try streams.begin(facts.programme)
        try facts.readEntries(connection, into: streams.sink)
        let measures = Measures(facts.programme, order.context, Thresholds(order.job))
        try facts.readTexts(connection, of: facts.programme.projectsWithTexts(measures, listLimit: order.job.listLimit))
        let studies = try streams.beginStudies(facts.programme, in: staged)
        try facts.forEachText(connection, of: studies) { try streams.write($0, $1) }
        try facts.runRules(connection, inScope: measures.projects.ids)
        return Reading(
          programme: facts.programme, measures: measures, snapshot: snapshot.time,
          streamed: try streams.finish(in: &staged), spread: snapshot.spread)
      }
    }
    try reading.addEmptiedRelations(earlier, order, in: archive)
    lastRun.note(reading.programme)
    try limits.checkpoint()

    reporter.begin(.figures)
    var builder = try IssueBuilder(
      order, reading, earlier, number: try archive.nextNumber(of: order.period.name), commentary, events, in: archive)
    try builder.writeData(into: &staged)
    reporter.say(
      Headline(context: order.context, measures: reading.measures, leastForPercent: order.job.leastForPercent).text)
    if let current = try builder.unchangedIssue(staged, in: archive) {
      try staged.discard()
      let lacking = try order.missingFormats(current, in: archive)
      return reporter.say("unchanged: \(order.job.output)/\(current)\(lacking)")
    }
    try refuseErrors(reading.programme.findings)
    try limits.checkpoint()

    reporter.begin(.paper)
    try builder.writePaper(into: &staged)
    try limits.checkpoint()

    reporter.begin(.publish)
    try publish(staged, to: archive, limits, status: builder.status)
  }

  /// `strict`: an error of data quality withholds the report.
  private func refuseErrors(_ findings: [Finding]) throws {
    let errors = findings.filter { $0.severity == .error }
    guard order.isStrict, let first = errors.first else { return }
    throw Failure(
      .dataRefused,
      "strict: \(errors.count) errors of data quality, first \(first.rule) in \(first.relation) \(first.key); nothing published"
    )
  }

  private func publish(
    _ staged: consuming StagedIssue, to archive: borrowing Archive, _ limits: Limits, status: FigureStatus
  ) throws {
    if order.isDryRun {
      try staged.discard()
      return reporter.say("dry run: nothing published")
    }
    let name = try archive.publish(staged) { () throws(FileError) in
      limits.signals.finish()
      if limits.signals.received != nil { throw FileError(.interrupted, "publish", order.period.name, code: 4) }
    }
    limits.signals.resume()
    reporter.say("\(order.job.output)/\(name) (\(status.rawValue))")
    reporter.begin(.afterIssue)
    try AfterIssue(job: order.job).run(on: name, in: archive, limits.signals)
  }
}
