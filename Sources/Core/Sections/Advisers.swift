extension PaperSection {
  package static let advisers = PaperSection("advisers", "Advisers", prints: Catalogue.of(.adviser)) { facts in
    let all = facts.adviserDays
    if all.isEmpty { return [.paragraph("No adviser was in post in the period.")] }
    return [facts.adviserDaysTable(all)] + facts.postTable
  }
}

/// What an adviser worked in the period.
private struct AdviserSplit {
  let label: Prose
  var total = Days.zero
  var byArrangement: [Arrangement: Days] = [:]
  /// On commissions whose arrangement is not recorded or unknown.
  var unrecorded = Days.zero
}

extension ReportFacts {
  /// Everyone reported on. A last row holds the days of advisers who are not listed, so that the total is the programme's.
  fileprivate var adviserDays: [AdviserSplit] {
    let listed = Set(programme.advisers.map(\.id))
    var rest = AdviserSplit(label: "Not a listed adviser")
    var hasRest = false
    programme.projects.forEach { project in
      let arrangement = project.commission.arrangement?.value
      project.adviserDays.forEach { item in
        guard item.window == .period, !listed.contains(item.adviserID) else { return }
        hasRest = true
        rest.total += item.tally.days
        if let arrangement {
          rest.byArrangement[arrangement, default: .zero] += item.tally.days
        } else {
          rest.unrecorded += item.tally.days
        }
      }
    }
    return measures.advisers.map {
      AdviserSplit(
        label: .recorded($0.subject.name), total: $0.daysInPeriod,
        byArrangement: [
          .host: $0.daysHost, .commissioned: $0.daysCommissioned, .urgent: $0.daysUrgent, .board: $0.daysBoard,
        ], unrecorded: $0.daysUnrecorded)
    } + (hasRest ? [rest] : [])
  }

  fileprivate func adviserDaysTable(_ all: [AdviserSplit]) -> Block {
    var columns: [PaperColumn<AdviserSplit>] =
      [.init("Adviser") { $0.label }, .days("Days") { $0.total }]
      + Arrangement.allCases.map { arrangement in
        .days(.words(arrangement.rawValue.capitalised)) { $0.byArrangement[arrangement] ?? .zero }
      }
    if all.contains(where: { $0.unrecorded != .zero }) { columns.append(.days("Not recorded") { $0.unrecorded }) }
    return .totalledTable(all, limit: listLimit, from: "advisers.csv", columns)
  }

  fileprivate var postTable: [Block] {
    guard !measures.advisers.isEmpty else { return [] }
    return [
      .table(
        measures.advisers.prefix(listLimit), from: "advisers.csv",
        [
          .init("Adviser") { .recorded($0.subject.name) }, .count("Projects") { $0.projectsWorked },
          .days("Capacity") { $0.capacityDays }, .number("Utilisation") { $0.measure(metrics.utilisation).prose },
        ])
    ] + advisersCut
  }
}
