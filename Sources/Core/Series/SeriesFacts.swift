/// What the series of the measures are computed from: sums of calendar months, and the first days of projects.
package struct SeriesFacts: Hashable, Sendable {
  /// By month, metric and adviser. A measure without any row has no series.
  package var months: [MonthSum] = []
  /// By day, reference and commission.
  package var firstDays: [FirstDay] = []

  package init() {}
}

/// What the rows of a relation come to in one calendar month: all of them, or those of one adviser.
package struct MonthSum: Hashable, Sendable {
  /// `2010-M11`.
  package var month: Text = ""
  /// nil for a measure that is of no adviser, and for days of nobody in particular.
  package var adviserID: Int64?
  /// The metric that the rows count for.
  package var metric: Text = ""
  /// How many rows.
  package var count = 0
  /// What the rows come to, in the unit of the metric: days, requests, outcomes, occasions.
  package var sum = Days.zero

  package init() {}

  package init(_ month: CalendarDay, _ metric: any AnyMetric, adviser: Int64? = nil, count: Int = 0, sum: Days = .zero)
  {
    self.month = Text(month.monthKey)
    self.metric = Text(metric.id)
    adviserID = adviser
    (self.count, self.sum) = (count, sum)
  }

  package static let relation = Relation<MonthSum>(
    "months", blank: MonthSum(),
    evidence: ("Months", "What the series of the measures are made of: each calendar month's rows, counted and summed.")
  ) {
    Field.printed("month", \.month, "Month", "The calendar month.")
    Field.printed(
      "adviser_id", \.adviserID, "Adviser number", "The adviser's number.",
      blank: "The measure is of no adviser, or the days are of nobody in particular.")
    Field.printed("metric", \.metric, "Metric", "What the rows count for.")
    Field.printed("count", \.count, "Rows", "How many rows.", unit: "rows")
    Field.printed(\.sum, as: ColumnShape("sum", "Sum", .decimal(2), "What the rows come to, in the metric's unit."))
  }
}

/// The first day entry of a commission, and when the commission was requested.
package struct FirstDay: Hashable, Sendable {
  package var commissionID: Int64 = 0
  package var reference: Text?
  package var requestedOn = CalendarDay.first
  package var firstDayOn = CalendarDay.first

  package init() {}

  package init(_ commissionID: Int64, _ reference: Text?, requestedOn: CalendarDay, firstDayOn: CalendarDay) {
    self.commissionID = commissionID
    self.reference = reference
    self.requestedOn = requestedOn
    self.firstDayOn = firstDayOn
  }

  var waitDays: Int { firstDayOn - requestedOn }

  package static let relation = Relation<FirstDay>(
    "first_days", key: ["commission_id"], hasOneRowPerKey: true, blank: FirstDay(),
    evidence: ("First days", "The projects whose first day entry lies in the months of the series.")
  ) {
    Field.printed(\.commissionID, as: .commissionID)
    Field.printed(\.reference, as: .reference)
    Field.printed("requested_on", \.requestedOn, "Requested", "When the borough asked.")
    Field.printed("first_day_on", \.firstDayOn, "First day", "The date of its first day entry.")
  }
}

/// What a job may set about series.
package struct TrendSettings: Hashable, Sendable {
  /// The least number of months that a job may ask for.
  package static let leastMonths = 13

  /// How many months a series has at most.
  package var months = 36
  /// Whether moving ranges that are far too large are dropped.
  package var screensOutliers = true
  /// By metric, in order.
  package var rebases: [String: [Rebase]] = [:]
  /// With more projects than these a wait is the median of a month.
  package var mostProjects = 100

  package init() {}

  /// A month from which a measure is judged anew, because a person says so.
  package struct Rebase: Hashable, Sendable {
    /// The first of the month.
    package let from: CalendarDay
    package let why: Text

    package init(from: CalendarDay, why: Text) {
      self.from = from
      self.why = why
    }
  }
}

extension ReportingContext {
  /// The first day of the last calendar month that is over at the reporting end.
  var lastMonth: CalendarDay { reportingEnd.advanced(by: 1 - reportingEnd.day).advanced(byMonths: -1) }

  /// The days of the last `count` calendar months that are over at the reporting end.
  package func months(_ count: Int) -> Span {
    Span(from: lastMonth.advanced(byMonths: 1 - count), until: lastMonth.advanced(byMonths: 1))
  }
}

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
