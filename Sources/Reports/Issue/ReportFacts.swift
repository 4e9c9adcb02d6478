package import Facts
package import Metrics

/// All that a paper is written from.
package struct ReportFacts: NamesBoroughs, Sendable {
  package let programme: Programme
  package let measures: Measures
  package let settings: ReportSettings
  package let stamp: Stamp
  /// nil for the first issue of a period.
  package let previous: PreviousIssue?
  /// What differs from `previous`, by identity.
  package let revisions: [Revision]
  /// What people wrote for the sections.
  package let commentary: QuotedCommentary
  let boroughNames: [Text: Text]
  let adviserNames: [Int64: Text]
  private let figures: [String: Figure]

  package init(
    programme: Programme, measures: Measures, settings: ReportSettings, stamp: Stamp,
    previous: PreviousIssue? = nil, revisions: [Revision] = [],
    commentary: QuotedCommentary = .none
  ) {
    self.programme = programme
    self.measures = measures
    self.settings = settings
    self.stamp = stamp
    self.previous = previous
    self.revisions = revisions
    self.commentary = commentary
    boroughNames = programme.boroughNames
    adviserNames = programme.adviserNames
    figures = Dictionary(
      measures.figures.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var horizon: Horizon { measures.horizon }
  package var period: Period { horizon.period }
  var listLimit: Int { settings.listLimit }

  /// Above the list limit the paper points to projects.csv.
  package var listsProjects: Bool { measures.projects.count <= settings.listLimit }

  /// The programme's figure for the period, or for one it is compared with.
  func figure(_ metric: Metric, _ period: Period? = nil) -> Figure? {
    figures["\(metric.id)/programme/all/\(metric.span(of: period ?? self.period))"]
  }

  func yearToDate(_ metric: Metric) -> Figure? {
    figures["\(metric.id)/programme/all/\(period.yearToDateName)"]
  }

  func count(_ metric: Metric) -> Int {
    guard case .amount(.count(let count)) = figure(metric)?.measure else { return 0 }
    return count
  }

  func days(_ metric: Metric) -> Days {
    guard case .amount(.days(let days)) = figure(metric)?.measure else { return .zero }
    return days
  }
}
