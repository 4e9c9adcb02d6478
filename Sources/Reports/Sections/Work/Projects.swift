import Facts
import Metrics

extension ReportFacts {
  var projectsSection: Section {
    let title = Prose(PaperSection.projects)
    guard !measures.projects.isEmpty else {
      return Section(title, [.paragraph("No project was in scope of the period.")])
    }
    guard listsProjects else { return Section(title, manyProjects) }
    let live = measures.projects.filter { $0.commission.isLive(in: period.span) }
    return Section(title, projectTable + live.flatMap(block))
  }

  private var projectTable: [Block] {
    let rows = measures.projects.map {
      [
        reference($0.commission), borough($0.commission.boroughCode),
        .recorded($0.commission.theme), .words($0.state.rawValue), .words($0.progress.rawValue),
        .known($0.daysAgreed), Prose($0.daysInPeriod), Prose($0.daysToDate),
        Prose.known($0.daysProfiled), Prose($0.outcomesInPeriod),
      ]
    }
    let table = Block.table(
      [
        .init("Project"), .init("Borough"), .init("Theme"), .init("State"), .init("Progress"),
        .number("Days agreed"), .number("Days in period"), .number("Days to date"),
        .number("Days profiled"), .number("Outcomes in period"),
      ], rows + [projectTotal], from: "projects.csv")
    return [table] + unknownAgreed
  }

  /// Of days agreed those that are known; days profiled do not add up where some are unknown, and are left out.
  private var projectTotal: [Prose] {
    func sum(_ days: (ProjectMeasures) -> Days) -> Prose {
      Prose(measures.projects.reduce(Days.zero) { $0 + days($1) })
    }
    let outcomes = measures.projects.reduce(0) { $0 + $1.outcomesInPeriod }
    return [
      "Total", "", "", "", "", sum { $0.daysAgreed ?? .zero }, sum(\.daysInPeriod),
      sum(\.daysToDate), "", Prose(outcomes),
    ]
  }

  private var unknownAgreed: [Block] {
    let unknown = measures.projects.count { $0.daysAgreed == nil }
    guard unknown > 0 else { return [] }
    return [
      .paragraph(
        """
        The total of days agreed leaves out \(.count(unknown, "project", "projects")) whose days agreed \
        \(.verb(unknown, "is", "are")) unknown.
        """)
    ]
  }

  private var manyProjects: [Block] {
    let rows = Progress.allCases.compactMap { progress -> SummedRow? in
      let group = measures.progress.first { $0.key == Text(progress.rawValue) }
      return group.map {
        SummedRow(
          label: .words(progress.rawValue.capitalised), counts: [$0.projects],
          days: [$0.daysInPeriod])
      }
    }
    return [
      .paragraph(
        """
        \(measures.projects.count) projects were in scope of the period, too many to list here. Every one of them \
        stands in \(.link("projects.csv", to: "projects.csv")), and those that need attention under Exceptions.
        """),
      .table(
        [.init("Progress"), .number("Projects"), .number("Days in period")],
        rows.cells(limit: .max), from: "projects.csv"),
    ]
  }
}
