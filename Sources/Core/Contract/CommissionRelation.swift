// What was asked for and agreed.

extension Contract {
  static let commissions = Relation(
    name: "commissions",
    meaning: "One row for each request of a borough or the board; once agreed, a project.",
    columns: [
      .required(
        "commission_id", .integer, example: "7",
        "A whole number that stays the commission's own.",
        isCode: true),
      .required(
        "reference", .text, example: "LRSA-007",
        "The reference people quote, such as LRSA-007. No two commissions share one.",
        longest: 200,
        isCode: true),
      .required(
        "borough_code", .text, example: "E09000015",
        "The ONS code of the borough that asked, as in boroughs."
      ).referring(to: "boroughs"),
      .required(
        "title", .text, example: "Quality assurance of child protection plans",
        "What the project is about, in one line. Name no child, family or member of staff."),
      .required(
        "theme", .text, example: "quality assurance",
        "The subject, in words of your own such as early intervention. Reports group by it, so write it the same way each time."
      ),
      .required(
        "arrangement", .text, example: "commissioned",
        "One of: host (a day a week in one borough), commissioned (days a borough asked for), urgent (put first), board (the board's own priorities).",
        vocabulary: Arrangement.allCases.map(\.rawValue)),
      .required(
        "requested_on", .date, example: "2010-07-12",
        "The day the request came in. Waiting times count from here."),
      .optional(
        "agreed_on", .date, example: "2010-07-26",
        "The day adviser and borough agreed the work. Leave empty until then."),
      .optional(
        "starts_on", .date, example: "2010-08-02",
        "First day of the agreed period, planned or past. Leave empty if none is agreed."),
      .optional(
        "due_on", .date, example: "2010-10-29",
        "Planned last day, not before starts_on. Leave empty if the support has no end."),
      .optional(
        "completed_on", .date, example: "2010-10-29",
        "The day the work was finished. Leave empty until then."),
      .optional(
        "withdrawn_on", .date, example: "2010-09-10",
        "The day the request was withdrawn or the work stopped for good. Leave empty otherwise."),
      .optional(
        "on_hold_since", .date, example: "2010-09-01",
        "The day the work was put on hold. Empty it when work goes on."),
      .optional(
        "days_agreed", .days(precision: 6), example: "10",
        "Days as first agreed, such as 10 or 7.5; two decimals at most. Never change it later: write a variation. Leave empty if no number was agreed.",
        range: .hundredths(0...999_999)),
      .optional(
        "days_per_week", .days(precision: 3), example: "1.5",
        "For support over time: days a week, 0 to 7, two decimals at most. Leave empty if the rate is not recorded.",
        range: .hundredths(0...700)),
      .optional(
        "request", .text,
        example: "The borough asked for an outside view of how plans are checked.",
        "Details of the project request: what was asked for, and why. Name no child, family or member of staff. Leave empty if not recorded."
      ),
      .optional(
        "work_undertaken", .text, example: "Forty plans were read with team managers.",
        "Details of the work undertaken: what was done, with whom. Name nobody. Leave empty if not recorded."
      ),
      .optional(
        "next_steps", .text, example: "None identified",
        "What the borough does next; write None identified if that was the answer. Leave empty if not recorded."
      ),
      .optional(
        "case_study_on", .date, example: "2011-03-31",
        "The day the end-of-project case study was shared online. Leave empty until then."),
    ],
    key: ["commission_id"],
    unique: "reference",
    order: .init(earlier: "starts_on", later: "due_on"))
}
