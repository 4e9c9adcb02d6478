extension PaperSection {
  package static let actions = PaperSection("actions", "Actions", headline: Catalogue.of(.actions)) { facts in
    let said = facts.measureBlocks(of: .actions)
    guard !facts.programme.actions.isEmpty else { return said }
    let open = facts.openActions
    let table: [Block] =
      open.isEmpty
      ? [.paragraph("No action is open.")] : [facts.actionTable(open)] + facts.more(open.count)
    return table + facts.headline(.actions) + said
  }

  /// At most five actions that are overdue, for the first page.
  package static let overdueActions = PaperSection("overdue-actions", "Overdue actions") { facts in facts.overdueActions
  }
}

extension ReportFacts {
  fileprivate var overdueActions: [Block] {
    let overdue = openActions.filter { $0.isOverdue(at: context.reportingEnd) }
    guard !overdue.isEmpty else { return [] }
    let shown = min(Self.mostOnFirstPage, listLimit)
    let more = overdue.count - shown
    // The section lists them where the job has it, and where it lists more than the first page.
    let hasSection = settings.laterSections.contains(.actions) && listLimit > shown
    let place: Prose =
      hasSection ? "under Actions" : "in \(.link("evidence/actions.csv", to: "evidence/actions.csv"))"
    return [actionTable(Array(overdue.prefix(shown)))]
      + (more > 0 ? [.paragraph("And \(more) more \(place).")] : [])
  }

  private static let mostOnFirstPage = 5

  /// The actions that are open at the reporting end: those overdue first, then by the day to be done by, those without one last.
  package var openActions: [Action] {
    let end = context.reportingEnd
    return programme.actions.filter { $0.isOpen(at: end) }.sorted { left, right in
      guard left.dueOn != right.dueOn else { return (left.number ?? .max) < (right.number ?? .max) }
      guard let due = left.dueOn, let other = right.dueOn else { return left.dueOn != nil }
      return due < other
    }
  }

  fileprivate func actionTable(_ open: [Action]) -> Block {
    let commissions = programme.commissions
    let offered: [(column: String, shown: PaperColumn<Action>)] = [
      ("what", .init("What") { .recorded($0.what) }),
      (
        "commission_id",
        .init("Project") { action in
          guard let id = action.commissionID else { return "the programme" }
          return commissions[id].map { reference($0) } ?? .words("Commission \(id)")
        }
      ),
      ("owner_role", .init("Who") { .recorded($0.ownerRole) }), ("due_on", .init("Due") { dueWords($0) }),
    ]
    var columns = offered.filter { offer.has("actions", $0.column) }.map(\.shown)
    if open.contains(where: { firstPromise($0) != nil }) {
      columns.append(.init("First promised for") { firstPromise($0).map { Prose($0) } ?? "–" })
    }
    return .table(open.prefix(listLimit), from: "evidence/actions.csv", columns)
  }

  private func dueWords(_ action: Action) -> Prose {
    guard let due = action.dueOn else { return "no date" }
    return action.isOverdue(at: context.reportingEnd) ? "\(due), overdue" : Prose(due)
  }

  /// The day by which the action was first to be done; nil unless an earlier issue had another day than this one.
  package func firstPromise(_ action: Action) -> CalendarDay? {
    guard let number = action.number, let last = earlier.last, let was = last.actionsDue[number] else { return nil }
    let first = earlier.promised[number] ?? was
    return first != action.dueOn || was != action.dueOn ? first : nil
  }
}
