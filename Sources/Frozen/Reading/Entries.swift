import Facts
import Reports

/// Days and outcomes of the period, as they pass.
enum FrozenEntries {
  static func days(_ files: FrozenFiles) throws -> RowReader<DayEntry> {
    try RowReader(.days, files) { columns in
      let commission = columns["commission_id"]
      let workedOn = columns["worked_on"]
      let adviser = columns["adviser_id"]
      let (activity, days, recordedAt) = (
        columns["activity"], columns["days"], columns["recorded_at"]
      )
      return { row in
        DayEntry(
          commissionID: try row.need(commission, row.integer(commission)),
          workedOn: try row.need(workedOn, row.day(workedOn)),
          adviserID: try row.need(adviser, row.integer(adviser)), activity: row.text(activity),
          days: try row.need(days, row.days(days)),
          recordedAt: try row.need(recordedAt, row.instant(recordedAt)))
      }
    }
  }

  static func outcomes(_ files: FrozenFiles) throws -> RowReader<Outcome> {
    try RowReader(.outcomes, files) { columns in
      let commission = columns["commission_id"]
      let number = columns["outcome_no"]
      let observedOn = columns["observed_on"]
      let (kind, stage) = (columns["kind"], columns["stage"])
      let (summary, recordedAt) = (columns["summary"], columns["recorded_at"])
      return { row in
        Outcome(
          commissionID: try row.need(commission, row.integer(commission)),
          number: try row.need(number, row.integer(number)),
          observedOn: try row.need(observedOn, row.day(observedOn)), kind: row.text(kind),
          stage: row.text(stage).map { Term($0) }, summary: row.text(summary),
          recordedAt: try row.need(recordedAt, row.instant(recordedAt)))
      }
    }
  }
}
