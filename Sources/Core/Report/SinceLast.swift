/// What moved since the report before: what is said of single projects, and whose parts changed a sum.
package struct SinceLast: Sendable {
  /// Something that is said of a project, or of a metric where it cannot be compared.
  package struct Statement: Sendable {
    /// nil for a statement about a metric of all projects.
    package let commission: Int64?
    let name: Prose
    /// The metric or column.
    let subject: String
    var was: String?
    var now: String?
    var reports: Int?
    let words: String
  }

  /// A project whose part of a sum changed.
  package struct Mover: Sendable {
    package let commission: Int64
    let name: Prose
    let reference: Text
    /// As issued.
    package let was: Decimal
    /// The same by today's rows.
    package let recomputed: Decimal
    package let now: Decimal
    package var change: Decimal { now.subtracting(was) }
  }

  /// The parts of one measure.
  package struct Movers: Sendable {
    let metric: any AnyMetric
    /// Whether the definition changed, so that nothing is compared.
    let isOtherMethod: Bool
    /// Every project whose part changed, the largest change first, then by reference.
    package let all: [Mover]
  }

  package let last: LastReport
  package private(set) var statements: [Statement] = []
  package private(set) var movers: [Movers] = []

  init(_ last: LastReport, _ facts: ReportFacts) {
    self.last = last
    statements = Self.statements(last, facts)
    if !facts.context.isPartial { movers = Self.movers(last, facts) }
  }
}

// What is said of a project.
extension SinceLast {
  private static let new = "new"
  private static let gone = "no longer reported"

  private static func statements(_ last: LastReport, _ facts: ReportFacts) -> [Statement] {
    var statements: [Statement] = []
    let progress = metrics.project.progress
    if last.hasOtherMethod(of: progress), !last.projects.isEmpty {
      statements.append(
        Statement(commission: nil, name: .words(progress.title), subject: progress.id, words: "method changed"))
    }
    var reported: Set<Int64> = []
    for project in facts.measures.projects {
      reported.insert(project.commission.id)
      statements += Self.statements(project, last, facts)
    }
    // An exception is reported, also where it is not in scope.
    reported.formUnion(facts.exceptions.commissions)
    let gone = last.projects.filter { !reported.contains($0.key) }.sorted {
      ($0.value.reference ?? "", $0.key) < ($1.value.reference ?? "", $1.key)
    }
    guard !gone.isEmpty else { return statements }
    let commissions = facts.programme.commissions
    return statements
      + gone.map { id, project in
        let name = facts.project(commissions[id] ?? project.commission(id))
        return Statement(commission: id, name: name, subject: "", words: Self.gone)
      }
  }

  private static func statements(_ project: MeasuredProject, _ last: LastReport, _ facts: ReportFacts) -> [Statement] {
    let commission = project.commission
    let name = facts.project(commission)
    guard let was = last.projects[commission.id] else {
      return [Statement(commission: commission.id, name: name, subject: "", words: new)]
    }
    var found: [Statement] = []
    func say(_ subject: String, _ was: String?, _ now: String?, reports: Int? = nil, _ words: String) {
      found.append(
        Statement(
          commission: commission.id, name: name, subject: subject, was: was, now: now, reports: reports, words: words))
    }
    let progress = project.progress
    if !last.hasOtherMethod(of: metrics.project.progress), progress.needsAttention, progress.rawValue == was.progress {
      let reports = was.reports + 1
      say(
        metrics.project.progress.id, was.progress, progress.rawValue, reports: reports,
        "\(progress.rawValue), \(ordinal(reports)) report running")
    }
    if was.dueOn != commission.dueOn {
      say("due_on", was.dueOn?.description, commission.dueOn?.description, moved(was.dueOn, commission.dueOn))
    }
    let agreed = project.daysAgreed
    if !last.hasOtherMethod(of: metrics.project.daysAgreed), was.daysAgreed != agreed {
      say(
        metrics.project.daysAgreed.id, was.daysAgreed?.description, agreed?.description,
        "days agreed \(known(agreed)), were \(known(was.daysAgreed))")
    }
    return found
  }

  private static func known(_ days: Days?) -> String { days?.description ?? "unknown" }

  private static func moved(_ was: CalendarDay?, _ now: CalendarDay?) -> String {
    guard let now else { return "planned end of \(was?.written ?? "") no longer recorded" }
    guard let was else { return "planned end set to \(now.written)" }
    let days = abs(now - was)
    return """
      planned end moved from \(was.written) to \(now.written) (\(days) \(days == 1 ? "day" : "days")\(now < was ? " earlier" : ""))
      """
  }

