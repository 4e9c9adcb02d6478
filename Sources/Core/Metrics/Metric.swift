/// A metric: its names, what it means, and the function that computes it. All that is printed about a metric follows
/// from this one value.
///
/// `Failure` is `Never` where every project has a value, else `NoValue`. The closures are made in the initialiser, where
/// both types are known to the optimiser; a generic method would look the types up on every call.
package final class Metric<Value: MetricValue, Failure: MetricFailure>: AnyMetric {
  package let definition: MetricDefinition
  package let measure: @Sendable (MeasuredProject) -> Measure
  package let makeTally: @Sendable () -> Tally
  package let ignoresZero: Bool
  /// Computes the metric of one project.
  let each: @Sendable (MeasuredProject) throws(Failure) -> Value

  /// - Parameters:
  ///   - isCompared: whether the programme's figure is also computed for the periods that the report compares with.
  ///   - counts: which projects are counted in a figure of a borough, theme or arrangement.
  ///   - needs: what the organisation must offer for the question to arise: `reviews`, `commissions.requested_on`. A metric that
  ///     is unknown without a column need not name it.
  ///   - blank: why a row may have no value, where the general reason is too vague.
  ///   - together: how the values of many projects become one figure; nil for a metric of single projects.
  package init(
    _ id: String, _ title: String, _ unit: MetricUnit, _ grains: [Grain], _ basis: TimeBasis = .period,
    yearToDate: Bool = false, compared isCompared: Bool = true, in part: HeadlinePart? = nil,
    counts: CountedProjects = .inScope, version: Int = 1, blank: String? = nil, needs: [String] = [],
    means meaning: String, together: Together<Value>? = nil,
    _ each: @escaping @Sendable (MeasuredProject) throws(Failure) -> Value
  ) {
    definition = MetricDefinition(
      id: id, title: title, unit: unit, grains: grains, basis: basis, hasYearToDate: yearToDate, isCompared: isCompared,
      part: part, counts: counts, meaning: meaning, version: version,
      isRequired: Failure.self == Never.self && needs.isEmpty, needs: needs, words: Value.words,
      blank: blank)
    self.each = each
    ignoresZero = together?.ignoresZero ?? false
    measure = { project in
      if let reason = project.conditions.lack(of: needs) { return project.without(reason) }
      do throws(Failure) { return .amount(try each(project).amount) } catch { return project.without(error.noValue) }
    }
    makeTally = {
      let fold = (together ?? .of { _ in (.notApplicable, nil) }).makeFold()
      return Tally(
        add: { project in
          if project.isExplaining, let recorder = project.recorder {
            recorder.begin(project)
            do throws(Failure) {
              let value = try each(project)
              fold.add(value)
              recorder.end(value.amount.description)
            } catch { recorder.end(error.noValue) }
          } else if let value = try? each(project) {
            fold.add(value)
          }
        },
        result: { place in
          guard let reason = place.conditions.lack(of: needs) else { return fold.result(place) }
          place.recorder?.reason = reason.sentence
          return (.notApplicable, nil)
        })
    }
  }
}

/// What a metric is called and means, without how it is computed.
package struct MetricDefinition: Sendable {
  /// snake_case; a promise to other programs.
  package let id: String
  /// The name of the metric's row or column.
  package let title: String
  package let unit: MetricUnit
  package let grains: [Grain]
  package let basis: TimeBasis
  /// Whether the programme's figure is also given for the year to date.
  package let hasYearToDate: Bool
  /// Whether the programme's figure is also computed for the periods that the report compares with.
  package let isCompared: Bool
  /// The headline table of the paper that holds the programme's figure.
  package let part: HeadlinePart?
  package let counts: CountedProjects
  /// The definition in words: what `board-report metrics`, *Methods* and `explain` print.
  package let meaning: String
  /// A change of the definition raises the version, so that its effect counts as method and not as data.
  package let version: Int
  /// Whether every project has a value.
  package let isRequired: Bool
  /// What the organisation must offer for the question to arise.
  package let needs: [String]
  /// The words of a closed vocabulary; nil for any other value.
  package let words: [String]?
  package let blank: String?
}

