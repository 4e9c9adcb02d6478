import Facts
import Metrics

/// A kind of exception: which projects it holds of, and what is said of each.
struct ExceptionKind {
  let title: Prose
  /// `overdue`, behind how many projects are.
  let state: Prose
  let holds: (ProjectMeasures) -> Bool
  let detail: (ProjectMeasures) -> Prose
}

/// The projects that a kind of exception holds of.
struct ExceptionList {
  let kind: ExceptionKind
  private(set) var count = 0
  /// A sentence for each of the first, as many as the paper lists.
  private(set) var items: [Prose] = []

  init(_ kind: ExceptionKind) { self.kind = kind }

  /// As the summary says it: `2 projects overdue`.
  var summary: Prose { "\(.count(count, "project", "projects")) \(kind.state)" }

  mutating func add(_ project: ProjectMeasures, limit: Int, _ name: (Commission) -> Prose) {
    count += 1
    guard count <= limit else { return }
    items.append("\(name(project.commission)): \(kind.detail(project)).")
  }
}

extension ReportFacts {
  func exceptionsSection(_ exceptions: [ExceptionList]) -> Section {
    let kinds = exceptions.filter { $0.count > 0 }
    let errors = errorCounts
    guard !kinds.isEmpty || !errors.isEmpty else {
      return Section("Exceptions", [.paragraph("None.")])
    }
    var blocks: [Block] = []
    for list in kinds {
      blocks.append(.heading("\(list.kind.title) (\(list.count))"))
      blocks += limited(list.items, of: list.count)
    }
    if !errors.isEmpty {
      blocks.append(.heading("Errors in the data (\(errors.reduce(0) { $0 + $1.count }))"))
      blocks += limited(errors.map { "\($0.name): \(.count($0.count, "error", "errors"))." })
    }
    return Section("Exceptions", blocks)
  }

  /// Every kind in the order the paper lists them, over all commissions read: a request that waits need not be in scope.
  var exceptions: [ExceptionList] {
    var lists = (progressExceptions + stateExceptions).map { ExceptionList($0) }
    programme.measureAll(in: Frame(horizon), settings.thresholds) { measured in
      for index in lists.indices where lists[index].kind.holds(measured) {
        lists[index].add(measured, limit: listLimit) { project($0) }
      }
    }
    return lists
  }
}
