extension PaperSection {
  package static let advisers = PaperSection("advisers", "Advisers", prints: Catalogue.of(.adviser)) { facts in
    guard facts.offer.has("days", "adviser_id") else { return [] }
    let all = facts.adviserWork
    return all.isEmpty ? [.paragraph("No adviser was in post in the period.")] : [facts.adviserTable(all)]
  }
}

/// What an adviser worked in the period. Capacity and utilisation are those of a listed adviser alone.
private struct AdviserWork {
  let label: Prose
  var days = Days.zero
  var byArrangement: [Arrangement: Days] = [:]
  /// On commissions whose arrangement is not recorded or unknown.
  var unrecorded = Days.zero
  var projects = 0
  var capacity: Days?
  var utilisation: Prose = ""
}

extension ReportFacts {
  /// Everyone reported on. A last row holds the days of advisers who are not listed, so that the total is the programme's.
  fileprivate var adviserWork: [AdviserWork] {
    let listed = Set(measures.advisers.map(\.subject.id))
    var rest = AdviserWork(label: "Not a listed adviser")
    programme.projects.forEach { project in
      let arrangement = project.commission.arrangement?.value
      var isCounted = false
      project.adviserDays.forEach { item in
        guard item.window == .period, !(item.adviserID.map(listed.contains) ?? false) else { return }
        isCounted = true
        rest.days += item.tally.days
        if let arrangement {
          rest.byArrangement[arrangement, default: .zero] += item.tally.days
        } else {
          rest.unrecorded += item.tally.days
        }
      }
      if isCounted { rest.projects += 1 }
    }
    return measures.advisers.map {
      AdviserWork(
        label: adviserName($0.subject), days: $0.daysInPeriod,
        byArrangement: [
          .host: $0.daysHost, .commissioned: $0.daysCommissioned, .urgent: $0.daysUrgent, .board: $0.daysBoard,
        ], unrecorded: $0.daysUnrecorded, projects: $0.projectsWorked, capacity: $0.capacityDays,
        utilisation: $0.measure(metrics.utilisation).prose)
    } + (rest.projects > 0 ? [rest] : [])
  }

  /// Where no name is offered, it is the number.
  private func adviserName(_ adviser: Adviser) -> Prose {
    Text?.some(adviser.name).flatMap(\.recorded).map { Prose($0) }
      ?? (offer.has("advisers", "name") ? .recorded(nil as Text?) : .words("\(adviser.id)"))
  }

  /// Several advisers may work on one project, and capacity is rounded for each: neither column has a total.
  fileprivate func adviserTable(_ all: [AdviserWork]) -> Block {
    var columns: [PaperColumn<AdviserWork>] = [.init("Adviser") { $0.label }, .days("Days") { $0.days }]
    for arrangement in Arrangement.allCases
    where all.contains(where: { $0.byArrangement[arrangement] ?? .zero != .zero }) {
      columns.append(.days(.words(arrangement.rawValue.capitalised)) { $0.byArrangement[arrangement] ?? .zero })
    }
    if offer.has("commissions", "arrangement"), all.contains(where: { $0.unrecorded != .zero }) {
      columns.append(.days("Not recorded") { $0.unrecorded })
    }
    columns.append(.number("Projects") { Prose($0.projects) })
    if offer.has(metrics.utilisation.definition.needs) {
      columns += [
        .number("Capacity") { $0.capacity.map { Prose($0) } ?? "" }, .number("Utilisation") { $0.utilisation },
      ]
    }
    return .totalledTable(all, limit: listLimit, from: "advisers.csv", columns)
  }
}
