extension ReportFacts {
  /// Five computed lines: days, projects, how well, better off, exceptions.
  func summary(_ exceptions: [ExceptionList]) -> Section {
    let lines = [daysLine, projectsLine, howWellLine, betterOffLine, exceptionsLine(exceptions)]
    return Section("Summary", [.list(lines)])
  }

  private var daysLine: Prose {
    let worked = measures.worked
    guard worked > 0 else { return "No days were recorded in the period." }
    let delivered = days(.daysDelivered)
    let main: Prose = """
      The advisers delivered \(.days(delivered)) on \(.count(worked, "project", "projects")), in \
      \(count(.boroughsWithDays)) of \(.count(programme.boroughs.count, "borough", "boroughs"))
      """
    return main + comparison(delivered) + "."
  }

  private func comparison(_ delivered: Days) -> Prose {
    guard let previous = context.previous,
      case .amount(.days(let was)) = figure(.daysDelivered, previous)?.measure
    else { return "" }
    if delivered == was { return ", as many as in \(previous)" }
    let difference = Prose.days(max(delivered, was) - min(delivered, was))
    return delivered > was
      ? ", \(difference) more than in \(previous)" : ", \(difference) fewer than in \(previous)"
  }

  private var projectsLine: Prose {
    let inScope = measures.projects.count
    guard inScope > 0 else { return "No project was in scope of the period." }
    let (started, completed) = (count(.projectsStarted), count(.projectsCompleted))
    let requests = count(.requestsReceived)
    return """
      \(.count(inScope, "project was", "projects were")) in scope of the period: \(.noneOr(started)) started and \
      \(.noneOr(completed)) \(.verb(max(completed, 1), "was", "were")) completed in it. \(.countOrNo(requests, "request was", "requests were")) received.
      """
  }

  private var howWellLine: Prose {
    let rated = count(.projectsRated)
    let feedback = count(.projectsWithFeedback)
    let sentences = [usedCapacity, wait].compactMap(\.self)
    let projects = Prose.count(measures.projects.count, "project", "projects")
    let views: Prose =
      feedback == 0
      ? "None of \(projects) in scope has a rating or any other feedback."
      : """
      \(rated) of \(projects) in scope \(.verb(rated, "has", "have")) a rating and \(feedback) \
      \(.verb(feedback, "has", "have")) any feedback.
      """
    let all = sentences + (measures.projects.isEmpty ? [] : [views])
    return all.isEmpty
      ? "There is nothing yet to judge how well the work was done by." : all.joined(" ")
  }

  private var usedCapacity: Prose? {
    guard let figure = figure(.utilisation), let n = figure.n, figure.measure.amount != nil else {
      return nil
    }
    return """
      \(figure.measure.prose) of the capacity of \(.count(n, "adviser", "advisers")) was used.
      """
  }

  private var wait: Prose? {
    guard let figure = figure(.waitDaysMedian), let n = figure.n, figure.measure.amount != nil
    else { return nil }
    return """
      The median wait for a first day was \(figure.measure.prose) calendar days \
      (\(.count(n, "project", "projects"))).
      """
  }

  private var betterOffLine: Prose {
    let outcomes = count(.outcomesInPeriod)
    let shared = count(.practiceShared)
    let boroughs = count(.boroughsSharedWith)
    var year: Prose = ""
    if context.yearToDate != period.span,
      case .amount(.count(let toDate)) = yearToDate(.outcomesInPeriod)?.measure
    {
      year = ", \(.noneOr(toDate)) in the year to date"
    }
    let practice: Prose =
      shared == 0
      ? "No practice was shared."
      : """
      Practice was shared \(.count(shared, "time", "times")), with \(.count(boroughs, "other borough", "other boroughs")).
      """
    let achieved = Prose.countOrNo(outcomes, "outcome was", "outcomes were")
    return "\(achieved) achieved\(year). \(practice)"
  }

  private func exceptionsLine(_ exceptions: [ExceptionList]) -> Prose {
    let parts = exceptions.filter { $0.count > 0 }.map(\.summary)
    let errors = programme.findings.count { $0.severity == .error }
    let all =
      parts + (errors > 0 ? [.count(errors, "error in the data", "errors in the data")] : [])
    return all.isEmpty ? "There are no exceptions." : "Exceptions: \(all.sentence())."
  }
}

extension ReportFacts {
  /// A table of the programme's figures: this period beside what it is compared with, where it has that.
  func headline(_ metrics: [Metric]) -> [Block] {
    let columns = headlineColumns
    let heads = [PaperTable.Head("Measure")] + columns.map { .number($0.head) }
    let rows = metrics.map { metric in
      [Prose.words(metric.title)] + columns.map { $0.cell(metric) }
    }
    return [.table(heads, rows, from: "figures.csv")]
  }

  /// Why a comparison that a board may look for is not there: said once, beneath the first headline.
  var missingComparisons: [Block] {
    if context.isPartial {
      return [.paragraph("No comparison is given before the period is over.")]
    }
    let missing = [context.previous, context.lastYear].compactMap(\.self).filter {
      !isComparable($0)
    }
    guard !missing.isEmpty else { return [] }
    let names = missing.map { Prose.words($0.title) }.sentence()
    return [.paragraph("There is nothing to compare with in \(names): no adviser was in post.")]
  }

  /// Whether anybody was in post before the end of a period compared with.
  func isComparable(_ other: Period) -> Bool {
    programme.isApplicable(
      MeasuringPeriod(other, other == context.previous ? .previous : .lastYear))
  }

