import Core

/// What moved the figures of a series: rows of the period, or sums of the months before it, of which an issue saves no rows.
struct SeriesCauses {
  let old: IssueSide
  let new: IssueSide
  /// The rows that differ, by commission.
  let changes: [Int64: [RowChange]]

  /// Returns what moved a figure of the measure of this key; nothing where only settings or reference rows may have.
  func movers(_ key: String) -> Causes.MovedParts {
    var movers = Causes.MovedParts()
    guard let measure = SeriesMeasure(id: key) else { return movers }
    if old.series.months.isEmpty != new.series.months.isEmpty {
      movers.causes.insert(.method)
      return movers
    }
    if hasOtherMonths(measure) { movers.causes.insert(.earlierPeriod) }
    for (id, changes) in changes { movers.add(changes.filter { counts($0, id, measure) }) }
    return movers
  }

  private func counts(_ change: RowChange, _ id: Int64, _ measure: SeriesMeasure) -> Bool {
    switch (measure, change.relation) {
    case (.daysDelivered, "days"), (.utilisation, "days"), (.waitDays, "days"), (.outcomesInPeriod, "outcomes"),
      (.practiceOccasions, "shared_practice"):
      true
    case (.requestsReceived, "commissions"), (.waitDays, "commissions"):
      old.project(id)?.commission.requestedOn != new.project(id)?.commission.requestedOn
    default: false
    }
  }

  /// Whether the months before the period differ.
  private func hasOtherMonths(_ measure: SeriesMeasure) -> Bool {
    let first = new.context.period.span.from
    guard measure != .waitDays else {
      func begun(_ series: SeriesFacts) -> [FirstDay] { series.firstDays.filter { $0.firstDayOn < first } }
      return begun(old.series) != begun(new.series)
    }
    let metric = Text(measure == .utilisation ? SeriesMeasure.daysDelivered.id : measure.id)
    func sums(_ series: SeriesFacts) -> Set<MonthSum> {
      Set(series.months.filter { $0.metric == metric && $0.count > 0 && $0.month < Text(first.monthKey) })
    }
    return sums(old.series) != sums(new.series)
  }
}
