package import Facts
import Metrics

/// One issue of a report as a value, to be checked before anything of it is published.
///
/// `days.csv`, `outcomes.csv` and `evidence/`, and above the list limit `projects.csv` and `case-studies.md`, are not in it:
/// they stream.
package struct Report: Sendable {
  package let horizon: Horizon
  package let settings: ReportSettings
  package let stamp: Stamp
  /// Provisional, revised or final.
  package let status: FigureStatus
  /// In the order the issue lists them.
  package let tables: [Table]
  /// The headline figures as numbers.
  package let headline: Table
  /// `board-report.md`.
  package let paper: Paper
  /// None above the list limit.
  package let caseStudies: [CaseStudy]
  /// `case-studies.md`; nil when there is no case study, and above the list limit.
  package let collated: Paper?
  /// What the rows must add up to.
  package let totals: ReportTotals

  /// Above the list limit `projects.csv` is not among `tables`: `MeasuredProjects.forEachRow` gives its rows.
  package var streamsProjects: Bool {
    !tables.contains { $0.shape.path == TableShape.projects.path }
  }

  /// The pictures of the paper.
  package var charts: [Chart] {
    paper.sections.flatMap(\.blocks).compactMap {
      if case .chart(let chart) = $0 { chart } else { nil }
    }
  }

  /// The paper's section, where it has it.
  package func section(_ section: PaperSection) -> Section? {
    paper.sections.first { $0.title == Prose(section) }
  }

  package init(_ facts: ReportFacts) {
    let measures = facts.measures
    horizon = facts.horizon
    settings = facts.settings
    stamp = facts.stamp
    status = facts.status
    var tables = [Table.figures(measures, Statuses(facts.horizon, previous: facts.previous))]
    if facts.listsProjects { tables.append(.projects(measures, facts.programme)) }
    tables += [.boroughs(measures), .advisers(measures), .quality(facts.programme.findings)]
    if facts.previous != nil { tables.append(.revisions(facts.revisions)) }
    self.tables = tables
    headline = .headline(facts)
    paper = Paper(facts)
    let studies = CaseStudy.all(facts)
    caseStudies = studies
    collated = studies.isEmpty ? nil : CaseStudy.collated(studies, facts)
    totals = ReportTotals(facts)
  }
}

extension ReportFacts {
  /// Of the whole issue.
  package var status: FigureStatus {
    if horizon.isPartial { return .provisional }
    return previous?.isRevised ?? false ? .revised : .final
  }
}
