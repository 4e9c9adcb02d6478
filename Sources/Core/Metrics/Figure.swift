/// A metric's value for one key and span: what keeps its identity across issues and periods.
package struct Figure: Hashable, Sendable {
  package let metric: Metric
  package let grain: Metric.Grain
  /// The unescaped key: `all`, a code, an id; nil where the thing it is grouped by is not recorded.
  package let key: Text?
  /// `2010-11-Q3`, `ytd-2010-12-31`, `to-2010-12-31`, `12m-2010-12-31`.
  package let span: String
  package let measure: Measure
  /// Beside a ratio or a median: what it is taken from, or how many.
  package let n: Int?

  package init(
    _ metric: Metric, _ grain: Metric.Grain = .programme, key: Text? = "all", span: String,
    _ measure: Measure, n: Int? = nil
  ) {
    self.metric = metric
    self.grain = grain
    self.key = key
    self.span = span
    self.measure = measure
    self.n = n
  }

  /// `metric/grain/key/span`, the key percent-encoded.
  package var identity: String {
    "\(metric.id)/\(grain.rawValue)/\(Figure.encoded(key))/\(span)"
  }

  /// A key as identities hold it: all but `A-Za-z0-9._~-` percent-encoded; `~` for what is not recorded, which a
  /// recorded `~` must not be taken for.
  package static func encoded(_ key: Text?) -> String {
    guard let key else { return "~" }
    if key == "~" { return "%7E" }
    if key.string.utf8.allSatisfy(isPlain) { return key.string }
    var encoded = ""
    for byte in key.string.utf8 {
      if isPlain(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }
}

extension Metric {
  /// The span's name in the identity of a figure of `period`.
  package func span(of period: Period) -> String {
    switch reach {
    case .period: period.name
    case .yearToDate: period.yearToDateName
    case .toDate: period.toDateName
    case .twelveMonths: period.twelveMonthsName
    }
  }
}

/// A figure's exact value, before it is printed.
package enum Amount: Hashable, Sendable {
  case count(Int)
  case days(Days)
  /// Kept as its exact quotient: prose and CSV round it differently.
  case ratio(Fraction)
  /// A median of whole numbers: 1 decimal.
  case median(Decimal)

  /// As data files print it: counts whole, days with 2 decimals, ratios with 4, a median with 1.
  package var printed: Decimal {
    switch self {
    case .count(let count): Decimal(count)
    case .days(let days): days.decimal
    case .ratio(let fraction): fraction.rounded(to: 4)
    case .median(let median): median
    }
  }
}

/// What measuring came to: an amount, or why there is none.
package enum Measure: Hashable, Sendable {
  case amount(Amount)
  /// The question does not arise: nothing to divide by, no day yet, no allowance, before the programme.
  case notApplicable
  /// It does, but an input is not recorded.
  case unknown

  package static func count(_ count: Int) -> Measure { .amount(.count(count)) }
  package static func days(_ days: Days) -> Measure { .amount(.days(days)) }
  package static func ratio(_ part: Int, of whole: Int) -> Measure {
    Fraction(Int64(part), over: Int64(whole)).map { .amount(.ratio($0)) } ?? .notApplicable
  }

  package var amount: Amount? { if case .amount(let amount) = self { amount } else { nil } }
}

/// Everything measured for one report.
package struct Measures: Sendable {
  package let context: ReportingContext
  package let thresholds: Thresholds
  package let projects: MeasuredProjects
  /// How many of them have days in the period.
  package let worked: Int
  package let boroughs: [BoroughMeasures]
  package let advisers: [AdviserMeasures]
  package let themes: [GroupMeasures]
  package let arrangements: [GroupMeasures]
  package let progress: [GroupMeasures]
  /// Every figure of every grain but project.
  package let figures: [Figure]

  package init(_ programme: Programme, _ context: ReportingContext, _ thresholds: Thresholds) {
    let frame = MeasuringPeriod(context)
    let projects = MeasuredProjects(programme, in: frame, thresholds)
    var boroughs = BoroughGroups(programme)
    var (themes, arrangements, progress) = (Groups(), Groups(), Groups())
    var worked = 0
    for project in projects {
      let arrangement = project.commission.arrangement?.value
      boroughs.add(project)
      themes.add(project, to: project.commission.theme)
      arrangements.add(project, to: arrangement.map { Text($0.rawValue) })
      progress.add(project, to: Text(project.progress.rawValue))
      if !project.adviserIDs.isEmpty { worked += 1 }
    }
    self.context = context
    self.thresholds = thresholds
    self.projects = projects
    self.worked = worked
    self.boroughs = boroughs.ordered
    advisers = programme.adviserMeasures(in: frame)
    self.themes = themes.ordered
    self.arrangements = arrangements.ordered
    self.progress = progress.ordered
    figures =
      programme.programmeFigures(context, thresholds) + programme.kindFigures(context)
      + advisers.flatMap { $0.figures(context.period) }
      + self.boroughs.flatMap { $0.figures(context.period) }
      + self.themes.flatMap { $0.figures(.theme, context.period) }
      + self.arrangements.flatMap { $0.figures(.arrangement, context.period) }
      + programme.activityFigures(context.period)
  }
}

extension Programme {
  /// Of the period, of what it is compared with, and of the year to date.
  func programmeFigures(_ context: ReportingContext, _ thresholds: Thresholds) -> [Figure] {
    context.frames.flatMap { frame in
      let figures = ProgrammeFigures(self, frame, thresholds).figures
      return isApplicable(frame) ? figures : figures.map(\.withoutAnswer)
    } + Events.yearToDate(self, context)
  }

  /// A comparison that ends before anybody was appointed has nothing to say.
  package func isApplicable(_ frame: MeasuringPeriod) -> Bool {
    guard frame.window != .period else { return true }
    return firstAppointment.map { $0 < frame.span.until } ?? false
  }
}

extension Figure {
  /// The same figure where the question does not arise.
  fileprivate var withoutAnswer: Figure {
    Figure(metric, grain, key: key, span: span, .notApplicable)
  }
}
