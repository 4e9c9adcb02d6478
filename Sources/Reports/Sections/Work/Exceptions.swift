import Facts
import Metrics

/// One kind of exception, and a sentence for each project it holds of.
struct ExceptionList {
  let title: Prose
  /// As the summary says it: `2 projects overdue`.
  let summary: Prose
  let items: [Prose]
}

extension ReportFacts {
  func exceptionsSection(_ exceptions: [ExceptionList]) -> Section {
    let kinds = exceptions.filter { !$0.items.isEmpty }
    let errors = errorCounts
    guard !kinds.isEmpty || !errors.isEmpty else {
      return Section("Exceptions", [.paragraph("None.")])
    }
    var blocks: [Block] = []
    for kind in kinds {
      blocks.append(.heading("\(kind.title) (\(kind.items.count))"))
      blocks += limited(kind.items)
    }
    if !errors.isEmpty {
      blocks.append(.heading("Errors in the data (\(errors.reduce(0) { $0 + $1.count }))"))
      blocks += limited(errors.map { "\($0.name): \(.count($0.count, "error", "errors"))." })
    }
    return Section("Exceptions", blocks)
  }

  /// Every kind in the order the paper lists them, over all commissions read: a request that waits need not be in scope.
  var exceptions: [ExceptionList] {
    let frame = Frame(horizon)
    let listed = programme.listedBoroughs
    var all: [ProjectMeasures] = []
    // Both are in the programme's order, so one walk finds who is in scope.
    var next = 0
    for index in programme.projects.indices {
      let isNext =
        next < measures.projects.count
        && measures.projects[next].project.commission.id == programme.projects[index].commission.id
      if isNext {
        if measures.projects[next].isException { all.append(measures.projects[next]) }
        next += 1
      } else {
        let measured = ProjectMeasures(
          programme.projects[index], in: frame, settings.thresholds, boroughs: listed)
        if measured.isException { all.append(measured) }
      }
    }
    return progressExceptions(all) + stateExceptions(all)
  }
}
