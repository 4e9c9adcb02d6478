extension DayEntry {
  /// Whether it stands before `other` in days.csv: by date, reference, adviser, activity and commission; what is not
  /// recorded first. Rows of one date may be ordered on their own. Rows alike in all of these are ordered by days and
  /// time of recording, so that the file never depends on the order of reading.
  package static func precedes(
    _ left: (entry: DayEntry, reference: Text?), _ right: (entry: DayEntry, reference: Text?)
  ) -> Bool {
    let (a, b) = (left.entry, right.entry)
    if a.workedOn != b.workedOn { return a.workedOn < b.workedOn }
    if left.reference != right.reference { return left.reference.precedes(right.reference) }
    if a.adviserID != b.adviserID { return a.adviserID < b.adviserID }
    if a.activity != b.activity { return a.activity.precedes(b.activity) }
    return (a.commissionID, a.days, a.recordedAt) < (b.commissionID, b.days, b.recordedAt)
  }
}

extension Outcome {
  /// Whether it stands before `other` in outcomes.csv: by date, reference, number and commission; then by what is left,
  /// so that the file never depends on the order of reading.
  package static func precedes(
    _ left: (outcome: Outcome, reference: Text?), _ right: (outcome: Outcome, reference: Text?)
  ) -> Bool {
    let (a, b) = (left.outcome, right.outcome)
    if a.observedOn != b.observedOn { return a.observedOn < b.observedOn }
    if left.reference != right.reference { return left.reference.precedes(right.reference) }
    if (a.number, a.commissionID) != (b.number, b.commissionID) {
      return (a.number, a.commissionID) < (b.number, b.commissionID)
    }
    if a.recordedAt != b.recordedAt { return a.recordedAt < b.recordedAt }
    if a.kind != b.kind { return a.kind.precedes(b.kind) }
    if a.stage?.text != b.stage?.text { return (a.stage?.text).precedes(b.stage?.text) }
    return a.summary.precedes(b.summary)
  }
}

extension Text? {
  /// In code-point order, what is not recorded first.
  package func precedes(_ other: Text?) -> Bool {
    guard let other else { return false }
    return self.map { $0 < other } ?? true
  }
}