  private static func ordinal(_ number: Int) -> String {
    let names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
    guard number > names.count else { return names[number - 1] }
    let ending = (11...13).contains(number % 100) ? nil : [1: "st", 2: "nd", 3: "rd"][number % 10]
    return "\(number)\(ending ?? "th")"
  }
}

extension Progress {
  /// Whether the board should know that it goes on.
  fileprivate var needsAttention: Bool {
    ["not started", "on hold", "overrun", "overdue", "behind", "slipping"].contains(rawValue)
  }
}

extension LastProject {
  /// Returns the commission as the last report printed it, to name a project that is deleted since.
  fileprivate func commission(_ id: Int64) -> Commission {
    var commission = Commission(id: id)
    (commission.reference, commission.boroughCode) = (reference, boroughCode)
    return commission
  }
}

// Whose parts changed a sum.
extension SinceLast {
  private static func movers(_ last: LastReport, _ facts: ReportFacts) -> [Movers] {
    let parts: [(metric: any AnyMetric, part: any AnyMetric, MoverParts)] = [
      (
        metrics.daysDelivered, metrics.project.daysInPeriod,
        MoverParts(was: { $0.days.decimal }, of: { $0.days(in: $1).days.decimal })
      ),
      (
        metrics.outcomesInPeriod, metrics.outcomesInPeriod,
        MoverParts(was: { Decimal($0.outcomes) }, of: { Decimal($0.achieved(in: $1).count) })
      ),
    ]
    return parts.map { metric, part, parts in
      let isOther = last.hasOtherMethod(of: metric) || last.hasOtherMethod(of: part)
      return Movers(metric: metric, isOtherMethod: isOther, all: isOther ? [] : all(last, facts, parts))
    }
  }

  private struct MoverParts {
    let was: (LastProject) -> Decimal
    let of: (Project, ComparisonSpan) -> Decimal
  }

  private static func all(_ last: LastReport, _ facts: ReportFacts, _ parts: MoverParts) -> [Mover] {
    var left = last.projects
    var found: [Mover] = []
    let nothing = parts.was(LastProject())
    for project in facts.programme.projects {
      let commission = project.commission
      let was = left.removeValue(forKey: commission.id).map(parts.was) ?? nothing
      let now = parts.of(project, .period)
      guard was != now else { continue }
      found.append(
        Mover(
          commission: commission.id, name: facts.project(commission), reference: commission.reference ?? "", was: was,
          recomputed: parts.of(project, .previous), now: now))
    }
    for (id, project) in left where parts.was(project) != nothing {
      found.append(
        Mover(
          commission: id, name: facts.project(project.commission(id)), reference: project.reference ?? "",
          was: parts.was(project), recomputed: nothing, now: nothing))
    }
    return found.sorted { left, right in
      let (a, b) = (left.change.mantissa.magnitude, right.change.mantissa.magnitude)
      return a != b ? a > b : (left.reference, left.commission) < (right.reference, right.commission)
    }
  }
}

// As the paper says it.
extension SinceLast {
  private static let mostEachWay = 3
  private static let leastTogether = 3

  /// Returns what moved a measure: at most three up and three down, and what the rest comes to.
  func blocks(of metric: any AnyMetric) -> [Block] {
    guard let movers = movers.first(where: { $0.metric === metric }) else { return [] }
    let title = Prose.words(metric.title)
    if movers.isOtherMethod { return [.paragraph("\(title): method changed since \(last.period).")] }
    guard !movers.all.isEmpty else { return [] }
    let up = movers.all.filter { $0.change.mantissa > 0 }
    let down = movers.all.filter { $0.change.mantissa < 0 }
    let rest = Array(up.dropFirst(Self.mostEachWay)) + Array(down.dropFirst(Self.mostEachWay))
    let shown = up.prefix(Self.mostEachWay) + down.prefix(Self.mostEachWay) + (rest.count == 1 ? rest : [])
    var items = shown.map(line)
    if rest.count > 1 {
      let sum = rest.dropFirst().reduce(rest[0].change) { $0.adding($1.change) }
      items.append("\(rest.count) others: \(words: sum.signed) together.")
    }
    return [.paragraph("\(title), what moved since \(last.period) as issued:"), .list(items)]
  }

  private func line(_ mover: Mover) -> Prose {
    let today: Prose = mover.recomputed == mover.was ? "" : " (\(mover.recomputed) by today's data)"
    return "\(mover.name): \(words: mover.change.signed), \(mover.now) after \(mover.was)\(today)."
  }

