import Core

/// What a figure is, the rows it comes from, and the terms down to the printed number. The metric itself is evaluated again
/// on the issue's saved rows, and prints what it read.
package struct Explanation {
  /// For a terminal; the last line is the printed value, `= 57.00`.
  package let lines: [String]
  /// The value of the saved rows; the printed value when the issue is sound.
  package let computed: String
  package let printed: String

  package var agrees: Bool { Text(computed) == Text(printed) }

  /// Returns nil for a figure that the issue does not have.
  package static func of(_ name: String, in issue: SavedIssue) throws -> Explanation? {
    guard issue.figures[name] != nil else { return try ofPoint(name, in: issue) }
    guard let figure = issue.figures[name], let metric = Catalogue.metric(figure.identity.metric),
      let span = FigureSpan(figure.identity.span, issue.context),
      let topic = figure.identity.topic(
        metric, project: { key in issue.programme.projects.first { issue.keys[$0.commission.id] == key } })
    else { return nil }
    let recorder = Recorder(metric.title) { issue.keys[$0] }
    let measure = try issue.measure(metric, topic, span, recorder)
    recorder.finish()
    return Explanation(figure, metric, span, measure, recorder, issue)
  }

  init(lines: [String], computed: String, printed: String) {
    (self.lines, self.computed, self.printed) = (lines, computed, printed)
  }

  private init(
    _ figure: SavedFigure, _ metric: any AnyMetric, _ span: FigureSpan, _ measure: Measure, _ recorder: Recorder,
    _ issue: SavedIssue
  ) {
    printed = figure.value.isEmpty ? figure.words : figure.value
    let manifest = issue.manifest
    let version = manifest.definitionVersions[metric.id] ?? 1
    let isCurrent = version == metric.definition.version
    computed = isCurrent ? measure.words : printed
    let status = figure.status ?? (manifest.isPartial ? .provisional : nil)
    let ofFigure = status.map { $0.rawValue == manifest.status ? "" : "; this figure: \($0.rawValue)" } ?? ""
    var lines = [
      figure.identity.description, "\(metric.title), \(span.written(figure.identity.span))",
      "Issue \(manifest.name), \(manifest.status), data read \(manifest.snapshot)\(ofFigure)", "",
    ]
    lines += Self.wrapped("\(metric.definition.meaning) (Definition version \(metric.definition.version).)")
    if !isCurrent {
      lines += Self.wrapped(
        """
        The issue was computed by version \(version) of the definition. This program no longer has the arithmetic of that \
        version: the value below is the saved one, and the rows are those of the issue.
        """)
    }
    for block in recorder.blocks { lines += [""] + Self.lines(block) }
    if isCurrent { lines += [""] + Self.steps(recorder).map(PaperText.cleaned) }
    if computed != printed {
      lines += [
        "THE SAVED ROWS GIVE \(computed), but the issue printed \(printed): a file was changed after the issue,",
        "or the program of the issue computed in another way.",
      ]
    }
    self.lines = lines + ["= \(PaperText.cleaned(printed))"]
  }

  static func lines(_ block: Recorder.RecordedBlock) -> [String] {
    block.rows.isEmpty
      ? ["\(block.title): none"] : ["\(block.title):"] + Listing(block.header, block.rows).lines(indent: "  ")
  }

  /// Returns the sums of day entries, the terms, and how they come together.
  private static func steps(_ recorder: Recorder) -> [String] {
    let tallies = recorder.blocks.compactMap { block in block.tally.map { (block.title, $0) } }
    var steps = tallies.map { title, tally in
      let name = title.prefix(1).lowercased() + title.dropFirst()
      return "\(tally.entries) \(tally.entries == 1 ? name.replacing("entries", with: "entry") : name): \(tally.days)"
    }
    if tallies.count > 1 { steps.append("together \(tallies.reduce(Days.zero) { $0 + $1.1.days })") }
    return steps + recorder.lines + recorder.conclusions + [recorder.reason].compactMap(\.self)
  }

  /// Breaks a text at spaces into lines of at most 78 characters, two spaces in.
  private static func wrapped(_ text: String) -> [String] {
    TextWidth.lines(text) { $0.count <= 76 }.map { "  " + $0 }
  }
}

extension SavedIssue {
  /// Evaluates a metric on the saved rows.
  fileprivate func measure(_ metric: any AnyMetric, _ topic: Topic, _ span: FigureSpan, _ recorder: Recorder) throws
    -> Measure
  {
    guard programme.isApplicable(span.measuring) else {
      recorder.reason = NoValue.notApplicable("the span ends before the programme began").sentence
      return .notApplicable
    }
    let entries = try ProjectEntries.all(files) { id in
      if case .project(let wanted) = topic { id == wanted } else { true }
    }
    let conditions = Conditions(programme, context, span.measuring, manifest.thresholds)
    func seen(_ project: Project, _ recorder: Recorder?) -> MeasuredProject {
      MeasuredProject(
        Subject(project, entries[project.commission.id]), conditions, topic, yearToDate: span.isYearToDate, recorder)
    }
    if case .project(let id) = topic {
      guard let project = programme.projects.first(where: { $0.commission.id == id }) else { return .unknown }
      return metric.measure(seen(project, recorder))
    }
    let tally = metric.makeTally()
    for project in programme.projects where seen(project, nil).belongs(to: topic) { tally.add(seen(project, recorder)) }
    return tally.result(FigurePlace(topic, conditions, yearToDate: span.isYearToDate, recorder)).measure
  }
}

extension Measure {
  /// The value as it is printed, or why there is none.
  fileprivate var words: String {
    switch self {
    case .amount(let amount): amount.description
    case .notApplicable: FigureStatus.notApplicable.rawValue
    case .unknown: FigureStatus.unknown.rawValue
    }
  }
}

