import Core
import Issues
import System

/// The messages of a run. Under cron there are none. The result is printed on request or on a terminal, progress only
/// on a terminal.
final class ProgressReporter {
  /// A phase of a run, for the report of times.
  enum Phase: String { case source, read, figures, paper, publish, afterIssue = "after_issue" }

  let isVerbose: Bool
  /// The name of the current period.
  var period: String?
  private let showsProgress: Bool
  private let showsTimes: Bool
  private var lastShown: ContinuousClock.Instant?
  private var phases: [(phase: Phase, start: ContinuousClock.Instant)] = []

  init(quiet: Bool, verbose: Bool) {
    isVerbose = verbose || (!quiet && Console.isTerminal(.output))
    showsTimes = verbose
    showsProgress = !quiet && Log.shared.format == .text && Console.isTerminal(.error)
  }

  /// - Parameter fields: what the text says, for a log that programs read.
  func say(_ text: String, _ fields: [JSON.NamedValue] = []) {
    clear()
    if isVerbose { Log.shared.say(text, period: period, fields) }
  }

  /// Writes the one line of a run that succeeded into the journal. Cron mails whatever is printed, so it gets no line.
  func conclude(_ line: String, _ fields: [JSON.NamedValue] = []) {
    guard Log.shared.isJournal, !isVerbose else { return }
    Log.shared.write(.info, line, period: period, ["headline": fields.isEmpty ? nil : .object(fields)])
  }

  /// Shows the current work. Replaces the line at most ten times a second.
  func progress(_ what: String, _ rows: Int? = nil) {
    guard showsProgress else { return }
    let now = ContinuousClock.now
    if rows != nil, let lastShown, now - lastShown < .milliseconds(100) { return }
    lastShown = now
    Console.show(progress: rows.map { "\(what): \($0) rows" } ?? "\(what) …")
  }

  func clear() {
    if lastShown != nil { Console.show(progress: "") }
    lastShown = nil
  }

  /// Begins a phase and ends the one before. A retry adds to the times of its phases.
  func begin(_ phase: Phase) { phases.append((phase, .now)) }

  typealias PhaseTime = (phase: Phase, milliseconds: Int)

  /// How long each phase of the run has taken so far.
  var times: [PhaseTime] {
    let ends = phases.dropFirst().map(\.start) + [.now]
    var times: [PhaseTime] = []
    for (begun, end) in zip(phases, ends) {
      let time = (end - begun.start).milliseconds
      if let index = times.firstIndex(where: { $0.phase == begun.phase }) {
        times[index].milliseconds += time
      } else {
        times.append((begun.phase, time))
      }
    }
    return times
  }

  /// Reports the time of each phase after a run.
  func reportTimes() {
    let times = times
    defer { phases = [] }
    guard showsTimes, let first = phases.first else { return }
    let total = (.now - first.start).milliseconds
    let words = times.map { "\($0.phase.rawValue) \(Self.seconds($0.milliseconds))" }
    let members = times.map { JSON.NamedValue(name: $0.phase.rawValue, value: .integer($0.milliseconds)) }
    Log.shared.write(
      .info, "\(period ?? "the run") took \(Self.seconds(total)) s: \(words.joined(separator: ", "))", period: period,
      ["milliseconds": .object(members)])
  }

  private static func seconds(_ milliseconds: Int) -> String {
    let hundredths = (milliseconds + 5) / 10
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

/// The main figures, which a run prints on request.
struct Headline {
  let context: ReportingContext
  let measures: Measures
  let leastForPercent: Int
  let offer: Offer
  let words: ProgrammeWords

  var text: String {
    let period = context.period
    let title = period.title == period.span.written ? period.title : "\(period.title), \(period.span.written)"
    let lines = Self.shown.filter { offer.has($0.definition.needs) }.compactMap { metric in
      figure(metric).map { (words(metric.title), $0) }
    }
    let width = lines.map(\.0.count).max() ?? 0
    let values = lines.map(\.1.count).max() ?? 0
    return ([title] + lines.map { "  \($0.padded(to: width))  \($1.padded(to: values, left: true))" }).joined(
      separator: "\n")
  }

  /// The figures by the metrics' names. A figure without a number is left out.
  var fields: [JSON.NamedValue] {
    Self.shown.compactMap { metric in
      guard let number = value(metric)?.measure.amount?.number else { return nil }
      return JSON.NamedValue(name: metric.id, value: .decimal(number.description))
    }
  }

  /// The days and the projects.
  var sentence: String {
    func printed(_ metric: any AnyMetric) -> String { value(metric)?.measure.printed ?? "" }
    return words("\(printed(metrics.daysDelivered)) days, projects in scope: \(printed(metrics.projectsInScope))")
  }

  private static let shown: [any AnyMetric] = [
    metrics.projectsInScope, metrics.daysDelivered, metrics.daysAgreedInScope, metrics.daysAgreedInScopeOpenEnded,
    metrics.daysAgreedInScopeUnknown, metrics.boroughsWithDays, metrics.boroughsShare, metrics.utilisation,
    metrics.projectsRated, metrics.projectsWithFeedback, metrics.outcomesInPeriod, metrics.practiceShared,
  ]

  private func figure(_ metric: any AnyMetric) -> String? {
    guard let figure = value(metric) else { return nil }
    if let share = figure.share(leastForPercent: leastForPercent) { return share }
    switch figure.measure {
    case .amount(let amount): return amount.description
    case .notApplicable: return "not applicable"
    case .unknown: return "unknown"
    }
  }

  private func value(_ metric: any AnyMetric) -> Figure? {
    let identity = "\(metric.id)/programme/all/\(metric.span(of: context.period))"
    return measures.figures.first { $0.identity == identity }
  }
}

extension String {
  fileprivate func padded(to width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - count))
    return left ? space + self : self + space
  }
}
