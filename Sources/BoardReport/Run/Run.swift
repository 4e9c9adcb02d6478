import Core
import Database
import Input
import Issues
import System

/// One run, from a parsed order to a published issue.
struct Run {
  let order: RunOrder
  let reporter: ProgressReporter

  /// How long a run may take, and what may stop it.
  struct Limits: Sendable {
    let deadline: Deadline
    let signals: Signals

    /// Whether nothing more may be waited for.
    var hasEnded: Bool { signals.received != nil || deadline.milliseconds == 0 }

    /// Throws between two steps where somebody asked the run to stop.
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
        do { try issue(in: archive, limits, &lastRun) } catch {
          // What was issued before is delivered all the same. The cause of the failure is the one to report.
          if limits.signals.received == nil { try? deliver(in: archive, limits) }
          throw error
        }
        try deliver(in: archive, limits)
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
    var lastRun = LastRun(
      period: order.period.name, before: try? archive.lastRunRecord(), isDryRun: order.isDryRun || order.isDraft)
    do { try body(&archive, &lastRun) } catch {
      let failure = Failure(mapping: error)
      if let fall = error as? ImplausibleFall { lastRun.note(fall) }
      if let stale = error as? StaleStandby { lastRun.note(stale) }
      // A run that found the archive busy leaves the word of the one that holds it.
      if failure.exit != .busy {
        try? archive.write(record: .lastRun, lastRun.bytes(exit: failure.exit, times: reporter.times))
      }
      throw failure
    }
    try? archive.write(record: .lastRun, lastRun.bytes(exit: .done, times: reporter.times))
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
      try withFreshSnapshot(of: source, limits, sameAs: &server, mayShare: attempt == 1) { connection, snapshot in
        try staged.empty()
        let streams = try Streams(order, in: staged)
        var facts = ProgrammeReading(snapshot.reader, snapshot.second, snapshot.filter) { reporter.progress($0, $1) }
        try facts.readLists(connection)
        try facts.beginRules(connection)
        try facts.readProjects(connection, most: snapshot.commissions)
        try streams.begin(facts.programme)
        try facts.readEntries(connection, into: streams.sink)
        facts.beginRules(inScope: facts.programme.commissionsInScope(order.context))
        try facts.readSums(connection)
        try streams.beginEvidence(facts.programme, with: snapshot.second, in: staged)
        let measures = Measures(facts.programme, order.context, order.job.thresholds)
        try facts.readTexts(connection, of: facts.programme.projectsWithTexts(measures, listLimit: order.job.listLimit))
        let studies = try streams.beginStudies(facts.programme, in: staged)
        try facts.forEachText(connection, of: studies) { try streams.write($0, $1) }
        try streams.writeTables(connection, facts.programme, measures, in: &staged)
        try facts.finishRules(connection)
        return Reading(
          programme: facts.programme, measures: measures, snapshot: snapshot.time,
          streamed: try streams.finish(in: &staged), spread: snapshot.spread,
          endedConsents: try snapshot.reader.readEndedConsents(connection), server: snapshot.server, lag: snapshot.lag)
      }
    }
    reading.programme.findings = Finding.merged([reading.programme.findings, source.findings])
    try reading.addEmptiedRelations(earlier, order, in: archive)
    let words = ProgrammeWords(order.job.words)
    if words != .none { reading.programme.findings = reading.programme.findings.map { $0.said(in: words) } }
    lastRun.note(reading)
    lastRun.quotesWithoutConsent = try archive.quotes(of: reading.endedConsents).count
    try reading.refuseImplausibleFall(order, earlier)
    try limits.checkpoint()

    reporter.begin(.figures)
    let number = try archive.nextNumber(of: order.period.name)
    var builder = try IssueBuilder(order, reading, earlier, number: number, commentary, events, in: archive)
    try builder.writeData(into: &staged)
    let headline = Headline(
      context: order.context, measures: reading.measures, leastForPercent: order.job.leastForPercent,
      offer: reading.programme.offer, words: words)
    reporter.say(headline.text, headline.fields)
    if let line = order.firstDayLine(reading.programme) { reporter.say(line) }
    if !order.isDraft, let current = try builder.unchangedIssue(staged, in: archive) {
      try staged.discard()
      let lacking = try order.missingFormats(current, in: archive)
      reporter.conclude("\(order.period.name): unchanged, the current issue is \(current)")
      return reporter.say("unchanged: \(order.job.output)/\(current)\(lacking)")
    }
    try refuseErrors(reading.programme.findings)
    try limits.checkpoint()

    reporter.begin(.paper)
    try builder.writePaper(into: &staged)
    try limits.checkpoint()

    reporter.begin(.publish)
    if let name = try publish(staged, number, to: archive, limits, status: builder.status) {
      lastRun.note(name)
      reporter.conclude("\(name) is issued, \(builder.status.rawValue): \(headline.sentence)", headline.fields)
    }
  }

  /// Delivers what is not delivered yet, without a run.
  static func deliver(_ job: Job) throws {
    do {
      var archive = try Archive.open(job.output, fileMode: UInt16(job.fileMode), create: false)
      try archive.lock()
      try job.deliverMissing(in: archive, try Signals.install())
    } catch { throw Failure(mapping: error) }
  }

  /// Delivers what is not delivered yet. A dry run delivers nothing.
  private func deliver(in archive: borrowing Archive, _ limits: Limits) throws {
    if !order.isDryRun { try order.job.deliverMissing(in: archive, limits.signals) }
  }

  /// `strict`: an error of data quality withholds the report.
  private func refuseErrors(_ findings: [Finding]) throws {
    let errors = findings.filter { $0.severity == .error }
    guard order.isStrict, let first = errors.first else { return }
    throw Failure(
      .dataRefused,
      "strict: \(errors.count) \(errors.count == 1 ? "error" : "errors") of data quality, first \(first.rule) in "
        + "\(first.relation) \(first.key); nothing published"
    )
  }

  /// Publishes the issue. Returns its name; nil for a dry run, which publishes nothing.
  private func publish(
    _ staged: consuming StagedIssue, _ number: Int, to archive: borrowing Archive, _ limits: Limits,
    status: FigureStatus
  ) throws -> IssueName? {
    if order.isDryRun {
      try staged.discard()
      reporter.say("dry run: nothing published")
      return nil
    }
    if !order.isDraft, !order.job.afterIssue.isEmpty, let name = IssueName(period: order.period.name, number: number) {
      var deliveries = try Deliveries(of: archive)
      deliveries[name] = .outstanding
      try deliveries.write(to: archive)
    }
    let willPublish = { () throws(FileError) in
      limits.signals.finish()
      if limits.signals.received != nil { throw FileError(.interrupted, "publish", order.period.name, code: 4) }
    }
    defer { limits.signals.resume() }
    if order.isDraft {
      try archive.publish(draft: staged, willPublish: willPublish)
      reporter.say("\(order.job.output)/\(order.period.name)/\(Archive.draftName)")
      return nil
    }
    let name = try archive.publish(staged, willPublish: willPublish)
    reporter.say("\(order.job.output)/\(name) (\(status.rawValue))")
    reporter.begin(.afterIssue)
    return name
  }
}