extension ProjectEntries {
  /// Returns the period's day entries and outcomes of an issue, by commission.
  static func all(_ files: IssueFiles, of isWanted: (Int64) -> Bool) throws -> [Int64: ProjectEntries] {
    var entries: [Int64: ProjectEntries] = [:]
    try SavedEntries.days(files).forEach { day in
      if isWanted(day.commissionID) { entries[day.commissionID, default: ProjectEntries()].days.append(day) }
    }
    try SavedEntries.outcomes(files).forEach { outcome in
      if isWanted(outcome.commissionID) {
        entries[outcome.commissionID, default: ProjectEntries()].outcomes.append(outcome)
      }
    }
    return entries
  }
}

extension Explanation {
  /// Explains a point of series.csv by the rows of its month. Returns nil for a name that is no point of the issue.
  static func ofPoint(_ name: String, in issue: SavedIssue) throws -> Explanation? {
    for series in issue.measures.series {
      let metric = series.measure.metric
      guard
        let point = series.points.first(where: {
          FigureIdentity(metric, $0.grain, encodedKey: $0.key, span: $0.span).description == name
        })
      else { continue }
      let recorder = Recorder(metric.title) { issue.keys[$0] }
      recorder.list(point, of: series, issue.programme.series)
      let computed = point.amount?.description ?? FigureStatus.notApplicable.rawValue
      let printed = try issue.files.series(series.measure)?.value(of: name) ?? computed
      let title = "\(metric.title), \(point.grain == .project ? point.key : point.day.monthKey): a point of the series"
      return Explanation(
        lines: [name, title, "Issue \(issue.manifest.name), data read \(issue.manifest.snapshot)", ""]
          + recorder.blocks.flatMap { lines($0) + [""] } + ["= \(PaperText.cleaned(printed))"], computed: computed,
        printed: printed)
    }
    return nil
  }
}

extension FilledTable {
  /// Returns the printed value of a point; nil where the table lacks it.
  fileprivate func value(of name: String) -> String? {
    zip(self["figure"], self["value"]).first { $0.0.printed == name }.map {
      $0.1 == .empty ? FigureStatus.notApplicable.rawValue : $0.1.printed
    }
  }
}

/// The days that the span of a figure's identity means: a measuring period, or the year to date.
struct FigureSpan: Hashable {
  let measuring: MeasuringPeriod
  let isYearToDate: Bool
  private let yearToDate: Span

  /// Returns nil for a span that is none of the context's.
  init?(_ name: String, _ context: ReportingContext) {
    yearToDate = context.yearToDate
    let measuring = context.frames.first {
      [$0.period.name, $0.period.toDateName, $0.period.twelveMonthsName].contains(name)
    }
    let isYear = measuring == nil && name == context.period.yearName
    guard measuring != nil || isYear || name == context.period.yearToDateName else { return nil }
    self.measuring = measuring ?? MeasuringPeriod(context)
    self.name = name
    isYearToDate = measuring == nil && !isYear
  }

  private let name: String

  /// The days that the figure counts.
  var days: Span {
    if isYearToDate { return yearToDate }
    return name == measuring.period.twelveMonthsName ? measuring.period.twelveMonths : measuring.period.span
  }

  /// Returns the span as people write it.
  func written(_ name: String) -> String {
    let period = measuring.period
    if name == period.toDateName { return "to \(period.span.lastDay.written)" }
    if name == period.yearName, let year = period.year { return year.span.written }
    if name == period.twelveMonthsName { return period.twelveMonths.written }
    return (isYearToDate ? yearToDate : period.span).written
  }
}

extension FigureIdentity {
  /// Returns what the figure is about; nil for a project that is not there and for what is no key of the grain.
  ///
  /// - Parameter project: finds a project by its key.
  func topic(_ metric: any AnyMetric, project: (String) -> Project?) -> Topic? {
    switch grain {
    case .programme: .programme
    case .project: project(key).map { .project($0.commission.id) }
    case .adviser: Int64(key).map { .adviser($0) }
    case .borough: metric.definition.counts == .all ? .boroughToDate(decodedKey) : .borough(decodedKey)
    case .theme: .theme(decodedKey)
    case .arrangement: .arrangement(decodedKey)
    case .activity: .activity(decodedKey)
    case .month: .month(Text(key))
    case .kind where metric === metrics.results.outputs:
      span.hasPrefix("to-") ? .outputToDate(decodedKey) : .output(decodedKey)
    case .kind: .kind(decodedKey)
    case .measure: .measure(Text(key))
    }
  }
}

extension SavedFigures {
  /// Figures a person may have meant: of the same grain and key, the same metric, or spelt nearly so; nearest first.
  package func near(_ text: String, limit: Int = 5) -> [String] {
    let wanted = Self.parts(text)
    let found = byIdentity.keys.map { name -> Candidate in
      Candidate(distance: Self.distance(wanted, Self.parts(name)), name: name)
    }
    return found.sorted().prefix(limit).map(\.name)
  }

  private static func parts(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).prefix(4).map {
      Array($0.prefix(200))
    }
  }

  /// Part by part; a part that was not given costs little, so that a metric alone finds its figures.
  private static func distance(_ wanted: [[UInt8]], _ found: [[UInt8]]) -> Int {
    var sum = 0
    for (place, part) in found.enumerated() {
      guard place < wanted.count else {
        sum += 1
        continue
      }
      // The metric says most of what was meant.
      sum += Folding.edits(wanted[place], part) * (place == 0 ? 4 : 2)
    }
    return sum
  }

  private struct Candidate: Comparable {
    let distance: Int
    let name: String

    static func < (left: Self, right: Self) -> Bool { (left.distance, left.name) < (right.distance, right.name) }
  }
}
