// What was changed, of which parts a project is made, and what was worked.

extension Contract {
  static let variations = Relation(
    name: "variations",
    meaning: "One row for each agreed change to a commission's days.",
    columns: [
      .required(
        "commission_id", .integer, example: "7",
        "The commission that changed."
      ).referring(to: "commissions"),
      .required(
        "variation_no", .integer, example: "1",
        "1 for the commission's first change, then 2, and so on.",
        isCode: true),
      .required(
        "agreed_on", .date, example: "2010-09-20",
        "The day the change was agreed. It counts from that day."),
      .required(
        "days_change", .days(precision: 6), example: "-2.5",
        "Days more (3) or fewer (-3), two decimals at most: the difference, not the new total.",
        range: .hundredths(-999_999...999_999)),
      .required(
        "reason", .text, example: "Two workshops were joined into one.",
        "Why, in one sentence."),
    ],
    key: ["commission_id", "variation_no"])

  static let strands = Relation(
    name: "strands",
    meaning:
      "One row for each separate piece of work within a commission. A project of one piece needs none.",
    columns: [
      .required(
        "commission_id", .integer, example: "7",
        "The commission the strand is part of."
      ).referring(to: "commissions"),
      .required(
        "strand_no", .integer, example: "1",
        "1 for the commission's first strand, then 2, and so on.",
        isCode: true),
      .required(
        "title", .text, example: "Review of thresholds",
        "What the strand is about, in one line."),
      .optional(
        "completed_on", .date, example: "2010-08-27",
        "The day the strand was finished. Leave empty until then."),
      .optional(
        "on_hold_since", .date, example: "2010-08-16",
        "The day the strand was put on hold. Empty it when work goes on."),
      .optional(
        "stopped_on", .date, example: "2010-08-20",
        "The day the strand was given up. Leave empty otherwise."),
      .optional(
        "starts_on", .date, example: "2010-08-02",
        "Planned first day, if the strand has dates of its own: where every strand has both dates, days are expected on them alone. Leave empty if not recorded."
      ),
      .optional(
        "due_on", .date, example: "2010-08-27",
        "Planned last day, not before starts_on. Leave empty if not recorded."),
      .optional(
        "note", .text, example: "Waits for the new head of service.",
        "Anything the board should know of the strand. Leave empty if nothing."),
    ],
    key: ["commission_id", "strand_no"],
    order: .init(earlier: "starts_on", later: "due_on"))

  static let days = Relation(
    name: "days",
    meaning:
      "One row for each piece of an adviser's working day: the entries every figure of days is added up from.",
    columns: [
      .required(
        "commission_id", .integer, example: "7",
        "The commission the work was for."
      ).referring(to: "commissions"),
      .required(
        "worked_on", .date, example: "2010-08-06",
        "The day of the work."),
      .required(
        "adviser_id", .integer, example: "1",
        "The adviser who worked."
      ).referring(to: "advisers"),
      .required(
        "activity", .text, example: "case audit",
        "What kind of work, in words of your own such as training, 200 characters at most. Reports group by it, so write it the same way each time.",
        longest: 200),
      .required(
        "days", .days(precision: 4), example: "0.5",
        "How much of a day: 1, 0.5, 0.25; two decimals at most. Days, not hours: one date should come to no more than 1.",
        range: .hundredths(1...3100)),
      .required(
        "recorded_at", .instant, example: "2010-08-06T15:40:00Z",
        "When the entry was first written, such as 2010-08-06T15:40:00Z; correcting it leaves this alone. It tells a late entry from a correction."
      ).stamped(),
    ],
    key: ["commission_id", "worked_on", "adviser_id", "activity"])
}