  private struct HeadlineColumn {
    let head: Prose
    let cell: (Metric) -> Prose
  }

  private var headlineColumns: [HeadlineColumn] {
    var columns = [HeadlineColumn(head: .words(period.label)) { prose(of: figure($0)) }]
    if let previous = context.previous, isComparable(previous) {
      columns.append(
        HeadlineColumn(head: .words(previous.label)) { prose(of: figure($0, previous)) })
      columns.append(
        HeadlineColumn(head: "Change") {
          figure($0)?.change(from: figure($0, previous)) ?? "not applicable"
        })
    }
    if let lastYear = context.lastYear, isComparable(lastYear) {
      columns.append(
        HeadlineColumn(head: .words(lastYear.label)) { prose(of: figure($0, lastYear)) })
    }
    if showsYearToDate {
      columns.append(
        HeadlineColumn(head: "Year to date") {
          $0.hasYearToDate ? prose(of: yearToDate($0)) : "not applicable"
        })
    }
    return columns
  }

  /// Beside a whole year it would say the same twice.
  var showsYearToDate: Bool {
    if case .year = period.kind { false } else { true }
  }

  private func prose(of figure: Figure?) -> Prose { figure?.prose ?? "not applicable" }
}

extension Table {
  /// The paper's headline figures as numbers, each with its status beside it; no file of an issue, but a sheet of its workbook.
  static func headline(_ facts: ReportFacts) -> Table {
    let spans = facts.headlineSpans
    let rows = facts.headlineMetrics.map { part, metric in
      [Cell(part.title.description), Cell(metric.title), Cell(metric.unit.shown)]
        + spans.flatMap { $0.cells(metric) }
    }
    return Table(
      TableShape(
        "", "Headline", "The programme's figures, beside those they are compared with.", key: [],
        [
          Column("part", "Part", required: true, "The section of the paper that holds the figure."),
          Column("measure", "Measure", required: true, "What is measured; see Methods."),
          Column("unit", "Unit", required: true, "What the value counts."),
        ] + spans.flatMap(\.columns)), rows: rows)
  }
}

/// A span beside the others: its columns, and a metric's cells in them.
struct HeadlineSpan {
  let columns: [Column]
  let cells: (Metric) -> [Cell]
}

extension ReportFacts {
  fileprivate var headlineMetrics: [(part: PaperSection, metric: Metric)] {
    settings.orderedSections.flatMap { section -> [(part: PaperSection, metric: Metric)] in
      let metrics: [Metric] =
        switch section {
        case .howMuch: Metric.howMuch
        case .howWell: Metric.howWell
        case .betterOff: Metric.betterOff
        default: []
        }
      return metrics.map { (section, $0) }
    }
  }

  /// The same comparisons as the paper's.
  fileprivate var headlineSpans: [HeadlineSpan] {
    let statuses = Statuses(context, previous: previous)
    var spans = [
      span("value", period.label, statuses) { figure($0) },
      HeadlineSpan(columns: [.takenFrom]) { [Cell(figure($0)?.n)] },
    ]
    if let previous = context.previous, isComparable(previous) {
      spans.append(span("previous", previous.label, statuses) { figure($0, previous) })
      spans.append(
        HeadlineSpan(columns: [.change]) {
          [figure($0)?.difference(from: figure($0, previous)).map { .number($0) } ?? .empty]
        })
    }
    if let lastYear = context.lastYear, isComparable(lastYear) {
      spans.append(span("last_year", lastYear.label, statuses) { figure($0, lastYear) })
    }
    if showsYearToDate {
      spans.append(
        span("year_to_date", "Year to date", statuses) {
          $0.hasYearToDate ? yearToDate($0) : nil
        })
    }
    return spans
  }

  private func span(
    _ name: String, _ title: String, _ statuses: Statuses, _ figure: @escaping (Metric) -> Figure?
  ) -> HeadlineSpan {
    HeadlineSpan(columns: [
      Column(name, title, .number, blank: "The status beside it says why.", "The figure's value."),
      Column("\(name)_status", "Status, \(title)", required: true, "How far it may be relied on."),
    ]) { metric in
      guard let found = figure(metric) else {
        return [.empty, Cell(FigureStatus.notApplicable.rawValue)]
      }
      return [Cell(found.measure), Cell(statuses.status(of: found).rawValue)]
    }
  }
}

extension Column {
  fileprivate static let takenFrom = Column(
    "n", "Taken from", .integer, blank: "The figure is neither a ratio nor a median.",
    "Beside a ratio or a median: its denominator where that is a count, or how many values it is taken from."
  )
  fileprivate static let change = Column(
    "change", "Change", .number, blank: "One of the two has no value.",
    "The value less the one before it, as both are printed; of a share in points.")
}

extension Metric.Unit {
  /// As people read the values: a ratio is shown in hundredths.
  fileprivate var shown: String { self == .ratio ? "per cent" : rawValue }
}

extension Figure {
  /// As `change(from:)` says it, as a number; a share's points as a share.
  fileprivate func difference(from other: Figure?) -> Decimal? {
    guard let now = measure.shown, let was = other?.measure.shown else { return nil }
    let change = now.subtracting(was)
    guard case .amount(.ratio) = measure else { return change }
    return Decimal(mantissa: change.mantissa * 100, scale: 4)
  }
}
