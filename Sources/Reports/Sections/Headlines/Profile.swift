import Facts
import Metrics

extension ReportFacts {
  /// Days to date against days profiled, of the projects that have a profile: the first that make a picture.
  var profile: [Block] {
    let profiled = Profiled(measures.projects)
    guard profiled.count > 0 else {
      return [
        .heading("Days against profile"), .paragraph("No project in scope has a profile of days."),
      ]
    }
    let rows = profiled.first.map {
      [
        reference($0.commission), borough($0.commission.boroughCode), Prose($0.daysToDate),
        Prose.known($0.daysProfiled), Prose.known($0.daysAhead), .words($0.progress.rawValue),
      ]
    }
    return [
      .heading("Days against profile"),
      .chart(chart(profiled.first, sentence: sentence(profiled))),
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

  private func sentence(_ profiled: Profiled) -> Prose {
    let cut = cut(profiled.count, to: profiled.first.count)
    let all = measures.projects.count
    let have: Prose = """
      \(profiled.count) of \(.count(all, "project", "projects")) in scope \(.verb(profiled.count, "has", "have")) a profile
      """
    guard let furthest = profiled.furthest, let ahead = furthest.daysAhead else {
      return "\(have), and none has fewer days to date than profiled.\(cut)"
    }
    return """
      \(have); \(profiled.below) \(.verb(profiled.below, "has", "have")) fewer days to date than profiled, furthest behind \
      \(project(furthest.commission)) (\(.days(.zero - ahead))).\(cut)
      """
  }
}

/// The projects that have a profile.
private struct Profiled {
  /// As many as make a picture.
  private(set) var first: [ProjectMeasures] = []
  private(set) var count = 0
  /// How many have fewer days to date than profiled.
  private(set) var below = 0
  /// The one of them with the fewest, and the first of equals.
  private(set) var furthest: ProjectMeasures?

  init(_ projects: MeasuredProjects) {
    for project in projects {
      guard let ahead = project.daysAhead else { continue }
      count += 1
      if first.count < Chart.mostBars { first.append(project) }
      guard ahead < .zero else { continue }
      below += 1
      if furthest?.daysAhead.map({ ahead < $0 }) ?? true { furthest = project }
    }
  }
}
