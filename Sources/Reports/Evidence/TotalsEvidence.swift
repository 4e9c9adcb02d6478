import Facts

extension TableShape {
  package static let evidenceAdvisers = TableShape(
    "evidence/advisers.csv", "Advisers' posts", "Every adviser's time in post, without names.",
    key: ["adviser_id"],
    [
      .adviserID, Column("appointed_on", "Appointed", .date, required: true, "First day in post."),
      .date(
        "left_on", "Left", "Last day in post.", "The adviser has not left, or it is not recorded."),
      .rate(required: true),
    ])

  package static let evidenceBankHolidays = TableShape(
    "evidence/bank_holidays.csv", "Bank holidays",
    "The bank holidays of the period and of the periods it is compared with.", key: ["holiday_on"],
    [Column("holiday_on", "Bank holiday", .date, required: true, "The day.")])

  package static let evidenceDayTotals = TableShape(
    "evidence/day_totals.csv", "Days of other spans",
    "Day entries of the spans the period is compared with, summed by commission and adviser.",
    key: ["span", "commission_id", "adviser_id"],
    [
      Column(
        "span", "Span", required: true,
        """
        The previous period, the same quarter last year, or the year to date up to the day before the period \
        (ytd and that day).
        """),
      .commissionID, .adviserID, .count("count", "Entries", "day entries", "How many day entries."),
      Column("sum", "Days", .decimal(2), unit: "days", required: true, "Their days summed."),
      .date("first", "First", "Their earliest date.", Blank.noEntries),
      .date("last", "Last", "Their latest date.", Blank.noEntries),
    ])

  package static let evidenceOutcomeTotals = TableShape(
    "evidence/outcome_totals.csv", "Outcomes of other spans",
    "Outcomes at stage achieved of the spans beside the period, counted by commission and kind.",
    key: [],
    [
      Column(
        "span", "Span", required: true,
        "The previous period, the same quarter last year, or the whole year to date."),
      .commissionID, .kind, .count("count", "Outcomes", "outcomes", "How many outcomes."),
    ])
}
