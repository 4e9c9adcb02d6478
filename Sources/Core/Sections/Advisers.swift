extension ReportFacts {
  /// Days by arrangement; a last row for days of advisers who are not listed, so that the total is the programme's.
  var advisersSection: Section {
    let title = Prose(PaperSection.advisers)
    let rest = unlistedAdvisers
    let all = measures.advisers.map { Split($0, label: .recorded($0.adviser.name)) } + rest
    guard !all.isEmpty else {
      return Section(title, [.paragraph("No adviser was in post in the period.")])
    }
    let showsUnknown = all.contains { $0.days.last != .zero }
    let rows = all.map {
      SummedRow(label: $0.label, days: showsUnknown ? $0.days : $0.days.dropLast())
    }
    let heads: [PaperTable.Head] = [
      .init("Adviser"), .number("Days"), .number("Host"), .number("Commissioned"),
      .number("Urgent"), .number("Board"),
    ]
    let table = Block.table(
      heads + (showsUnknown ? [.number("Not recorded")] : []),
      rows.cells(limit: settings.listLimit), from: "advisers.csv")
    return Section(title, [table] + postTable)
  }

  /// Days in all, by arrangement, and where that is not recorded.
  private struct Split {
    let label: Prose
    var days: [Days]

    init(_ adviser: AdviserMeasures, label: Prose) {
      self.label = label
      days =
        [adviser.daysInPeriod] + Arrangement.allCases.map(adviser.days) + [adviser.daysUnrecorded]
    }

    init(label: Prose) {
      self.label = label
      days = Array(repeating: .zero, count: Arrangement.allCases.count + 2)
    }
  }

  private var unlistedAdvisers: [Split] {
    let listed = Set(programme.advisers.map(\.id))
    var split = Split(label: "Not a listed adviser")
    var isEmpty = true
    programme.projects.forEach { project in
      let arrangement = project.commission.arrangement?.value
      project.adviserDays.forEach { item in
        guard item.window == .period, !listed.contains(item.adviserID) else { return }
        let column = arrangement.flatMap { Arrangement.allCases.firstIndex(of: $0) }
        split.days[0] += item.tally.days
        split.days[column.map { $0 + 1 } ?? split.days.count - 1] += item.tally.days
        isEmpty = false
      }
    }
    return isEmpty ? [] : [split]
  }

  private var postTable: [Block] {
    let rows = measures.advisers.prefix(settings.listLimit).map {
      [
        Prose.recorded($0.adviser.name), Prose($0.projectsWorked), Prose($0.capacity.days),
        $0.utilisation.map { Measure.amount(.ratio($0)) }?.prose ?? "not applicable",
      ]
    }
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        [.init("Adviser"), .number("Projects"), .number("Capacity"), .number("Utilisation")], rows,
        from: "advisers.csv")
    ] + advisersCut
  }
}
