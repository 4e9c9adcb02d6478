import Facts

extension TableShape {
  package static let evidenceVariations = TableShape(
    "evidence/variations.csv", "Variations", "Changes of the days agreed, without their reasons.",
    key: [],
    [
      .commissionID, .number("variation_no", "Variation number"),
      Column("agreed_on", "Agreed", .date, required: true, "When the change was agreed."),
      Column(
        "days_change", "Change of days", .decimal(2), unit: "days", required: true,
        "How many days more were agreed; below zero for fewer."),
    ])

  package static let evidenceStrands = TableShape(
    "evidence/strands.csv", "Strands",
    "Parts of projects with dates of their own, without their words.",
    key: [],
    [
      .commissionID, .number("strand_no", "Strand number"),
      .date("completed_on", "Completed", "When the strand ended."),
      .date("on_hold_since", "On hold since", "When the strand was put on hold."),
      .date("stopped_on", "Stopped", "When the strand was stopped."),
      .date("starts_on", "Starts", "When the strand starts."),
      .date("due_on", "Due", "The strand's planned last day."),
    ])

  package static let evidenceReviews = TableShape(
    "evidence/reviews.csv", "Reviews", "Clients' reviews, without their comments.",
    key: ["commission_id"],
    [
      .commissionID,
      .date("asked_on", "Asked", "When the review was asked for."),
      .date("received_on", "Received", "When it was received."),
      Column(
        "rating", "Rating", blank: Blank.notRecorded,
        "How useful the client found the work: " + Column.asRecorded(Rating.words)),
      Column(
        "has_comment", "Has a comment", .boolean, required: true, "Whether there is a comment."),
      Column(
        "may_publish", "May be published", .boolean, required: true,
        "Whether the client agreed to have the comment published."),
    ])

  package static let evidenceSharedPractice = TableShape(
    "evidence/shared_practice.csv", "Shared practice",
    "Practice of projects shared with a borough or a wider audience, without its summary.", key: [],
    [
      .commissionID, .number("share_no", "Share number"),
      Column("shared_on", "Shared", .date, required: true, "When it was shared."),
      Column(
        "borough_code", "Borough code", blank: "It was shared with a wider audience.",
        "The ONS code of the borough it reached."),
      Column("channel", "Channel", blank: Blank.notRecorded, "How it was shared."),
    ])
}

extension Column {
  fileprivate static func number(_ name: String, _ title: String) -> Column {
    Column(name, title, .integer, required: true, "Counts within the commission.")
  }
}
