/// A day entry: an adviser's days on a commission, of one activity, on one date.
package struct DayEntry: Hashable, Sendable {
  package var commissionID: Int64
  package var workedOn: CalendarDay
  package var adviserID: Int64
  package var activity: Text?
  package var days: Days
  package var recordedAt: Instant

  package init(
    commissionID: Int64, workedOn: CalendarDay, adviserID: Int64, activity: Text?, days: Days,
    recordedAt: Instant
  ) {
    self.commissionID = commissionID
    self.workedOn = workedOn
    self.adviserID = adviserID
    self.activity = activity
    self.days = days
    self.recordedAt = recordedAt
  }
}

/// An outcome of a commission, as it was observed.
package struct Outcome: Hashable, Sendable {
  package var commissionID: Int64
  package var number: Int64
  package var observedOn: CalendarDay
  package var kind: Text?
  package var stage: Term<Stage>?
  package var summary: Text?
  package var recordedAt: Instant

  package init(
    commissionID: Int64, number: Int64, observedOn: CalendarDay, kind: Text?, stage: Term<Stage>?,
    summary: Text?, recordedAt: Instant
  ) {
    self.commissionID = commissionID
    self.number = number
    self.observedOn = observedOn
    self.kind = kind
    self.stage = stage
    self.summary = summary
    self.recordedAt = recordedAt
  }
}
