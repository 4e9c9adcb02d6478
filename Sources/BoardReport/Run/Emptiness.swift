import Core
import Input
import Issues

/// The refusal of figures that an emptied database gives: more likely rows were lost than work was undone.
struct ImplausibleFall: Error {
  /// What fell, on one line.
  let line: String

  fileprivate init(_ what: String) {
    line = "\(what); restore the rows, or give --accept-empty if this is right"
  }
}

extension Reading {
  /// Refuses an emptied relation and a large fall since the current issue of the period, and a first issue of nothing.
  ///
  /// - Throws: `ImplausibleFall`, unless the order accepts it.
  func refuseImplausibleFall(_ order: RunOrder, _ earlier: PreviousIssues) throws {
    guard !order.acceptsEmpty else { return }
    guard let latest = earlier.latest else {
      let empty = ["commissions", "days"].filter(programme.emptyRelations.contains)
      guard empty.isEmpty else {
        throw ImplausibleFall("the database has no row of \(empty.joined(separator: " or "))")
      }
      return
    }
    if let emptied = Finding.emptied(programme.emptyRelations, before: try latest.rows(of: programme.emptyRelations))
      .first
    {
      throw ImplausibleFall("\(emptied.relation): \(emptied.message) (\(latest.manifest.name))")
    }
    let figures = try latest.figures(ofProjects: nil)
    for metric: any AnyMetric in [metrics.daysDelivered, metrics.projectsInScope] {
      let identity = "\(metric.id)/programme/all/\(metric.span(of: order.period))"
      guard let before = figures[identity].flatMap({ Days($0.value) }),
        let now = measures.figures.first(where: { $0.identity == identity }).flatMap({ Days($0.measure.printed) }),
        Self.isImplausible(before: before, now: now, percent: order.job.implausibleFall)
      else { continue }
      throw ImplausibleFall(
        "\(metric.id) falls from \(before) in \(latest.manifest.name) to \(now), by more than implausible_fall "
          + "(\(order.job.implausibleFall) per cent)")
    }
  }

  /// Returns whether a value of at least 10 fell by more than the percentage.
  static func isImplausible(before: Days, now: Days, percent: Int) -> Bool {
    before.hundredths >= 1_000 && (before - now).hundredths * 100 > before.hundredths * Int64(percent)
  }
}

extension RunOrder {
  /// Returns which quarter to ask for where every day entry is dated after the period; else nil.
  func firstDayLine(_ programme: Programme) -> String? {
    guard let first = programme.firstDayAfter, let quarter = Period(quarterOf: first, yearStartsIn: period.yearStartsIn)
    else { return nil }
    return
      "no day entry lies in \(period.title) or before it; give --quarter \(quarter.name) for the first, of \(first.written)"
  }
}
