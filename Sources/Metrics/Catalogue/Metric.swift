/// What a figure measures: its name, unit and definition. The catalogue is the one place a definition lives in; very many
/// figures refer to it.
package final class Metric: Hashable, Sendable {
  package enum Unit: String, Sendable {
    case days, projects, reviews, outcomes, boroughs, shares, ratio, requests, advisers, strands
    case calendarDays = "calendar days"
    case date, word
  }

  /// What a figure is about; `key` in its identity says which one.
  package enum Grain: String, CaseIterable, Sendable {
    case programme, project, adviser, borough, theme, arrangement, activity, month, kind
  }

  /// Which span stands in a figure's identity.
  package enum Reach: Sendable {
    case period, yearToDate, toDate, twelveMonths
  }

  /// snake_case; a promise to other programs.
  package let id: String
  /// As a table's row or column names it.
  package let title: String
  package let unit: Unit
  package let grains: [Grain]
  package let reach: Reach
  /// Also given for the year to date.
  package let hasYearToDate: Bool
  /// In words, complete: what `board-report metrics`, *Methods* and `explain` print.
  package let definition: String
  /// Raised when the definition changes, so that its effect shows as method and not as data.
  package let version: Int

  package init(
    _ id: String, _ title: String, _ unit: Unit, _ grains: [Grain] = [.programme],
    _ reach: Reach = .period, yearToDate: Bool = false, version: Int = 1, means definition: String
  ) {
    self.id = id
    self.title = title
    self.unit = unit
    self.grains = grains
    self.reach = reach
    self.hasYearToDate = yearToDate
    self.version = version
    self.definition = definition
  }

  package static func == (left: Metric, right: Metric) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
