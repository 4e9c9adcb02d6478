/// The metrics of what somebody agreed to do.
package struct ActionMetrics: MetricGroup, Sendable {
  init() {}

  package let open = Metric<Int, Never>(
    "actions_open", "Actions open", .actions, [.programme], .toDate, in: .actions, needs: ["actions"],
    means: "Actions agreed before the end and neither done nor dropped before it.",
    together: .actions { $0.isOpen(at: $1.end) }
  ) { _ in 0 }

  package let overdue = Metric<Int, Never>(
    "actions_overdue", "Actions overdue", .actions, [.programme], .toDate, in: .actions, needs: ["actions.due_on"],
    means: "Open actions whose day to be done by lies before the end.",
    together: .actions { $0.isOverdue(at: $1.end) }
  ) { _ in 0 }

  package let withoutDate = Metric<Int, Never>(
    "actions_without_date", "Actions without a date", .actions, [.programme], .toDate, in: .actions,
    needs: ["actions.due_on"],
    means: "Open actions that have no day to be done by.",
    together: .actions { $0.isOpen(at: $1.end) && $0.dueOn == nil }
  ) { _ in 0 }

  package let done = Metric<Int, Never>(
    "actions_done", "Actions done", .actions, [.programme], yearToDate: true, in: .actions, needs: ["actions.done_on"],
    means: "Actions done in the span.", together: .actions { $1.span.contains($0.doneOn) }
  ) { _ in 0 }

  package let onTime = Metric<Int, Never>(
    "actions_on_time", "Actions done on time, 12 months", .ratio, [.programme], .twelveMonths, in: .actions,
    needs: ["actions.done_on", "actions.due_on"],
    means: """
      Of the actions done in the twelve months before the period's end that had a day to be done by, the share done by \
      that day.
      """, together: .shareOfActions
  ) { _ in 0 }
}

extension Action {
  /// Whether the action is open, and was to be done before `end`.
  package func isOverdue(at end: CalendarDay) -> Bool { isOpen(at: end) && dueOn.isBefore(end) }
}

/// The days that a figure of actions is measured by.
struct ActionDays {
  /// The first day that is not reported on.
  let end: CalendarDay
  let span: Span
}

extension FigurePlace {
  fileprivate var actionDays: ActionDays {
    let measuring = conditions.measuring
    return ActionDays(end: measuring.reportingEnd, span: isYearToDate ? conditions.yearToDate : measuring.span)
  }

  /// Lists the actions that a figure counts.
  fileprivate func list(_ title: String, _ actions: [Action]) {
    recorder?.list(
      title, ["action_no", "agreed_on", "due_on", "done_on", "dropped_on"],
      actions.map {
        [printed($0.number), "\($0.agreedOn)", printed($0.dueOn), printed($0.doneOn), printed($0.droppedOn)]
      })
  }
}

extension Together where Value == Int {
  /// Counts the actions of which something holds. No project adds to it.
  static func actions(_ holds: @escaping @Sendable (Action, ActionDays) -> Bool) -> Self {
    of { place in
      let days = place.actionDays
      let counted = place.conditions.actions.filter { holds($0, days) }
      place.list("Actions counted", counted)
      let all = place.conditions.actions.count.counted("action", "actions")
      place.recorder?.conclude("counted: \(counted.count) of \(all)")
      return (.count(counted.count), nil)
    }
  }

  /// The actions done on time as a share of those done in twelve months. No project adds to it.
  static var shareOfActions: Self {
    of { place in
      let done = place.conditions.actions.filter {
        place.conditions.twelveMonths.contains($0.doneOn) && $0.dueOn != nil
      }
      let onTime = done.count { action in
        guard let due = action.dueOn, let doneOn = action.doneOn else { return false }
        return doneOn <= due
      }
      place.list("Actions done in the twelve months, with a day to be done by", done)
      place.recorder?.conclude("\(onTime) on time / \(done.count) done")
      return (Measure.ratio(onTime, of: done.count), done.count)
    }
  }
}
