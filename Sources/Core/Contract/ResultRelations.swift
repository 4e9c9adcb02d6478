// What came of it, what the client thought, and who else learnt of it.

extension Contract {
  static let outcomes = Relation(
    name: "outcomes",
    meaning: "One row for each safeguarding outcome of a commission, hoped for or seen.",
    columns: [
      .required(
        "commission_id", .integer, example: "7",
        "The commission it came of."
      ).referring(to: "commissions"),
      .required(
        "outcome_no", .integer, example: "1",
        "1 for the commission's first outcome, then 2, and so on.",
        isCode: true),
      .required(
        "observed_on", .date, example: "2010-10-15",
        "The day it was seen or, while only expected, stated. It falls in the period of this day."),
      .required(
        "kind", .text, example: "practice",
        "What sort of outcome, in words of your own such as practice, 200 characters at most. Reports group by it, so write it the same way each time.",
        longest: 200),
      .required(
        "stage", .text, example: "achieved",
        "One of: expected (hoped for), enabling (makes a change possible), achieved (the change was seen), not achieved.",
        vocabulary: Stage.allCases.map(\.rawValue)),
      .required(
        "summary", .text,
        example: "Plans now name who does what by when; an audit of twenty showed it.",
        "What changed, for whom, and how you know. Name no child, family or member of staff."),
      .required(
        "recorded_at", .instant, example: "2010-10-18T09:30:00Z",
        "When the outcome was first written, such as 2010-08-06T15:40:00Z."
      ).stamped(),
    ],
    key: ["commission_id", "outcome_no"])

  static let reviews = Relation(
    name: "reviews",
    meaning:
      "The client's review of a commission: at most one row each, written when it is asked for.",
    columns: [
      .required(
        "commission_id", .integer, example: "7",
        "The commission reviewed."
      ).referring(to: "commissions"),
      .optional(
        "asked_on", .date, example: "2010-11-01",
        "The day the borough was asked. Leave empty if it was not asked."),
      .optional(
        "received_on", .date, example: "2010-11-19",
        "The day the answer came. Leave empty until then."),
      .optional(
        "rating", .text, example: "very useful",
        "One of: very useful, useful, partly useful, not useful. Leave empty if no rating was given; a comment alone counts as feedback.",
        vocabulary: Rating.allCases.map(\.rawValue)),
      .optional(
        "comment", .text, example: "Clear advice that we could use at once.",
        "The client's own words. Leave empty if there was no comment."),
      .optional(
        "reviewer_role", .text, example: "head of service",
        "The post of the person who answered, never the name. Leave empty if not recorded."),
      .required(
        "may_publish", .boolean, example: "false",
        "true only if the client agreed that the comment may be printed; otherwise false."),
    ],
    key: ["commission_id"])

  static let sharedPractice = Relation(
    name: "shared_practice",
    meaning: "One row each time something learnt in a commission was passed on.",
    columns: [
      .required(
        "commission_id", .integer, example: "7",
        "The commission it was learnt in."
      ).referring(to: "commissions"),
      .required(
        "share_no", .integer, example: "1",
        "1 for the commission's first share, then 2, and so on.",
        isCode: true),
      .required(
        "shared_on", .date, example: "2010-11-24",
        "The day it was passed on."),
      .optional(
        "borough_code", .text, example: "E09000014",
        "The ONS code of the borough it reached: a row for each. Leave empty for a wider audience."
      ).referring(to: "boroughs"),
      .required(
        "channel", .text, example: "workshop",
        "How it was passed on, in words of your own such as workshop or website."),
      .required(
        "summary", .text, example: "A checklist for reading plans together.",
        "What was passed on, in one line."),
    ],
    key: ["commission_id", "share_no"])
}

// Who and where, and the days nobody works.

extension Contract {
  static let boroughs = Relation(
    name: "boroughs",
    meaning: "Every borough the programme serves, whether or not it has asked for anything.",
    columns: [
      .required(
        "borough_code", .text, example: "E09000015",
        "The ONS code of the borough, such as E09000015.",
        isCode: true),
      .required(
        "name", .text, example: "Harrow",
        "The name of the borough as the board writes it."),
    ],
    key: ["borough_code"])

  static let advisers = Relation(
    name: "advisers",
    meaning: "One row for each adviser, past and present.",
    columns: [
      .required(
        "adviser_id", .integer, example: "1",
        "A whole number that stays the adviser's own.",
        isCode: true),
      .required(
        "name", .text, example: "Adviser 1",
        "The name or post that the board's paper may print."),
      .required(
        "appointed_on", .date, example: "2010-04-01",
        "First day in post."),
      .optional(
        "left_on", .date, example: "2012-03-31",
        "Last day in post. Leave empty while the adviser is in post."),
      .required(
        "days_per_week", .days(precision: 3), example: "5",
        "Days of work in a week under the contract, 0 to 7: 5 for full time, 2.5 for half.",
        range: .hundredths(0...700)),
    ],
    key: ["adviser_id"],
    order: .init(earlier: "appointed_on", later: "left_on"))

  static let bankHolidays = Relation(
    name: "bank_holidays",
    meaning: "The days that are not worked, Monday to Friday. Capacity leaves them out.",
    columns: [
      .required(
        "holiday_on", .date, example: "2010-12-27",
        "The day, also where it stands in for one at a weekend."),
      .required(
        "name", .text, example: "Christmas Day (substitute)",
        "What the holiday is called."),
    ],
    key: ["holiday_on"])
}