  /// What is said of the projects, a line each.
  func projectLines() -> [Prose] {
    var lines: [(commission: Int64?, name: Prose, words: [String])] = []
    for statement in statements {
      if let last = lines.last, last.commission == statement.commission {
        lines[lines.count - 1].words.append(statement.words)
      } else {
        lines.append((statement.commission, statement.name, [statement.words]))
      }
    }
    // Several that are new, or no longer reported, are one line.
    var written: [Prose] = []
    for (words, start) in [(Self.new, "New"), (Self.gone, "No longer reported")] {
      let names = lines.filter { $0.words == [words] }.map(\.name)
      guard names.count >= Self.leastTogether else { continue }
      lines.removeAll { $0.words == [words] }
      written.append("\(words: start): \(names.joined("; ")).")
    }
    return lines.map { "\($0.name): \(words: $0.words.joined(separator: "; "))." } + written
  }
}

extension Decimal {
  /// With a sign also above zero.
  var signed: String { (mantissa > 0 ? "+" : "") + description }

  func adding(_ other: Decimal) -> Decimal { subtracting(Decimal(mantissa: -other.mantissa, scale: other.scale)) }
}

extension ReportFacts {
  /// What is said of single projects since the report before.
  var projectsSinceLast: [Block] {
    guard let since else { return [] }
    let lines = since.projectLines()
    return lines.isEmpty
      ? [] : [.heading("Since the last report, \(since.last.period)")] + limited(lines)
  }

  /// Returns what moved a measure of the programme since the report before.
  func movers(of metric: any AnyMetric) -> [Block] { since?.blocks(of: metric) ?? [] }

  /// What the issue before expected of this quarter, beside what was delivered.
  var scoredForecast: [Block] {
    guard let expected = scored, expected.saysSomething else { return [] }
    let delivered = days(metrics.daysDelivered)
    let parts: [Prose?] = [
      "\(expected.firm) firm", expected.asked == .zero ? nil : "\(expected.asked) asked",
      expected.unknown == 0 ? nil : "\(.count(expected.unknown, "project", "projects")) unknown",
    ]
    let were: Prose = parts.compactMap(\.self).count > 1 ? "were" : .wasOrWere(expected.firm)
    return [
      .paragraph(
        """
        Days delivered: \(parts.compactMap(\.self).sentence()) \(were) expected; \(delivered) \(.wasOrWere(delivered)) delivered.
        """)
    ]
  }

  /// nil unless the period is the quarter that the issue before looked ahead to, and is over.
  var scored: ExpectedDays? {
    guard case .quarter = period.kind, !context.isPartial, let last = earlier.last, last.period == context.previous
    else {
      return nil
    }
    return last.expected
  }

  /// The share of entries that came late; of few as their number.
  private func lateWords(_ lags: EntryLags) -> String? {
    guard let late = lags.lateShare else { return nil }
    return lags.entries < settings.leastForPercent ? "\(late.numerator)" : late.percentWritten()
  }

  /// How much first figures changed afterwards, and how long entries took.
  var firstFigures: [Block] {
    guard let first = earlier.firstFigures else { return [] }
    let lags = first.lags
    let entries: [Block] =
      if let median = lags.median, let late = lateWords(lags) {
        [
          .paragraph(
            """
            The median time from work to entry was \(median) days, and \(words: late) of \
            \(.count(lags.entries, "entry", "entries")) came later than \(EntryLags.late) days.
            """)
        ]
      } else { [] }
    let changed = first.lines.filter { $0.largest.mantissa != 0 }
    let same = first.lines.count - changed.count
    let span: Prose = "Over the last \(first.quarters) quarters of the archive"
    let heading: [Block] = [.heading("How good were our first figures")]
    guard !changed.isEmpty else {
      return heading + [.paragraph("\(span), no headline measure changed after it was first issued as final.")]
        + entries
    }
    let rest: [Block] =
      same == 0
      ? [] : [.paragraph("\(.count(same, "other headline measure", "other headline measures")) did not change.")]
    return heading + [
      .paragraph("\(span), the figures first issued as final differ from the current ones by:"),
      .table(
        changed, from: "since-last.csv",
        [
          .init("Measure") { .words(Catalogue.metric($0.metric)?.title ?? $0.metric) },
          .count("Quarters") { $0.quarters },
          .number("Mean difference") { $0.written($0.mean) }, .number("Largest difference") { $0.written($0.largest) },
        ]),
    ] + rest + entries
  }
}

extension FirstFigures.Line {
  /// A difference of ratios is in percentage points.
  fileprivate func written(_ difference: Decimal) -> Prose {
    guard Catalogue.metric(metric)?.unit == .ratio, difference.scale >= 2 else { return Prose(difference) }
    return "\(Decimal(mantissa: difference.mantissa, scale: difference.scale - 2)) points"
  }
}
