extension ReportFacts {
  /// How many boroughs each way reaches, and which.
  var reachSection: Section {
    let title = Prose(PaperSection.reach)
    let listed = measures.boroughs.filter { $0.borough != nil }
    guard !listed.isEmpty else { return Section(title, [.paragraph("No borough is listed.")]) }
    let rows = Reach.allCases.map { reach in
      SummedRow(
        label: .words(reach.rawValue.capitalised), counts: [listed.count { $0.reach == reach }])
    }
    let names = Reach.allCases.compactMap { reach -> Prose? in
      let names = listed.filter { $0.reach == reach }.map(name)
      guard !names.isEmpty else { return nil }
      let label = Prose.strong(.words("\(reach.rawValue.capitalised) (\(names.count)):"))
      return "\(label) \(names.listed(limit: settings.listLimit))."
    }
    let table = Block.table(
      [.init("Reach"), .number("Boroughs")], rows.cells(limit: .max), from: "boroughs.csv")
    return Section(title, [.paragraph(reachSentence(listed)), table, .list(names)] + unlisted)
  }

  private func reachSentence(_ listed: [BoroughMeasures]) -> Prose {
    let reached = listed.count { $0.reach != .notReached }
    return """
      To date the programme has reached \(reached) of \(.count(listed.count, "borough", "boroughs")), and \
      \(listed.count - reached) \(.verb(listed.count - reached, "has", "have")) not been reached.
      """
  }

  private var unlisted: [Block] {
    guard let rest = measures.boroughs.first(where: { $0.borough == nil }) else { return [] }
    return [
      .paragraph(
        """
        \(.count(rest.projects, "project", "projects")) with \(.days(rest.daysInPeriod)) in the period \
        \(.verb(rest.projects, "belongs", "belong")) to no listed borough.
        """)
    ]
  }
}