/// A metric without the types of its value and failure, for lists.
package protocol AnyMetric: AnyObject, Sendable {
  var definition: MetricDefinition { get }
  var measure: @Sendable (MeasuredProject) -> Measure { get }
  /// Begins a figure of many projects.
  var makeTally: @Sendable () -> Tally { get }
  /// Whether a project whose value is zero leaves a figure of many projects as it is.
  var ignoresZero: Bool { get }
}

extension AnyMetric {
  package var id: String { definition.id }
  package var title: String { definition.title }
  package var unit: MetricUnit { definition.unit }
  package var grains: [Grain] { definition.grains }

  /// Returns the span's name in the identity of a figure of `period`.
  package func span(of period: Period) -> String {
    switch definition.basis {
    case .period: period.name
    case .yearToDate: period.yearToDateName
    case .toDate: period.toDateName
    case .twelveMonths: period.twelveMonthsName
    case .year: period.yearName
    }
  }
}

package enum MetricUnit: String, Sendable {
  case days, projects, reviews, outcomes, boroughs, shares, occasions, ratio, requests, advisers, strands, outputs,
    actions
  case calendarDays = "calendar days"
  case date, word
  /// The unit of the measure that the figure is about.
  case ofMeasure = "as the measure"

  /// The unit's name in data files; nil where there is nothing to count.
  package var counted: String? { self == .date || self == .word || self == .ofMeasure ? nil : rawValue }
}

/// What a figure is about; `key` in the figure's identity says which one.
package enum Grain: String, CaseIterable, Sendable {
  case programme, project, adviser, borough, theme, arrangement, activity, month, kind, measure
}

/// Which span the identity of a figure names.
package enum TimeBasis: Sendable { case period, yearToDate, toDate, twelveMonths, year }

/// A headline table of the paper.
package enum HeadlinePart: Sendable { case howMuch, howWell, betterOff, actions }

/// The projects that are counted in a figure of a borough, theme or arrangement.
package enum CountedProjects: Sendable {
  case inScope
  /// Every commission that was read.
  case all
}

/// A type that a metric may have.
package protocol MetricValue: Hashable, Sendable {
  var amount: Amount { get }
  /// The words of a closed vocabulary; nil for any other type.
  static var words: [String]? { get }
}

extension MetricValue { package static var words: [String]? { nil } }
extension MetricValue where Self: CaseIterable & RawRepresentable, RawValue == String {
  package var amount: Amount { .word(Text(rawValue)) }
  package static var words: [String]? { allCases.map(\.rawValue) }
}
extension Int: MetricValue { package var amount: Amount { .count(self) } }
extension Bool: MetricValue { package var amount: Amount { .count(self ? 1 : 0) } }
extension Days: MetricValue { package var amount: Amount { .days(self) } }
extension Decimal: MetricValue { package var amount: Amount { .decimal(self) } }
extension CalendarDay: MetricValue { package var amount: Amount { .day(self) } }
extension Text: MetricValue { package var amount: Amount { .word(self) } }
extension Set<Text>: MetricValue {
  package var amount: Amount { .word(Text(sorted().map(\.string).joined(separator: " "))) }
}
extension Term: MetricValue { package var amount: Amount { value == nil ? .unlistedWord(text) : .word(text) } }

/// Why there is no value. A metric that uses another metric passes the reason on.
package enum NoValue: Error, Hashable, Sendable {
  /// An input is not recorded: its name.
  case unknown(String)
  /// The question does not arise.
  case notApplicable(String)

  package var measure: Measure {
    switch self {
    case .unknown: .unknown
    case .notApplicable: .notApplicable
    }
  }

  package var sentence: String {
    switch self {
    case .unknown(let name): "Unknown: \(name) is not recorded."
    case .notApplicable(let reason): "Not applicable: \(reason)."
    }
  }
}

/// What a metric's function may throw: `NoValue`, or nothing.
package protocol MetricFailure: Error { var noValue: NoValue { get } }
extension NoValue: MetricFailure { package var noValue: NoValue { self } }
extension Never: MetricFailure { package var noValue: NoValue { switch self {} } }
