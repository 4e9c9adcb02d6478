extension ReportFacts {
  var revisionsSection: Section {
    let title = Prose(PaperSection.revisions)
    guard let previous else { return Section(title, [.paragraph("This is the first issue.")]) }
    guard !revisions.isEmpty else {
      return Section(title, [.paragraph("No figure has changed since issue \(previous.number).")])
    }
    let names = FigureNames(self)
    let shown = revisions.sorted { Text($0.figure) < Text($1.figure) }.prefix(settings.listLimit)
    let rows = shown.map {
      [
        names.name($0.figure), names.value($0.was, of: $0.figure),
        names.value($0.now, of: $0.figure), $0.cause.prose,
      ]
    }
    let count = revisions.count
    let intro: Prose = """
      \(.count(count, "figure has", "figures have")) changed since issue \(previous.number).
      """
    let rest: [Block] =
      count > shown.count
      ? [.paragraph("The first \(shown.count) are shown; all stand in revisions.csv.")] : []
    return Section(
      title,
      [
        .paragraph(intro),
        .table(
          [.init("Figure"), .number("Was"), .number("Now"), .init("Why")], rows,
          from: "revisions.csv"),
      ] + rest)
  }
}

extension Revision.Cause {
  fileprivate var prose: Prose {
    switch self {
    case .method: "the definition changed"
    case .deletion: "an entry was deleted"
    case .correction: "an entry was corrected"
    case .lateEntry: "an entry came late"
    case .record: "the project's record changed"
    case .earlierPeriod: "entries before the period changed"
    }
  }
}
