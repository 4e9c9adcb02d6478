import Facts
import Metrics

extension ReportFacts {
  /// Days to date against days profiled, of the projects that have a profile: the first that make a picture.
  var profile: [Block] {
    let profiled = measures.projects.filter { $0.daysProfiled != nil }
    guard !profiled.isEmpty else {
      return [
        .heading("Days against profile"), .paragraph("No project in scope has a profile of days."),
      ]
    }
    let shown = Array(profiled.prefix(Chart.mostBars))
    let rows = shown.map {
      [
        reference($0.commission), borough($0.commission.boroughCode), Prose($0.daysToDate),
        Prose.known($0.daysProfiled), Prose.known($0.daysAhead), .words($0.progress.rawValue),
      ]
    }
    return [
      .heading("Days against profile"),
      .chart(chart(shown, sentence: sentence(profiled, shown: shown.count))),
      .table(
        [
          .init("Project"), .init("Borough"), .number("Days to date"), .number("Days profiled"),
          .number("Ahead"), .init("Progress"),
        ], rows, from: "projects.csv"),
    ]
  }

  private func chart(_ shown: [ProjectMeasures], sentence: Prose) -> Chart {
    Chart(
      path: "charts/days-against-profile.svg", title: "Days against profile by project",
      sentence: sentence, subject: "Project", unit: "days to date", markMeaning: "days profiled",
      bars: shown.map {
        Chart.Bar(
          label: $0.commission.reference ?? Text("Commission \($0.commission.id)"),
          value: $0.daysToDate.decimal, printed: $0.daysToDate.description,
          mark: $0.daysProfiled?.decimal)
      }, source: "projects.csv")
  }

  private func sentence(_ profiled: [ProjectMeasures], shown: Int) -> Prose {
    let below = profiled.filter { ($0.daysAhead ?? .zero) < .zero }
    let cut = cut(profiled.count, to: shown)
    let all = measures.projects.count
    let have: Prose = """
      \(profiled.count) of \(.count(all, "project", "projects")) in scope \(.verb(profiled.count, "has", "have")) a profile
      """
    let furthest = below.reduce(nil as ProjectMeasures?) { furthest, project in
      guard let ahead = furthest?.daysAhead, let own = project.daysAhead else { return project }
      return own < ahead ? project : furthest
    }
    guard let furthest, let ahead = furthest.daysAhead else {
      return "\(have), and none has fewer days to date than profiled.\(cut)"
    }
    return """
      \(have); \(below.count) \(.verb(below.count, "has", "have")) fewer days to date than profiled, furthest behind \
      \(project(furthest.commission)) (\(.days(.zero - ahead))).\(cut)
      """
  }
}
