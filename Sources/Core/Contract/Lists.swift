// Who and where, and the days that nobody works.

/// A borough that the programme serves.
package struct Borough: Hashable, Sendable {
  package var code: Text = ""
  package var name: Text = ""

  package static let relation = Relation<Borough>(
    "boroughs", "Every borough the programme serves, whether or not it has asked for anything.", key: ["borough_code"],
    hasOneRowPerKey: true, adds: "boroughs' names, and shares of all boroughs", blank: Borough()
  ) {
    Field(
      "borough_code", \.code, "The ONS code of the borough, such as E09000015.", example: "E09000015", isCode: true,
      label: .boroughCode
    ).needed()
    Field("name", \.name, "The name of the borough as the board writes it.", example: "Harrow", label: .boroughName)
      .adds("boroughs' names")
  }
}

/// An adviser, who may be in post from `appointedOn` to `leftOn`, both included: always, where neither is recorded.
package struct Adviser: Hashable, Sendable {
  package var id: Int64 = 0
  package var name: Text = ""
  package var appointedOn: CalendarDay?
  package var leftOn: CalendarDay?
  package var daysPerWeek: Days?

  package static let relation = Relation<Adviser>(
    "advisers", "One row for each adviser, past and present.", key: ["adviser_id"], hasOneRowPerKey: true,
    order: .init(earlier: "appointed_on", later: "left_on"), adds: "advisers' names, capacity and utilisation",
    blank: Adviser(),
    evidence: ("Advisers' posts", "Every adviser's time in post, without names.")
  ) {
    Field("adviser_id", \.id, "A whole number that stays the adviser's own.", example: "1", isCode: true).printed(
      as: .adviserID
    ).needed()
    Field(
      "name", \.name, "The name or post that the board's paper may print.", example: "Adviser 1", label: .adviserName
    ).adds("advisers' names")
    Field("appointed_on", \.appointedOn, "First day in post.", example: "2010-04-01", required: true).planned().printed(
      "Appointed", "First day in post."
    ).adds("when an adviser came into post")
    Field("left_on", \.leftOn, "Last day in post. Leave empty while the adviser is in post.", example: "2012-03-31")
      .planned().printed("Left", "Last day in post.", blank: "The adviser has not left, or it is not recorded.").adds(
        "when an adviser left")
    Field(
      "days_per_week", \.daysPerWeek,
      "Days of work in a week under the contract, 0 to 7: 5 for full time, 2.5 for half.", example: "5", required: true,
      hundredths: 0...700
    ).printed("Days a week", "Days a week.").adds("capacity and utilisation")
  }

  package func isInPost(on day: CalendarDay) -> Bool {
    (appointedOn.map { $0 <= day } ?? true) && (leftOn.map { day <= $0 } ?? true)
  }

  /// Returns the days of `span` on which the adviser is in post.
  package func inPost(during span: Span) -> Span {
    let until = leftOn.map { min($0.next, span.until) } ?? span.until
    let from = appointedOn.map { max($0, span.from) } ?? span.from
    return Span(from: from, until: max(from, until))
  }
}

package enum BankHoliday {
  package static let relation = Relation<CalendarDay>(
    "bank_holidays", "The days that are not worked, Monday to Friday. Capacity leaves them out.", key: ["holiday_on"],
    hasOneRowPerKey: true, adds: "capacity without bank holidays", blank: .first,
    evidence: (
      "Bank holidays",
      """
      The bank holidays from the first month of the series, or of a comparison, to the last month that the report looks ahead to.
      """
    )
  ) {
    Field("holiday_on", \.self, "The day, also where it stands in for one at a weekend.", example: "2010-12-27")
      .planned().printed("Bank holiday", "The day.").needed()
    Field("name", .text, "What the holiday is called.", example: "Christmas Day (substitute)", required: true).adds(
      "what the holiday is called")
  }
}
