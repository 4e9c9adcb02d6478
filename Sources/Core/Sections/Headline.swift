/// A span of the headline tables: this period, or one it is compared with.
private struct HeadlineSpan {
  /// As a column of the workbook names it.
  let id: String
  let title: String
  /// nil where the metric has no figure for the span.
  let figure: @Sendable (any AnyMetric) -> Figure?
}

extension ReportFacts {
  /// Returns a table of the programme's figures: this period beside what it is compared with, where there is something.
  func headline(_ part: HeadlinePart) -> [Block] {
    var columns: [PaperColumn<any AnyMetric>] = [.init("Measure") { .words($0.title) }]
    for span in headlineSpans {
      columns.append(
        .number(.words(span.title)) {
          span.figure($0)?.prose(leastForPercent: settings.leastForPercent) ?? "–"
        })
    }
    let metrics = Catalogue.of(part).filter { offer.has($0.definition.needs) }.filter { metric in
      // A measure that no span has is of something that is not recorded.
      headlineSpans.contains { $0.figure(metric).map { $0.measure != .notApplicable } ?? false }
    }
    return metrics.isEmpty ? [] : [.table(metrics, from: "figures.csv", columns)]
  }

  /// Says why a comparison that a board may look for is not there: once, beneath the first headline.
  var missingComparisons: [Block] {
    if context.isPartial { return [.paragraph("No comparison is given before the period is over.")] }
    let missing = [context.previous, context.lastYear].compactMap(\.self).filter { !isComparable($0) }
    guard !missing.isEmpty else { return [] }
    let names = missing.map { Prose.words($0.title) }.sentence()
    let reason: Prose =
      programme.advisers.contains { $0.appointedOn != nil } ? "no adviser was in post" : "there was no day entry yet"
    return [.paragraph("There is nothing to compare with in \(names): \(reason).")]
  }

  /// The period before, where there is anything to compare with.
  var comparedWith: Period? { context.previous.flatMap { isComparable($0) ? $0 : nil } }

  /// Whether the programme had begun before the end of a period compared with.
  private func isComparable(_ other: Period) -> Bool {
    programme.isApplicable(MeasuringPeriod(other, other == context.previous ? .previous : .lastYear))
  }

  /// Whether the year to date has a column. Beside a whole year it would say the same twice.
  var showsYearToDate: Bool { if case .year = period.kind { false } else { true } }

  private var headlineSpans: [HeadlineSpan] {
    var spans = [HeadlineSpan(id: "value", title: period.label) { figure($0) }]
    if let previous = context.previous, isComparable(previous) {
      spans.append(HeadlineSpan(id: "previous", title: previous.label) { figure($0, previous) })
    }
    if let lastYear = context.lastYear, isComparable(lastYear) {
      spans.append(HeadlineSpan(id: "last_year", title: lastYear.label) { figure($0, lastYear) })
    }
    if showsYearToDate {
      spans.append(
        HeadlineSpan(id: "year_to_date", title: "Year to date") { $0.definition.hasYearToDate ? yearToDate($0) : nil })
    }
    return spans
  }
}

// The same figures as numbers.
extension ReportFacts {
  /// Returns the paper's headline figures as numbers, each with its status beside it. They are no file of an issue, but a
  /// sheet of its workbook.
  var headlineTable: FilledTable {
    let statuses = Statuses(context, firstSettled: firstSettled)
    var columns: [Column<HeadlineLine>] = [
      Column("part", "Part", "The section of the paper that holds the figure.") { $0.section.title },
      Column("measure", "Measure", "What is measured; see Methods.") { $0.metric.title },
      Column("unit", "Unit", "What the value counts.") { $0.metric.unit.shown },
    ]
    for span in headlineSpans {
      columns += [
        Column(span.id, span.title, blank: "The status beside it says why.", "The figure's value.") {
          span.figure($0.metric).map { ShownFigure(figure: $0, leastForPercent: settings.leastForPercent) }
        },
        Column("\(span.id)_status", "Status, \(span.title)", "How far it may be relied on.") {
          (span.figure($0.metric).map(statuses.status) ?? .notApplicable).rawValue
        },
      ]
      if span.id == "value" { columns.append(Column(Tables.takenFrom) { figure($0.metric)?.n }) }
      if let previous = context.previous, span.id == "previous" {
        columns.append(
          Column(
            "change", "Change", blank: "One of the two has no value, or is a share of too few.",
            "The value less the one before it, as both are printed; of a share in points."
          ) {
            figure($0.metric)?.difference(from: figure($0.metric, previous), leastForPercent: settings.leastForPercent)
          })
      }
    }
    let table = Table("", "Headline", "The programme's figures, beside those they are compared with.") { columns }
    return table.filled(
      settings.orderedSections.flatMap { section in
        section.headline.filter { offer.has($0.definition.needs) }.map { HeadlineLine(section: section, metric: $0) }
      })
  }
}

/// A figure as the workbook's headline shows it. A number is a number; a share whose percentage would say more or less than it
/// is, is the text that the paper prints.
private struct ShownFigure: CellValue {
  let figure: Figure
  let leastForPercent: Int

  static let kind = ColumnShape.Kind.number
  static let isOptional = true
  var cell: Cell {
    guard case .amount(.ratio(let fraction)) = figure.measure,
      let share = figure.share(leastForPercent: leastForPercent), share != "\(fraction.percent)%"
    else { return figure.measure.cell }
    return share.cell
  }
}

private struct HeadlineLine {
  let section: PaperSection
  let metric: any AnyMetric
}

extension MetricUnit {
  /// As people read the values: a ratio is shown in hundredths.
  fileprivate var shown: String { self == .ratio ? "per cent" : rawValue }
}

extension Figure {
  /// As `change(from:)` says it, as a number; a share's points as a share.
  fileprivate func difference(from other: Figure?, leastForPercent least: Int) -> Decimal? {
    guard let other, let now = measure.shown, let was = other.measure.shown, !isOfTooFew(other, leastForPercent: least)
    else { return nil }
    let change = now.subtracting(was)
    guard case .amount(.ratio) = measure else { return change }
    return Decimal(mantissa: change.mantissa * 100, scale: 4)
  }
}
