extension PaperSection {
  package static let revisions = PaperSection("revisions", "Revisions", saysRevisions: true) { facts in
    guard let previous = facts.previous else { return [.paragraph("This is the first issue.")] }
    let count = facts.revisions.count
    guard count > 0 else { return [.paragraph("No figure has changed since issue \(previous.number).")] }
    let names = FigureNames(facts)
    let shown = facts.revisions.prefix(facts.listLimit)
    let blocks: [Block] = [
      .paragraph(
        """
        \(.count(count, "figure has", "figures have")) changed since issue \(previous.number).
        """),
      .table(
        shown, from: "revisions.csv",
        [
          .init("Figure") { names.name($0.figure) }, .number("Was") { names.value($0.was, of: $0.figure) },
          .number("Now") { names.value($0.now, of: $0.figure) }, .init("Why") { $0.cause.prose },
        ]),
    ]
    return count > shown.count
      ? blocks + [.paragraph("The first \(shown.count) are shown; all stand in revisions.csv.")] : blocks
  }
}

extension Revision.Cause {
  fileprivate var prose: Prose {
    switch self {
    case .method: "the definition changed"
    case .setting: "a setting changed"
    case .periodWentOn: "the period went on"
    case .deletion: "an entry was deleted"
    case .correction: "an entry was corrected"
    case .lateEntry: "an entry came late"
    case .record: "the project's record changed"
    case .referenceData: "an adviser, bank holiday or borough changed"
    case .earlierPeriod: "entries before the period changed"
    }
  }
}
