extension PaperSection {
  /// How many boroughs the programme reaches in each way, and which.
  package static let reach = PaperSection("reach", "Reach", prints: [metrics.reach]) { facts in
    guard facts.offer.has(metrics.reach.definition.needs) else { return [] }
    let listed = facts.measures.boroughs.filter { $0.subject != nil }
    guard !listed.isEmpty else { return [.paragraph("No borough is listed.")] }
    let names = BoroughEngagement.allCases.compactMap { reach -> Prose? in
      let names = listed.filter { $0.engagement == reach }.map { borough -> Prose in
        // Board work, or work that was withdrawn.
        let isServed = reach == .notReached && borough.daysToDate != .zero
        return facts.name(borough) + (isServed ? " (days delivered, but no project of its own)" : "")
      }
      guard !names.isEmpty else { return nil }
      let label = Prose.strong(.words("\(reach.rawValue.capitalised) (\(names.count)):"))
      return "\(label) \(names.listed(limit: facts.listLimit))."
    }
    return [.paragraph(reachSentence(listed, of: facts.offer)), .list(names)]
      + unlisted(facts.measures, isOfLondon: facts.isRestOfLondon)
  }

  private static func reachSentence(_ listed: [MeasuredGroup<Borough?>], of offer: Offer) -> Prose {
    let reached = listed.count { $0.engagement != .notReached }
    guard offer.has("boroughs") else {
      return
        "To date the programme has reached \(.count(reached, "borough", "boroughs")), of a number that is not recorded."
    }
    if listed.count == 1 {
      return "To date the programme has \(words: reached == 1 ? "reached" : "not reached") its one borough."
    }
    if reached == listed.count { return "To date the programme has reached all \(reached) boroughs." }
    if reached == 0 { return "To date the programme has reached none of \(listed.count) boroughs." }
    return """
      To date the programme has reached \(reached) of \(listed.count) boroughs, and \
      \(listed.count - reached) \(.verb(listed.count - reached, "has", "have")) not been reached.
      """
  }

  private static func unlisted(_ measures: Measures, isOfLondon: Bool) -> [Block] {
    guard let rest = measures.boroughs.first(where: { $0.subject == nil }) else { return [] }
    let whose: Prose =
      isOfLondon
      ? "\(.verb(rest.projects, "is", "are")) for all of London"
      : "\(.verb(rest.projects, "belongs", "belong")) to no listed borough"
    return [
      .paragraph(
        "\(.count(rest.projects, "project", "projects")) with \(.days(rest.daysInPeriod)) in the period \(whose).")
    ]
  }
}

extension MeasuredGroup {
  /// How the programme reaches the borough; nil for what is no listed borough.
  fileprivate var engagement: BoroughEngagement? {
    guard case .amount(.word(let word)) = measure(metrics.reach) else { return nil }
    return BoroughEngagement(rawValue: word.string)
  }
}
