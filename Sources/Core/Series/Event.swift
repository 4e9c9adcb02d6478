/// What happened that a reader of a curve should know: a row of `commentary/events.csv`.
package struct Event: Hashable, Sendable {
  package let on: CalendarDay
  package let what: Text
  /// The metrics whose curves it concerns; empty for all.
  package let measures: [String]

  package init(on: CalendarDay, what: Text, measures: [String]) {
    self.on = on
    self.what = what
    self.measures = measures
  }

  func concerns(_ measure: SeriesMeasure) -> Bool {
    measures.isEmpty || measures.contains(measure.id) || measures.contains(measure.headline.id)
  }
}
