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

  /// At most as many as the paper lists of projects, and how many more there are.
  func limited(_ items: [Prose]) -> [Block] {
    guard items.count > settings.listLimit else { return [.list(items)] }
    let rest = items.count - settings.listLimit
    return [.list(Array(items.prefix(settings.listLimit))), .paragraph("And \(rest) more.")]
  }

  /// Every kind in the order the paper lists them, over all commissions read: a request that waits need not be in scope.
  var exceptions: [ExceptionList] {
    let frame = Frame(horizon)
    let inScope = Dictionary(
      measures.projects.map { ($0.commission.id, $0) }, uniquingKeysWith: { first, _ in first })
    let listed = programme.listedBoroughs
    let all = programme.projects.map {
      inScope[$0.commission.id]
        ?? ProjectMeasures($0, in: frame, settings.thresholds, boroughs: listed)
    }
    return progressExceptions(all) + stateExceptions(all)
  }
}
